import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Frame, Page } from 'playwright-core';
import { chatFrame, chatFrames, heard, hears, say, startRig, type Rig } from './rig.ts';

let rig: Rig;
before(async () => {
    rig = await startRig();
});
after(() => rig.close());

const canary = 'eyJhbGciOiJIUzI1NiJ9.Q0FOQVJZ.c2lnbmF0dXJl';

const inline = `<div id=chat style="height:600px"></div><script src="{HUB}/parley.js"></script>
    <script>window.calls = 0; window.errors = []; window.chat = Parley.init({ agent: 'help',
        mode: 'inline', mount: '#chat',
        token: () => { window.calls += 1; return '${canary}'; }, onError: (error) => window.errors.push(error.code) });
    </script>`;

function calls(page: Page): Promise<number> {
    return page.evaluate(() => (window as unknown as { calls: number }).calls);
}

async function silent(frame: Frame): Promise<void> {
    await frame.waitForTimeout(150);
    assert.equal(await frame.evaluate(() => (window as unknown as { connects?: number }).connects), undefined);
}

test('a frame that says hello gets one port and then its setup', async () => {
    const page = await rig.open(inline);
    const frame = await chatFrame(page, rig.hub);
    assert.equal(await frame.evaluate(() => (window as unknown as { parentOrigin: string }).parentOrigin), rig.host);
    const setup = await hears(frame, 'setup');
    assert.deepEqual(setup, {
        type: 'setup', version: 1, mode: 'inline', identity: true, open: true, theme: 'auto', context: {},
        appearance: {},
    });
});

test('a hello said again gets no second port', async () => {
    const page = await rig.open(inline);
    const frame = await chatFrame(page, rig.hub);
    await frame.evaluate(() => {
        const { nonce } = window as unknown as { nonce: string };
        parent.postMessage({ type: 'parley:hello', nonce }, '*');
    });
    await frame.waitForTimeout(150);
    assert.equal(await frame.evaluate(() => (window as unknown as { connects: number }).connects), 1);
});

/** Holds the real frame back, so that others can try to be it first. */
async function withMuteFrame(html: string, script: string): Promise<Page> {
    const context = await rig.browser.newContext();
    await context.route('**/stub.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
    return rig.open(html, {}, context);
}

const listenOnly = `addEventListener('message', (event) => {
    if (event.data?.type === 'parley:connect') window.connects = (window.connects ?? 0) + 1; });`;

test('a hello with another nonce is ignored', async () => {
    const page = await withMuteFrame(inline, `${listenOnly}
        parent.postMessage({ type: 'parley:hello', nonce: 'guess' }, '*');
        parent.postMessage({ type: 'parley:hello' }, '*'); parent.postMessage('parley:hello', '*');`);
    await page.waitForTimeout(300);
    await silent(page.frames().find((frame) => frame.url().startsWith(rig.hub)) as Frame);
});

test('a hello of the page itself or of a hostile sibling is ignored, even with the right nonce', async () => {
    rig.evilPages.set('/sibling', { body: `<script>addEventListener('message', (event) => {
        if (event.data.steal) parent.postMessage({ type: 'parley:hello', nonce: event.data.steal }, '*');
        if (event.data.type === 'parley:connect') window.connects = 1; });</script>` });
    const page = await withMuteFrame(`${inline}<iframe id=evil src="{EVIL}/sibling"></iframe>`, listenOnly);
    await page.waitForTimeout(300);
    await page.evaluate(() => {
        const own = window as unknown as { chat: { element: HTMLElement }; connects?: number | undefined };
        const frame = own.chat.element.shadowRoot?.querySelector('iframe') as HTMLIFrameElement;
        const nonce = new URL(frame.src).hash.split('=')[1];
        addEventListener('message', (event) => {
            own.connects = event.data.type === 'parley:connect' ? 1 : own.connects;
        });
        postMessage({ type: 'parley:hello', nonce }, '*');
        document.querySelector<HTMLIFrameElement>('#evil')?.contentWindow?.postMessage({ steal: nonce }, '*');
    });
    for (const frame of page.frames()) {
        await silent(frame);
    }
    assert.equal(await calls(page), 0);
});

test('a frame that was led to another origin before its hello gets no port, even with the right nonce', async () => {
    rig.evilPages.set('/agent/trap', { body: `<script>${listenOnly}
        parent.postMessage({ type: 'parley:hello', nonce: location.hash.split('=')[1] }, '*');</script>` });
    const page = await withMuteFrame(inline, `location.href = '${rig.evil}/agent/trap' + location.hash;`);
    while (!page.frames().some((frame) => frame.url().startsWith(rig.evil))) {
        await page.waitForTimeout(25);
    }
    await silent(page.frames().find((frame) => frame.url().startsWith(rig.evil)) as Frame);
    assert.equal(await calls(page), 0);
});

test('a frame that is led away after its hello gets no token, and the chat comes back with a new nonce', async () => {
    rig.evilPages.set('/later', { body: `<script>${listenOnly} for (let i = 0; i < 5; i += 1)
        parent.postMessage({ type: 'parley:hello', nonce: location.hash.slice(1) }, '*');</script>` });
    const page = await rig.open(inline);
    const first = await chatFrame(page, rig.hub);
    const nonce = await first.evaluate(() => (window as unknown as { nonce: string }).nonce);
    await first.evaluate(([evil, own]) => {
        location.href = `${evil}/later#${own}`;
    }, [rig.evil, nonce] as const).catch(() => {});
    await page.waitForEvent('framedetached');
    const second = await chatFrame(page, rig.hub);
    assert.notEqual(await second.evaluate(() => (window as unknown as { nonce: string }).nonce), nonce);
    assert.equal(await calls(page), 0);
    await say(second, { type: 'token_needed', request: 1, reason: 'connect' });
    assert.equal((await hears(second, 'token')).token, canary);
});

test('messages on the port that are not in the protocol change nothing', async () => {
    const page = await rig.open(inline);
    const frame = await chatFrame(page, rig.hub);
    const junks = [null, 'token_needed', { type: 'token_needed' }, { type: '__proto__' }, { type: 'eval', code: '1' }];
    for (const junk of junks) {
        await say(frame, junk);
    }
    await say(frame, { type: 'token_needed', request: 9, reason: 'connect' });
    assert.equal((await hears(frame, 'token')).request, 9);
    assert.equal((await heard(frame, 2)).length, 2);
    assert.equal(await calls(page), 1);
});

test('no URL, attribute, storage or history entry ever holds the token', async () => {
    const page = await rig.open(inline);
    const frame = await chatFrame(page, rig.hub);
    await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
    await hears(frame, 'token');
    const seen = await page.evaluate(async () => {
        const shadow = (window as unknown as { chat: { element: HTMLElement } }).chat.element.shadowRoot;
        return JSON.stringify([
            document.body.outerHTML.replace(/<script>[^]*?<\/script>/g, ''), shadow?.innerHTML, location.href,
            history.state, { ...localStorage }, { ...sessionStorage }, document.cookie, await indexedDB.databases(),
        ]);
    });
    assert.ok(!seen.includes(canary));
    assert.ok(!rig.requests.some((url) => url.includes(canary)));
    assert.ok(seen.includes(`${rig.hub}/agent/help?theme=auto#parley=`));
});

test('a page in a sandbox is told so, and loads no frame', async () => {
    const page = await rig.open(`<script src="{HUB}/parley.js"></script><script>try { Parley.init({ agent: 'help' }); }
        catch ({ code, message }) { window.problem = code + ' ' + message; }</script>`,
        { 'Content-Security-Policy': 'sandbox allow-scripts' });
    assert.equal(await page.evaluate(() => (window as unknown as { problem: string }).problem),
        'invalid_options the page\'s sandbox lacks allow-same-origin');
    assert.equal(page.frames().length, 1);
});

test('two chats on one page have frames and ports of their own', async () => {
    const page = await rig.open(`<div id=one></div><div id=two></div><script src="{HUB}/parley.js"></script><script>
        for (const [agent, mount] of [['sales', '#one'], ['help', '#two']]) {
            Parley.init({ agent, mode: 'inline', mount, title: agent, token: () => agent + '-token' });
        }</script>`);
    const frames = await chatFrames(page, rig.hub, 2);
    for (const frame of frames) {
        await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
        const agent = new URL(frame.url()).pathname.split('/')[2];
        assert.equal((await hears(frame, 'token')).token, `${agent}-token`);
        assert.equal((await heard(frame, 2)).length, 2);
    }
});
