import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TokenReason } from '@parley/protocol';
import { Identity, TokenUnavailable, type TokenSource } from '../src/identity/identity.ts';
import { ParentWindow, type MessageWindow } from '../src/identity/parentWindow.ts';
import { FakeClock, settled } from './fakes.ts';

class Source implements TokenSource {
    readonly asked: [TokenReason, string | undefined][] = [];
    answer: (token: string) => void = () => {};
    refuse: (error: Error) => void = () => {};

    ask(reason: TokenReason, stale: string | undefined): Promise<string> {
        this.asked.push([reason, stale]);
        return new Promise((resolve, reject) => {
            this.answer = resolve;
            this.refuse = reject;
        });
    }
}

test('three who ask at once get one token by one question', async () => {
    const source = new Source();
    const identity = new Identity(source, true, 'old');
    const all = Promise.all([identity.renew('expiring'), identity.renew('refused'), identity.renew('refused')]);
    source.answer('new');
    assert.deepEqual(await all, ['new', 'new', 'new']);
    assert.deepEqual(source.asked, [['expiring', 'old']]);
    assert.equal(identity.token, 'new');
});

test('after an answer, and after a failure, the next question is asked', async () => {
    const source = new Source();
    const identity = new Identity(source, true, 'old');
    const failed = identity.renew('refused');
    source.refuse(new TokenUnavailable('failed'));
    await assert.rejects(failed, TokenUnavailable);
    const again = identity.renew('retry');
    source.answer('new');
    assert.equal(await again, 'new');
    assert.equal(source.asked.length, 2);
});

test('the same token again is no new one', async () => {
    const source = new Source();
    const identity = new Identity(source, true, 'old');
    const renewed = identity.renew('refused');
    source.answer('old');
    await assert.rejects(renewed, (error: TokenUnavailable) => error.kind === 'stale');
});

test('an embedded user is asked for before connecting, a visitor never', async () => {
    const source = new Source();
    const user = new Identity(source, true).forConnecting();
    source.answer('first');
    assert.equal(await user, 'first');
    assert.equal(await new Identity(source, false).forConnecting(), undefined);
    assert.equal(new Identity(source, false).canRenew, false);
    assert.equal(new Identity(undefined, true, 'token').canRenew, false);
});

class Windows implements MessageWindow {
    readonly posted: [unknown, string][] = [];
    readonly parent = { postMessage: (message: unknown, origin: string) => void this.posted.push([message, origin]) };
    #listeners: ((event: MessageEvent) => void)[] = [];

    addEventListener(_type: 'message', listener: (event: MessageEvent) => void): void {
        this.#listeners.push(listener);
    }

    removeEventListener(_type: 'message', listener: (event: MessageEvent) => void): void {
        this.#listeners = this.#listeners.filter((each) => each !== listener);
    }

    get isListening(): boolean {
        return this.#listeners.length > 0;
    }

    hear(data: unknown, { source = this.parent as unknown, origin = 'https://host.example' } = {}): void {
        this.#listeners.forEach((listener) => listener({ data, source, origin } as MessageEvent));
    }
}

const answer = (identityToken: unknown): unknown => ({ type: 'DHQ_IDENTITY_TOKEN_REFRESHED', identityToken });

test('a plain iframe asks its parent by the message of seed 000, which carries nothing', async () => {
    const windows = new Windows();
    const asked = new ParentWindow(windows, [], new FakeClock()).ask();
    assert.deepEqual(windows.posted, [[{ type: 'DHQ_IDENTITY_TOKEN_REFRESH_NEEDED' }, '*']]);
    windows.hear(answer('a.b.c'));
    assert.equal(await asked, 'a.b.c');
    assert.equal(windows.isListening, false);
});

test('answers from another window, another origin, of another shape, or when nobody asked are ignored', async () => {
    const windows = new Windows();
    const clock = new FakeClock();
    const parent = new ParentWindow(windows, ['https://host.example'], clock);
    windows.hear(answer('early'));
    const asked = parent.ask();
    windows.hear(answer('sibling'), { source: {} });
    windows.hear(answer('origin'), { origin: 'https://evil.example' });
    windows.hear(answer('null'), { origin: 'null' });
    for (const odd of [null, 'text', [], {}, answer(''), answer(7), answer(undefined), { type: 'DHQ_IDENTITY_TOKEN_REFRESH', identityToken: 'x' }]) {
        windows.hear(odd);
    }
    await clock.pass(9_999);
    windows.hear(answer('right'));
    assert.equal(await asked, 'right');
});

test('a parent that is silent for 10 s has failed', async () => {
    const windows = new Windows();
    const clock = new FakeClock();
    const asked = new ParentWindow(windows, [], clock).ask();
    const rejected = assert.rejects(asked, (error: TokenUnavailable) => error.kind === 'timeout');
    await clock.pass(10_000);
    await settled();
    await rejected;
    assert.equal(windows.isListening, false);
});
