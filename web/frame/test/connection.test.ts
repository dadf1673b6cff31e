import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReadyFrame, Refusal } from '@parley/protocol';
import { backoff } from '../src/connection/backoff.ts';
import { Connection } from '../src/connection/connection.ts';
import { nextStep } from '../src/connection/state.ts';
import { TokenUnavailable } from '../src/identity/identity.ts';
import { FakeClock, FakeSocket, settled } from './fakes.ts';

const ready: ReadyFrame = {
    type: 'ready', principal: { kind: 'user', issuer: 'agent', id: 'jane' }, agent: { id: 'agt_1', slug: 'a', name: 'A', greeting: '' },
    epoch: 'e', serverTime: '2026-11-21T10:00:00.000Z',
};

const refusal = (code: string, more: Partial<Refusal> = {}): Refusal => ({ code, title: 'T', detail: 'd', ...more });

interface Rig {
    readonly clock: FakeClock;
    readonly sockets: FakeSocket[];
    readonly connection: Connection;
    renewals: number;
    renew: () => Promise<unknown>;
    hello: () => Promise<{ type: 'hello'; capabilities: string[] }>;
    diagnosis: Refusal | undefined;
    readonly last: () => FakeSocket;
}

function rig(): Rig {
    const clock = new FakeClock();
    const sockets: FakeSocket[] = [];
    const made: Rig = {
        clock, sockets, renewals: 0, diagnosis: undefined,
        renew: async () => {},
        hello: async () => ({ type: 'hello', capabilities: [] }),
        last: () => sockets.at(-1) as FakeSocket,
        connection: new Connection({
            clock,
            random: () => 1,
            openSocket: () => {
                const socket = new FakeSocket();
                sockets.push(socket);
                return socket;
            },
            hello: () => made.hello(),
            canRenew: () => true,
            renew: () => {
                made.renewals += 1;
                return made.renew();
            },
            diagnose: async () => made.diagnosis,
            changed: () => {},
            received: () => {},
        }),
    };
    return made;
}

async function opened(): Promise<Rig> {
    const made = rig();
    made.connection.connect();
    await settled();
    await made.last().open();
    await made.last().say(ready);
    return made;
}

test('hello is the first frame, and ready opens the connection', async () => {
    const { connection, last } = await opened();
    assert.deepEqual(last().sent, [{ type: 'hello', capabilities: [] }]);
    assert.equal(connection.state.name, 'open');
});

test('a dropped connection comes back after a wait that doubles and is reset by success', async () => {
    const { clock, connection, sockets, last } = await opened();
    await last().end(1006);
    assert.equal(connection.state.name, 'waiting');
    await clock.pass(500);
    assert.equal(sockets.length, 2);
    await last().end(1006);
    await clock.pass(999);
    assert.equal(sockets.length, 2);
    await clock.pass(1);
    assert.equal(sockets.length, 3);
    await last().open();
    await last().say(ready);
    await last().end(1001);
    await clock.pass(500);
    assert.equal(sockets.length, 4);
});

test('the wait grows to 30 s and is never the same for everybody', () => {
    assert.equal(backoff(0, () => 1), 500);
    assert.equal(backoff(0, () => 0), 250);
    assert.equal(backoff(50, () => 1), 30_000);
    assert.equal(backoff(50, () => 0), 15_000);
});

test('being back online ends the wait at once', async () => {
    const { connection, sockets, last } = await opened();
    await last().end(1006);
    connection.wake();
    await settled();
    assert.equal(sockets.length, 2);
});

test('a quiet connection is pinged after 25 s and given up 5 s later', async () => {
    const { clock, connection, last } = await opened();
    const first = last();
    await clock.pass(25_000);
    assert.equal(first.of('ping').length, 1);
    await first.say({ type: 'pong', serverTime: ready.serverTime });
    await clock.pass(25_000);
    assert.equal(first.of('ping').length, 2);
    await clock.pass(4_999);
    assert.equal(connection.state.name, 'open');
    await clock.pass(1);
    assert.equal(connection.state.name, 'waiting');
    assert.ok(first.isClosed);
});

test('an expired token is renewed once and the connection made again without a wait', async () => {
    const made = await opened();
    await made.last().say({ type: 'refused', error: refusal('session_expired') });
    await made.last().end(4401);
    assert.equal(made.renewals, 1);
    assert.equal(made.sockets.length, 2);
    await made.last().open();
    await made.last().say({ type: 'refused', error: refusal('session_expired') });
    await made.last().end(4401);
    assert.equal(made.renewals, 1);
    assert.deepEqual(made.connection.state, { name: 'closed', reason: refusal('session_expired') });
});

test('when nobody gives a new token the connection is closed with the reason, and Retry starts again', async () => {
    const made = await opened();
    made.renew = () => Promise.reject(new TokenUnavailable('timeout'));
    await made.last().end(4401);
    assert.equal(made.connection.state.name, 'closed');
    made.connection.connect();
    await settled();
    assert.equal(made.sockets.length, 2);
});

test('a hello that gets no token closes with the reason', async () => {
    const made = rig();
    made.hello = () => Promise.reject(new TokenUnavailable('refused'));
    made.connection.connect();
    await settled();
    assert.equal(made.connection.state.name === 'closed' && made.connection.state.reason.code, 'token_refused');
});

test('an upgrade that the browser only reports as failed is explained by asking', async () => {
    const made = rig();
    made.diagnosis = refusal('origin_not_allowed');
    made.connection.connect();
    await settled();
    await made.last().end(1006);
    assert.deepEqual(made.connection.state, { name: 'closed', reason: refusal('origin_not_allowed') });
});

test('what the hub asks for as a wait is waited', async () => {
    const made = await opened();
    await made.last().say({ type: 'refused', error: refusal('unavailable', { retryAfterMs: 9000 }) });
    await made.last().end(4503);
    await made.clock.pass(8_999);
    assert.equal(made.sockets.length, 1);
    await made.clock.pass(1);
    assert.equal(made.sockets.length, 2);
});

test('a refusal about one frame, long ago, does not explain a line that drops', async () => {
    const made = await opened();
    await made.last().say({ type: 'refused', error: refusal('invalid_request') });
    await made.last().end(1006);
    assert.equal(made.connection.state.name, 'waiting');
});

test('nothing of a connection that was given up is heard any more', async () => {
    const { connection, last } = await opened();
    const old = last();
    connection.close();
    await old.say(ready);
    await old.end(1006);
    assert.equal(connection.state.name, 'idle');
});

test('each refusal leads to its own next step', () => {
    const ending = { closeCode: 4400, renewed: false, canRenew: true };
    assert.equal(nextStep({ ...ending, refusal: refusal('invalid_identity_token') }).step, 'stop');
    assert.equal(nextStep({ ...ending, refusal: refusal('identity_not_configured') }).step, 'stop');
    assert.equal(nextStep({ ...ending, refusal: refusal('identity_changed') }).step, 'reconnect');
    assert.equal(nextStep({ ...ending, refusal: refusal('authentication_failed') }).step, 'renew');
    assert.equal(nextStep({ ...ending, refusal: refusal('authentication_failed'), canRenew: false }).step, 'stop');
    assert.equal(nextStep({ ...ending, refusal: refusal('slow_reader') }).step, 'wait');
    for (const closeCode of [4400, 4403, 4404, 4413]) {
        assert.equal(nextStep({ ...ending, closeCode }).step, 'stop');
    }
    for (const closeCode of [1000, 1001, 1006, 1012, 4408, 4429, 4500, 4503]) {
        assert.equal(nextStep({ ...ending, closeCode }).step, 'wait');
    }
});
