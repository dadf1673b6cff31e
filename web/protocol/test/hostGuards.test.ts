import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isConnect, isFrameMessage, isHello, isHostMessage } from '../src/hostGuards.ts';

interface Cases {
    readonly accept: readonly unknown[];
    readonly refuse: readonly unknown[];
}

function fixture(name: string): unknown {
    return JSON.parse(readFileSync(`../protocol/host/${name}.json`, 'utf8'));
}

function check(guard: (value: unknown) => boolean, cases: Cases): void {
    for (const value of cases.accept) {
        assert.equal(guard(value), true, JSON.stringify(value));
    }
    for (const value of [...cases.refuse, undefined, 7, () => {}]) {
        assert.equal(guard(value), false, JSON.stringify(value));
    }
}

test('frame messages of the fixtures pass their guard, and nothing else does', () => {
    check(isFrameMessage, fixture('frame-to-page') as Cases);
});

test('page messages of the fixtures pass their guard, and nothing else does', () => {
    check(isHostMessage, fixture('page-to-frame') as Cases);
});

test('the two messages of the handshake are told apart', () => {
    const { hello, connect } = fixture('handshake') as { hello: Cases; connect: Cases };
    check(isHello, hello);
    check(isConnect, connect);
});
