import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chatFrame, chatFrames, hears, say, startRig, type Rig } from './rig.ts';

let rig: Rig;
before(async () => {
    rig = await startRig();
});
after(() => rig.close());

test('a script tag in the head is enough', async () => {
    rig.pages.set('/token', () => ({ body: '{"token":"from-the-backend"}', type: 'application/json' }));
    const page = await rig.open(`<head><script src="{HUB}/parley.js" data-agent=help data-title=Hilfe data-locale=de-CH
        data-theme=dark data-position=left data-greeting=Hallo data-starters="Eins|Zwei" data-token-url=/token
        data-open></script></head><p>Text</p>`);
    const frame = await chatFrame(page, rig.hub);
    assert.equal(new URL(frame.url()).search, '?theme=dark');
    const setup = await hears(frame, 'setup');
    assert.deepEqual(setup.appearance, { title: 'Hilfe', greeting: 'Hallo', starters: ['Eins', 'Zwei'] });
    assert.deepEqual([setup.open, setup.locale], [true, 'de-CH']);
    assert.ok(((await page.getByRole('button', { name: 'Hilfe' }).boundingBox())?.x ?? 999) < 100);
    await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
    assert.equal((await hears(frame, 'token')).token, 'from-the-backend');
});

test('a token function named in an attribute may come after the script', async () => {
    const page = await rig.open(`<script src="{HUB}/parley.js" data-agent=help data-token-function=getToken></script>
        <script>window.getToken = async () => 'late'</script>`);
    const frame = await chatFrame(page, rig.hub);
    await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
    assert.equal((await hears(frame, 'token')).token, 'late');
});

test('the same tag twice makes one chat, and a swapped body gets a new one', async () => {
    const tag = '<script src="{HUB}/parley.js" data-agent=help></script>';
    const page = await rig.open(tag + tag);
    await chatFrame(page, rig.hub);
    assert.equal(await page.locator('button').count(), 1);
    await page.evaluate(async (hub) => {
        const body = document.createElement('body');
        const script = Object.assign(document.createElement('script'), { src: `${hub}/parley.js` });
        script.dataset['agent'] = 'help';
        document.body.replaceWith(body);
        body.append(script);
        await new Promise((resolve) => {
            script.onload = resolve;
        });
    }, rig.hub);
    await chatFrame(page, rig.hub);
    assert.equal(await page.locator('button').count(), 1);
    assert.equal(page.frames().length, 2);
});

test('what a page asked for before the script came is done when it comes', async () => {
    const page = await rig.open(`<script>window.Parley = []; window.order = [];
        Parley.push((parley) => { window.chat = parley.init({ agent: 'help' }); chat.send('early'); order.push(1); });
        </script><script src="{HUB}/parley.js" async></script>`);
    const frame = await chatFrame(page, rig.hub);
    assert.equal((await hears(frame, 'send')).text, 'early');
    assert.equal(await page.evaluate(() => {
        const own = window as unknown as { Parley: { push(call: () => void): void }; order: number[] };
        own.Parley.push(() => own.order.push(2));
        return own.order.join();
    }), '1,2');
});

test('wrong options are told at once, with what to do', async () => {
    const page = await rig.open('<script src="{HUB}/parley.js"></script>');
    const messages = await page.evaluate(() => {
        const { Parley } = window as unknown as { Parley: { init(options: unknown): void } };
        const tries = [{}, { agent: 'a', mode: 'inline' }, { agent: 'a', mount: '#no' }, { agent: 'a', token: '' },
            { agent: 'a', hub: 'chat' }];
        return tries.map((options) => {
            try {
                Parley.init(options);
                return 'nothing';
            } catch (error) {
                return `${(error as { code: string }).code} ${(error as Error).message}`;
            }
        });
    });
    ['agent', 'mount', '#no', 'token', 'https://'].forEach((word, index) => {
        assert.match(messages[index] ?? '', new RegExp(`^invalid_options .*${word}`));
    });
    assert.equal(page.frames().length, 1);
});

test('the element chats, tells by events, moves without a new start and ends with its removal', async () => {
    const page = await rig.open(`<div id=a></div><div id=b></div><script src="{HUB}/parley.js"></script>
        <script>window.seen = []; const element = document.createElement('parley-chat');
        element.setAttribute('agent', 'help'); element.options = { token: () => 'by-property' };
        for (const name of ['ready', 'message', 'unread', 'error'])
            element.addEventListener('parley-' + name, ({ detail }) => seen.push(name, detail));
        a.append(element); b.append(element);</script>`);
    const frame = await chatFrame(page, rig.hub);
    assert.equal(page.frames().length, 2);
    await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
    assert.equal((await hears(frame, 'token')).token, 'by-property');
    await say(frame, { type: 'ready', serverTime: '2026-11-21T09:00:00.000Z' });
    await say(frame, { type: 'unread', count: 1 });
    await page.waitForFunction(() => (window as unknown as { seen: unknown[] }).seen.length === 4);
    const seen = await page.evaluate(() => (window as unknown as { seen: unknown[] }).seen);
    assert.deepEqual(seen, ['ready', null, 'unread', 1]);
    assert.ok(((await page.locator('iframe').boundingBox())?.height ?? 0) >= 600);
    await page.evaluate(() => document.querySelector('parley-chat')?.remove());
    await page.waitForTimeout(50);
    assert.equal(page.frames().length, 1);
});

test('two agents in two elements keep apart', async () => {
    const page = await rig.open(`<parley-chat agent=one></parley-chat>
        <parley-chat agent=two mode=floating></parley-chat>
        <script src="{HUB}/parley.js"></script>`);
    const agents = (await chatFrames(page, rig.hub, 2)).map((frame) => new URL(frame.url()).pathname);
    assert.deepEqual(agents.sort(), ['/agent/one', '/agent/two']);
});

test('the module knows its hub, and importing it does nothing', async () => {
    const page = await rig.open(`<script type=module>import { init } from '{HUB}/parley.mjs';
        window.before = [document.body.children.length, Object.keys(window).includes('Parley')];
        window.chat = init({ agent: 'help' });</script>`);
    await chatFrame(page, rig.hub);
    assert.deepEqual(await page.evaluate(() => (window as unknown as { before: unknown }).before), [0, false]);
});
