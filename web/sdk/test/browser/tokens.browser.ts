import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { chatFrame, chatFrames, heard, hears, say, startRig, type Rig } from './rig.ts';

let rig: Rig;
before(async () => {
    rig = await startRig();
});
after(() => rig.close());

/** A page with `count` chats that share one token function; its body is `source`. */
function chats(source: string, count = 1): string {
    return `${'<div class=mount></div>'.repeat(count)}<script src="{HUB}/parley.js"></script><script>
        window.calls = 0; window.errors = []; window.token = async () => { window.calls += 1; ${source} };
        window.chats = [...document.querySelectorAll('.mount')].map((mount) => Parley.init({ agent: 'help',
            mode: 'inline', mount, token, onError: (error) => errors.push(error.code) }));</script>`;
}

function read<T>(page: Page, name: string): Promise<T> {
    return page.evaluate((key) => (window as unknown as Record<string, T>)[key] as T, name);
}

test('three chats of one page that need a token at once are answered by one call', async () => {
    const page = await rig.open(chats("await new Promise((done) => setTimeout(done, 50)); return 't' + calls;", 3));
    const frames = await chatFrames(page, rig.hub, 3);
    await Promise.all(frames.map((frame) => say(frame, { type: 'token_needed', request: 1, reason: 'connect' })));
    for (const frame of frames) {
        assert.deepEqual(await hears(frame, 'token'), { type: 'token', request: 1, token: 't1' });
    }
    assert.equal(await read(page, 'calls'), 1);
});

test('tabs of one origin call their token functions one after another', async () => {
    const running: number[] = [];
    let now = 0;
    rig.pages.set('/token', () => ({ body: '{"token":"t"}', type: 'application/json' }));
    const context = await rig.browser.newContext();
    await context.exposeFunction('enter', () => running.push(now += 1));
    await context.exposeFunction('leave', () => now -= 1);
    const html = chats(`await enter(); await new Promise((done) => setTimeout(done, 60)); await leave();
        return 't' + Math.random();`);
    const pages = await Promise.all([1, 2, 3].map(() => rig.open(html, {}, context)));
    const frames = await Promise.all(pages.map((page) => chatFrame(page, rig.hub)));
    await Promise.all(frames.map((frame) => say(frame, { type: 'token_needed', request: 1, reason: 'connect' })));
    await Promise.all(frames.map((frame) => hears(frame, 'token')));
    assert.deepEqual(running, [1, 1, 1]);
});

test('a backend that says 401 stops everything until a person retries', async () => {
    rig.pages.set('/token', () => ({ body: '{}', status: 401 }));
    const page = await rig.open(chats(`const answer = await fetch('/token');
        if (!answer.ok) throw new Error('token ' + answer.status);`));
    const frame = await chatFrame(page, rig.hub);
    for (const [request, reason] of [[1, 'connect'], [2, 'refused'], [3, 'connect']]) {
        await say(frame, { type: 'token_needed', request, reason });
        const answer = await hears(frame, 'token_failed', request as number);
        assert.deepEqual(answer, { type: 'token_failed', request, kind: 'refused' });
    }
    assert.equal(await read(page, 'calls'), 1);
    assert.deepEqual(await read(page, 'errors'), ['token_refused', 'token_refused', 'token_refused']);
    await say(frame, { type: 'token_needed', request: 4, reason: 'retry' });
    await hears(frame, 'token_failed', 4);
    assert.equal(await read(page, 'calls'), 2);
});

test('a token that is about to end is renewed by one call, whichever chat asks first', async () => {
    const page = await rig.open(chats("return 't' + calls;", 2));
    const frames = await chatFrames(page, rig.hub, 2);
    for (const frame of frames) {
        await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
        await hears(frame, 'token');
        await say(frame, { type: 'ready', serverTime: '2031-01-01T00:00:00.000Z', expiresAt: '2031-01-01T00:15:00.000Z' });
    }
    for (const frame of frames) {
        await say(frame, { type: 'token_needed', request: 2, reason: 'expiring', stale: 't1' });
        assert.deepEqual(await hears(frame, 'token', 2), { type: 'token', request: 2, token: 't2' });
    }
    assert.equal(await read(page, 'calls'), 2);
});

test('refreshToken() asks at once and tells every chat of the page', async () => {
    const page = await rig.open(chats("return 't' + calls;", 2));
    const frames = await chatFrames(page, rig.hub, 2);
    for (const frame of frames) {
        await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
        await hears(frame, 'token');
    }
    await page.evaluate(() => (window as unknown as { chats: { refreshToken(): Promise<void> }[] }).chats[0]?.refreshToken());
    for (const frame of frames) {
        assert.deepEqual(await hears(frame, 'token', 2), { type: 'token', token: 't2' });
    }
});

test('a fixed token that the hub refuses is stale, and nothing is asked again', async () => {
    const page = await rig.open(`<script src="{HUB}/parley.js"></script><script>window.errors = [];
        Parley.init({ agent: 'help', token: 'a.b.c', onError: (error) => errors.push(error.code) });</script>`);
    const frame = await chatFrame(page, rig.hub);
    await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
    assert.equal((await hears(frame, 'token')).token, 'a.b.c');
    await say(frame, { type: 'token_needed', request: 2, reason: 'expiring', stale: 'a.b.c' });
    assert.equal((await hears(frame, 'token_failed')).kind, 'stale');
    await say(frame, { type: 'token_needed', request: 3, reason: 'refused', stale: 'a.b.c' });
    assert.equal((await hears(frame, 'token_failed', 2)).kind, 'stale');
    await page.waitForFunction(() => (window as unknown as { errors: string[] }).errors.length === 2);
    assert.deepEqual(await read(page, 'errors'), ['token_stale', 'token_stale']);
});

test('after logout the next user gets a token of their own in a new frame', async () => {
    const page = await rig.open(chats("return 'user' + calls;"));
    const first = await chatFrame(page, rig.hub);
    await say(first, { type: 'token_needed', request: 1, reason: 'connect' });
    await hears(first, 'token');
    await page.evaluate(() => (window as unknown as { chats: { logout(): Promise<void> }[] }).chats[0]?.logout());
    const second = await chatFrame(page, rig.hub);
    assert.equal(first.isDetached(), true);
    await say(second, { type: 'token_needed', request: 1, reason: 'connect' });
    assert.equal((await hears(second, 'token')).token, 'user2');
    assert.equal((await heard(second, 2)).length, 2);
});
