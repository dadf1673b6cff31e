import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { createTokenProvider, type TokenProvider } from '../src/tokenProvider.ts';
import type { TokenFunction } from '../src/tokenCall.ts';

function provide(source: TokenFunction): TokenProvider {
    return createTokenProvider(source, 'lock');
}

/** A token function that counts its calls and gives t1, t2, … */
function counting(): TokenFunction & { calls: number } {
    const source = Object.assign(async () => `t${(source.calls += 1)}`, { calls: 0 });
    return source;
}

test('embeds that ask at once are answered by one call', async () => {
    const source = counting();
    const provider = provide(source);
    const answers = await Promise.all([1, 2, 3].map(() => provider.get('connect')));
    assert.deepEqual(answers, [{ token: 't1' }, { token: 't1' }, { token: 't1' }]);
    assert.equal(source.calls, 1);
    assert.deepEqual(await provider.get('connect'), { token: 't1' });
    assert.equal(source.calls, 1);
});

test('a refused token is replaced by one call, however many embeds held it', async () => {
    const source = counting();
    const provider = provide(source);
    await provider.get('connect');
    const answers = await Promise.all([1, 2, 3].map(() => provider.get('refused', 't1')));
    assert.deepEqual(answers, [{ token: 't2' }, { token: 't2' }, { token: 't2' }]);
    assert.equal(source.calls, 2);
    assert.deepEqual(await provider.get('refused', 't1'), { token: 't2' });
    assert.equal(source.calls, 2);
});

test('a host that answers 401 or 403 is not asked again until a person retries', async () => {
    const throwables: unknown[] = [
        new Error('token 401'), Object.assign(new Error('no'), { status: 403 }), new Response(null, { status: 401 }),
        Object.assign(new Error('axios'), { response: { status: 403 } }), 'HTTP 401',
    ];
    for (const thrown of throwables) {
        let calls = 0;
        const provider = provide(() => {
            calls += 1;
            throw thrown;
        });
        for (const reason of ['connect', 'refused', 'expiring', 'connect'] as const) {
            assert.deepEqual(await provider.get(reason), { kind: 'refused', cause: thrown });
        }
        assert.equal(calls, 1);
        await provider.get('retry');
        assert.equal(calls, 2);
    }
});

test('a response given in the place of a token is understood', async () => {
    const source = () => new Response(null, { status: 403 });
    const answer = await provide(source as unknown as TokenFunction).get('connect');
    assert.equal('kind' in answer && answer.kind, 'refused');
});

test('a throw, an empty text and something else than text are failures', async () => {
    const sources: (() => unknown)[] = [
        () => { throw new Error('offline'); }, () => '', () => undefined, () => null, () => ({ token: 'x' }), () => 7,
        () => Promise.reject(new TypeError('Failed to fetch')), () => { throw new Error('port 4010 is closed'); },
        () => { throw new Response(null, { status: 500, statusText: 'was 401' }); },
    ];
    for (const source of sources) {
        const answer = await provide(source as TokenFunction).get('connect');
        assert.equal('kind' in answer && answer.kind, 'failed', String(source));
    }
});

test('the same token again is stale, and so is a second one that the hub refuses', async () => {
    const fixed = provide(() => 'same');
    assert.deepEqual(await fixed.get('connect'), { token: 'same' });
    assert.equal((await fixed.get('refused', 'same') as { kind: string }).kind, 'stale');
    const source = counting();
    const provider = provide(source);
    await provider.get('connect');
    await provider.get('refused', 't1');
    assert.equal((await provider.get('refused', 't2') as { kind: string }).kind, 'stale');
    assert.equal((await provider.get('connect') as { kind: string }).kind, 'stale');
    assert.equal(source.calls, 2);
    assert.deepEqual(await provider.get('retry'), { token: 't3' });
});

test('a token that the hub took earlier may be refused later without counting', async () => {
    const source = counting();
    const provider = provide(source);
    await provider.get('connect');
    for (let round = 1; round <= 5; round += 1) {
        provider.accepted('2026-11-21T09:00:00.000Z');
        assert.deepEqual(await provider.get('refused', `t${round}`), { token: `t${round + 1}` });
    }
});

/** Lets everything that waits for promises alone run. */
function settled(): Promise<void> {
    return new Promise((resolve) => {
        setImmediate(resolve);
    });
}

test('a function that stays silent for 10 s times out, and its late token is dropped', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    let answerLate: (token: string) => void = () => {};
    const provider = provide(() => new Promise((resolve) => {
        answerLate = resolve;
    }));
    const answer = provider.get('connect');
    await settled();
    mock.timers.tick(10_000);
    assert.deepEqual(await answer, { kind: 'timeout' });
    answerLate('late');
    assert.deepEqual(await provider.get('connect'), { kind: 'timeout' });
    mock.timers.reset();
});

test('the token is renewed ahead of its end, told to all, and a failure then leaves the session alone', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    let fail = false;
    let calls = 0;
    const provider = provide(() => {
        calls += 1;
        if (fail) {
            throw new Error('offline');
        }
        return `t${calls}`;
    });
    const told: string[] = [];
    const stop = provider.listen((token) => told.push(token));
    await provider.get('connect');
    provider.accepted('2026-11-21T09:00:00.000Z', '2026-11-21T09:15:00.000Z');
    mock.timers.tick(824_000);
    assert.equal(calls, 1);
    mock.timers.tick(16_001);
    await settled();
    assert.deepEqual(told, ['t2']);
    fail = true;
    await provider.renew();
    assert.deepEqual(told, ['t2']);
    fail = false;
    assert.equal('token' in await provider.get('expiring', 't2'), true);
    mock.timers.reset();
    stop();
});

test('after the user is forgotten a token on its way is not kept', async () => {
    let give: (token: string) => void = () => {};
    const source = mock.fn(() => new Promise<string>((resolve) => {
        give = resolve;
    }));
    const provider = provide(source);
    const first = provider.get('connect');
    await settled();
    provider.clear();
    give('of the first user');
    assert.equal('kind' in await first, true);
    const second = provider.get('connect');
    await settled();
    give('of the second user');
    assert.deepEqual(await second, { token: 'of the second user' });
});
