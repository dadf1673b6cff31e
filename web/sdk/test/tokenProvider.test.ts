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

test('the same token again is stale until a person retries', async () => {
    let token = 'same';
    const provider = provide(() => token);
    assert.deepEqual(await provider.get('connect'), { token: 'same' });
    assert.equal((await provider.get('refused', 'same')).kind, 'stale');
    token = 'newer';
    assert.equal((await provider.get('connect')).kind, 'stale');
    assert.deepEqual(await provider.get('retry'), { token: 'newer' });
});

test('a token is handed to embeds that come later while it is in the first half of its life', async () => {
    mock.timers.enable({ apis: ['Date'] });
    const clock = mock.method(performance, 'now', () => Date.now());
    const source = counting();
    const provider = provide(source);
    await provider.get('connect');
    provider.accepted('2031-01-01T00:00:00.000Z', '2031-01-01T00:10:00.000Z');
    mock.timers.tick(299_000);
    assert.deepEqual(await provider.get('connect'), { token: 't1' });
    mock.timers.tick(2_000);
    assert.deepEqual(await provider.get('connect'), { token: 't2' });
    provider.accepted('2031-01-01T00:00:00.000Z');
    mock.timers.tick(999_999_999);
    assert.deepEqual(await provider.get('connect'), { token: 't2' });
    clock.mock.restore();
    mock.timers.reset();
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

test('what is fetched ahead of time is told to all, and a failure then leaves the session alone', async () => {
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
    await provider.renew();
    assert.deepEqual(told, ['t2']);
    fail = true;
    await provider.renew();
    assert.deepEqual(told, ['t2']);
    fail = false;
    assert.equal('token' in await provider.get('expiring', 't2'), true);
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
