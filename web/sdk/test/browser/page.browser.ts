import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { chatFrame, chatFrames, hears, heard, say, startRig, type Rig } from './rig.ts';

let rig: Rig;
before(async () => {
    rig = await startRig();
});
after(() => rig.close());

const floating = `<button id=before>Help</button><script src="{HUB}/parley.js"></script><script>
    window.events = []; window.chat = Parley.init({ agent: 'help', title: 'Support',
        onOpen: () => events.push('open'), onClose: () => events.push('close'), onReady: () => events.push('ready'),
        onUnread: (count) => events.push('unread ' + count), onMessage: (message) => events.push(message.text),
        onError: (error) => events.push(error.code + ': ' + error.message) });
    chat.ready.then(() => events.push('promised'));</script>`;

const events = (): string[] => (window as unknown as { events: string[] }).events;

test('the launcher opens and closes the panel, and the focus comes back', async () => {
    const page = await rig.open(floating);
    const launcher = page.getByRole('button', { name: 'Support' });
    const dialog = page.getByRole('dialog', { name: 'Support' });
    const frame = await chatFrame(page, rig.hub);
    assert.equal(await dialog.isVisible(), false);
    assert.equal(await launcher.getAttribute('aria-expanded'), 'false');
    await launcher.click();
    await dialog.waitFor({ state: 'visible' });
    assert.equal(await launcher.getAttribute('aria-expanded'), 'true');
    assert.deepEqual(await hears(frame, 'open'), { type: 'open', focus: true });
    assert.equal(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.tagName), 'IFRAME');
    await say(frame, { type: 'close' });
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.tagName), 'BUTTON');
    await hears(frame, 'close');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'visible' });
    await launcher.focus();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.deepEqual(await page.evaluate(events), ['open', 'close', 'open', 'close']);
});

test('a chat opened by a button of the page gives the focus back to that button', async () => {
    const page = await rig.open(`${floating}<script>before.onclick = () => chat.open()</script>`);
    const frame = await chatFrame(page, rig.hub);
    await page.click('#before');
    await hears(frame, 'open');
    await page.evaluate(() => (window as unknown as { chat: { close(): void } }).chat.close());
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'before');
});

test('unread answers are counted on the launcher, in its name and for the page', async () => {
    const page = await rig.open(floating);
    const frame = await chatFrame(page, rig.hub);
    await say(frame, { type: 'ready', serverTime: '2026-11-21T09:00:00.000Z' });
    await say(frame, { type: 'ready', serverTime: '2026-11-21T09:00:01.000Z' });
    await say(frame, { type: 'unread', count: 2 });
    await page.getByRole('button', { name: 'Support (2)' }).waitFor();
    assert.equal(await page.locator('span').textContent(), '2');
    await say(frame, { type: 'unread', count: 0 });
    await page.getByRole('button', { name: 'Support', exact: true }).waitFor();
    assert.equal(await page.locator('span').isVisible(), false);
    assert.deepEqual(await page.evaluate(events), ['ready', 'promised', 'unread 2', 'unread 0']);
});

test('messages, errors and calls cross the port in both directions', async () => {
    const page = await rig.open(floating);
    await page.evaluate(() => {
        const { chat } = window as unknown as { chat: Record<string, (value?: unknown) => void> };
        chat['send']?.('Hello');
        chat['newConversation']?.();
        chat['setContext']?.({ page: '/cart', items: 3, user: { id: 7 }, nothing: undefined });
        chat['setTheme']?.('dark');
    });
    const frame = await chatFrame(page, rig.hub);
    assert.equal((await hears(frame, 'send')).text, 'Hello');
    await hears(frame, 'new_conversation');
    assert.deepEqual((await hears(frame, 'set_context')).context, { page: '/cart', items: 3, user: { id: 7 } });
    assert.equal((await hears(frame, 'theme')).theme, 'dark');
    await say(frame, { type: 'message', message: {
        id: 'msg_1', conversation: 'cnv_1', role: 'assistant', text: 'Good day',
        createdAt: '2026-11-21T09:00:00.000Z' } });
    await say(frame, { type: 'error', code: 'access_denied', title: 'Access Denied', detail: 'Ask the owner.',
        requestId: 'req_1' });
    await page.waitForFunction(() => (window as unknown as { events: string[] }).events.length === 2);
    assert.deepEqual(await page.evaluate(events), ['Good day', 'access_denied: Ask the owner.']);
});

test('on a small screen the chat covers the page and the back button closes it', async () => {
    const page = await rig.open(floating);
    await page.setViewportSize({ width: 360, height: 640 });
    await page.evaluate(() => history.replaceState({ router: 'own' }, ''));
    const dialog = page.getByRole('dialog');
    await chatFrame(page, rig.hub);
    const before = page.url();
    await page.getByRole('button', { name: 'Support' }).click();
    assert.equal(await dialog.getAttribute('aria-modal'), 'true');
    await page.waitForTimeout(200);
    assert.deepEqual(await dialog.boundingBox(), { x: 0, y: 0, width: 360, height: 640 });
    await page.goBack();
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(page.url(), before);
    assert.deepEqual(await page.evaluate(() => history.state), { router: 'own' });
    const length = await page.evaluate(() => history.length);
    await page.getByRole('button', { name: 'Support' }).click();
    await page.keyboard.press('Escape');
    await page.evaluate(() => (window as unknown as { chat: { close(): void } }).chat.close());
    await dialog.waitFor({ state: 'hidden' });
    await page.waitForFunction(() => history.state.router === 'own' && history.state.parley === undefined);
    assert.equal(await page.evaluate(() => history.length), length);
});

test('a page with a strict policy and Trusted Types sees no violation', async () => {
    const page = await rig.open('<script nonce=x>window.violations = [];' +
        "addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective))</script>" +
        '<script src="{HUB}/parley.js" nonce=x data-agent=help data-accent="#ffd400"></script>', {
        'Content-Security-Policy': "default-src 'none'; script-src 'nonce-x'; frame-src {HUB}; style-src 'none'; " +
            "require-trusted-types-for 'script'; trusted-types 'none'" });
    await chatFrame(page, rig.hub);
    await page.getByRole('button', { name: 'Chat' }).click();
    const box = await page.getByRole('dialog').boundingBox();
    assert.deepEqual([box?.width, box?.height], [400, 608]);
    const colors = await page.getByRole('button').evaluate((button) => {
        const { color, backgroundColor } = getComputedStyle(button);
        return [color, backgroundColor];
    });
    assert.deepEqual(colors, ['oklch(0 0 0)', 'rgb(255, 212, 0)']);
    assert.deepEqual(await page.evaluate(() => (window as unknown as { violations: string[] }).violations), []);
});

test('a page that demands COEP require-corp can show the chat', async () => {
    const page = await rig.open(floating, {
        'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Opener-Policy': 'same-origin' });
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    await hears(await chatFrame(page, rig.hub), 'setup');
});

test('a page whose storage throws can show the chat', async () => {
    const page = await rig.open(`<script>for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError') } });
        Object.defineProperty(document, 'cookie', { get() { throw new Error('denied') } });</script>${floating}`);
    await hears(await chatFrame(page, rig.hub), 'setup');
});

test('destroy leaves nothing behind, also when it is called twice', async () => {
    const page = await rig.open(`<script>window.live = new Map();
        for (const target of [window, document]) {
            const { addEventListener: add, removeEventListener: remove } = target;
            target.addEventListener = (type, f, o) => { live.set(f, type); return add.call(target, type, f, o); };
            target.removeEventListener = (type, f, o) => { live.delete(f); return remove.call(target, type, f, o); };
        }</script>${floating}`);
    await page.setViewportSize({ width: 360, height: 640 });
    await chatFrame(page, rig.hub);
    await page.getByRole('button', { name: 'Support' }).click();
    const left = await page.evaluate(async () => {
        const own = window as unknown as { chat: { destroy(): void; open(): void }; live: Map<unknown, string> };
        own.chat.destroy();
        own.chat.destroy();
        own.chat.open();
        await new Promise((resolve) => setTimeout(resolve, 100));
        return [[...own.live.values()], document.querySelectorAll('iframe, div').length, history.state];
    });
    assert.deepEqual(left, [[], 0, null]);
    assert.equal(page.frames().length, 1);
});

test('destroyed at once, it never loads a frame', async () => {
    const page = await rig.open(`${floating}<script>chat.destroy()</script>`);
    await page.waitForTimeout(100);
    assert.deepEqual(await page.evaluate(events), []);
    assert.equal(page.frames().length, 1);
});

test('the page does not move when the chat arrives', async () => {
    const page = await rig.open(`<p>Text</p>${floating}<script>window.shift = 0;
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value; })
            .observe({ type: 'layout-shift', buffered: true });</script>`);
    await chatFrame(page, rig.hub);
    await page.getByRole('button', { name: 'Support' }).click();
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => (window as unknown as { shift: number }).shift), 0);
});

test('logging out wipes the frames of every tab and chat, and the next opening starts anew', async () => {
    const context = await rig.browser.newContext();
    const pages = [await rig.open(floating, {}, context), await rig.open(floating, {}, context)] as const;
    const frames = [await chatFrame(pages[0], rig.hub), await chatFrame(pages[1], rig.hub)] as const;
    const detached = pages.map((page) => page.waitForEvent('framedetached'));
    await say(frames[1], { type: 'unread', count: 3 });
    await pages[0].evaluate(() => (window as unknown as { chat: { logout(): Promise<void> } }).chat.logout());
    await Promise.all(detached);
    for (const page of pages) {
        assert.equal(page.frames().length, 1);
        await page.getByRole('button', { name: 'Support', exact: true }).click();
        const again = await chatFrame(page, rig.hub);
        assert.deepEqual((await heard(again, 2)).map(({ type }) => type), ['setup', 'open']);
    }
    assert.ok(!frames.some((frame) => !frame.isDetached()));
});

test('an agent that may not be shown here says so after a while, and can be tried again', async () => {
    const context = await rig.browser.newContext();
    await context.route('**/stub.js', (route) => route.abort());
    const page = await rig.open(`<script>const later = setTimeout;
        window.setTimeout = (task, ms) => later(task, ms / 10);
        </script>${floating}`, {}, context);
    await page.waitForFunction(() => (window as unknown as { events: string[] }).events.length === 1);
    assert.match((await page.evaluate(events)).join(), /frame_unavailable: No chat from .*does not allow .*frame-src/);
    await context.unroute('**/stub.js');
    await page.getByRole('button', { name: 'Support' }).click();
    assert.equal((await chatFrames(page, rig.hub)).length, 1);
});

test('axe finds nothing wrong with the launcher, the badge and the panel, by day and by night', async () => {
    const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
    for (const [theme, width] of [['light', 1280], ['dark', 1280], ['light', 360], ['dark', 360]] as const) {
        const page = await rig.open(`<html lang=en><title>Shop</title><main><h1>Shop</h1></main>
            <script src="{HUB}/parley.js" data-agent=help data-title=Support data-theme=${theme}></script>`);
        await page.setViewportSize({ width, height: 700 });
        const frame = await chatFrame(page, rig.hub);
        await say(frame, { type: 'unread', count: 3 });
        const launcher = page.getByRole('button', { name: 'Support (3)' });
        await launcher.waitFor();
        await page.evaluate(axe);
        for (const state of ['closed', 'open']) {
            const faults = await page.evaluate(async () => {
                type Axe = { run(options: object): Promise<{ violations: { id: string }[] }> };
                const { axe: tool } = window as unknown as { axe: Axe };
                return (await tool.run({ iframes: false })).violations.map(({ id }) => id);
            });
            assert.deepEqual(faults, [], `${theme} ${width} ${state}`);
            if (state === 'closed') {
                await launcher.click();
                await page.waitForTimeout(250);
            }
        }
    }
});
