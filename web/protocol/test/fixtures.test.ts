import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeHubFrame, isConversation, isMessage, isPageOf, isRecord, isRefusal, isSession } from '@parley/protocol';
import type { ClientFrame, HubFrame } from '@parley/protocol';

const fixtures = join(process.cwd(), '..', 'protocol');
const read = (path: string): string => readFileSync(join(fixtures, path), 'utf8');
const names = readdirSync(join(fixtures, 'frames')).map((file) => file.replace('.json', ''));

const hubTypes: Record<HubFrame['type'], true> = {
    ready: true, identified: true, accepted: true, started: true, delta: true, tool: true, completed: true, failed: true,
    stopped: true, message: true, changed: true, resumed: true, token_expiring: true, reauthenticate: true, refused: true,
    pong: true,
};
const clientTypes: Record<ClientFrame['type'], true> = {
    hello: true, identify: true, send: true, stop: true, regenerate: true, resume: true, feedback: true, context: true, ping: true,
};

test('there is one fixture for every frame and none for any other', () => {
    const wanted = [
        ...Object.keys(clientTypes).map((type) => `client-${type}`),
        ...Object.keys(hubTypes).map((type) => `hub-${type}`),
    ];
    assert.deepEqual([...names].sort(), wanted.sort());
});

for (const name of names.filter((each) => each.startsWith('hub-'))) {
    test(`${name} is decoded, with every field kept`, () => {
        const text = read(`frames/${name}.json`);
        assert.deepEqual(decodeHubFrame(text), JSON.parse(text));
    });

    test(`${name} is not decoded when a field that it needs is missing or of another type`, () => {
        const frame: unknown = JSON.parse(read(`frames/${name}.json`));
        assert.ok(isRecord(frame));
        for (const field of Object.keys(frame).filter((each) => each !== 'usage')) {
            assert.equal(decodeHubFrame(JSON.stringify({ ...frame, [field]: { odd: true } })), undefined, field);
        }
    });
}

test('a frame of an unknown type, or one named like an inherited property, is nothing', () => {
    for (const type of ['celebrate', 'constructor', '__proto__', 'toString']) {
        assert.equal(decodeHubFrame(JSON.stringify({ type })), undefined);
    }
    assert.equal(decodeHubFrame('{"type":'), undefined);
    assert.equal(decodeHubFrame('null'), undefined);
});

test('the REST examples pass their guards', () => {
    const body = (name: string): Record<string, unknown> => JSON.parse(read(`rest/${name}.json`)) as Record<string, unknown>;
    assert.ok(isSession(body('session')['data']));
    assert.ok(isPageOf(isConversation)(body('conversations')['data']));
    assert.ok(isPageOf(isMessage)(body('messages')['data']));
    assert.ok(isRefusal(body('failure')['error']));
});
