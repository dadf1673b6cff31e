import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { chatFrame, hears, heard, say, startRig, type Rig } from './rig.ts';

let rig: Rig;
before(async () => {
    rig = await startRig();
});
after(() => rig.close());

function seen(page: Page): Promise<unknown[]> {
    return page.evaluate(() => (window as unknown as { seen: unknown[] }).seen);
}

test('AISupportWidget: the sample of its security page, then its refresh', async () => {
    rig.pages.set('/api/support/token', () => ({ body: '{"token":"refreshed"}', type: 'application/json' }));
    const page = await rig.open(`<script src="{HUB}/ai-support-widget.js"></script><script>
        const initialToken = 'initial'; window.seen = [];
        window.widget = AISupportWidget.init({ tenantKey: 'ten_your_key', jwt: initialToken, brandColor: '#00aa55',
          position: 'bottom-left', context: { plan: 'pro', userState: { step: 2 } }, onOpen: () => seen.push('open'),
          onTokenRefresh: async () => {
            const res = await fetch('/api/support/token', { method: 'POST', credentials: 'include' });
            const { token } = await res.json();
            return token;
          },
        });</script>`);
    const frame = await chatFrame(page, rig.hub);
    assert.equal(new URL(frame.url()).pathname, '/agent/ten_your_key');
    const setup = await hears(frame, 'setup');
    assert.deepEqual([setup.theme, setup.context], ['light', { plan: 'pro', userState: { step: 2 } }]);
    await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
    assert.equal((await hears(frame, 'token')).token, 'initial');
    await say(frame, { type: 'token_needed', request: 2, reason: 'refused', stale: 'initial' });
    assert.equal((await hears(frame, 'token', 2)).token, 'refreshed');
    await page.evaluate(() => {
        const { widget } = window as unknown as { widget: { updateJwt(jwt: string): void; open(): void } };
        widget.updateJwt('updated');
        widget.open();
    });
    assert.deepEqual(await hears(frame, 'token', 3), { type: 'token', token: 'updated' });
    await page.locator('#ai-support-widget').waitFor({ state: 'attached' });
    assert.deepEqual(await seen(page), ['open']);
});

test('AISupportWidget: a second init destroys the first, and without onTokenRefresh the token is final', async () => {
    const page = await rig.open(`<body><script src="{HUB}/ai-support-widget.js"></script><script>
        for (const jwt of ['one', 'two']) AISupportWidget.init({ tenantKey: 'ten_1', jwt });</script>`);
    const frame = await chatFrame(page, rig.hub);
    assert.equal(await page.locator('#ai-support-widget').count(), 1);
    await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
    assert.equal((await hears(frame, 'token')).token, 'two');
    await say(frame, { type: 'token_needed', request: 2, reason: 'refused', stale: 'two' });
    assert.equal((await hears(frame, 'token_failed')).kind, 'stale');
});

const bridleInit = (extra: string): string => `<div id=chat-authn style="height:500px"></div>
    <script src="{HUB}/sdk/latest.js"></script><script>window.seen = []; window.chat = Bridle.init({
        apiUrl: '{HUB}', agentId: 'help', mode: 'inline', mount: '#chat-authn', title: 'Token via function', ${extra}
        onReady: () => seen.push('[bridle] ready'), onMessage: (m) => seen.push(m.role + ': ' + m.text),
        onError: (e) => seen.push(e.name, e.code ?? e.message) });</script>`;

test('Bridle: the sample with an authenticator function, its callbacks and its handle', async () => {
    rig.pages.set('/embed/token', () => ({ body: '{"token":"minted"}', type: 'application/json' }));
    const page = await rig.open(bridleInit(`token: async () => {
        const r = await fetch('/embed/token?sub=user-42')
        if (!r.ok) throw new Error(\`token \${r.status}\`)
        const { token } = await r.json()
        return token
    },`));
    const frame = await chatFrame(page, rig.hub);
    assert.equal(((await hears(frame, 'setup')).appearance as { title: string }).title, 'Token via function');
    await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
    assert.equal((await hears(frame, 'token')).token, 'minted');
    await say(frame, { type: 'ready', serverTime: '2026-11-21T09:00:00.000Z' });
    await say(frame, { type: 'message', message: {
        id: 'msg_1', conversation: 'cnv_1', role: 'user', text: 'Hi', createdAt: '2026-11-21T09:00:00.000Z' } });
    await say(frame, { type: 'error', code: 'origin_not_allowed', title: 'Origin Not Allowed', detail: 'List it.' });
    await page.waitForFunction(() => (window as unknown as { seen: unknown[] }).seen.length === 4);
    assert.deepEqual(await seen(page), ['[bridle] ready', 'user: Hi', 'BridleAuthError', 'ORIGIN_NOT_ALLOWED']);
    assert.deepEqual(await page.evaluate(() => {
        const { chat } = window as unknown as { chat: Record<string, unknown> & { sendMessage(text: string): void } };
        chat.sendMessage('Question');
        return [Object.keys(chat).sort(), (chat['element'] as Element).localName];
    }), [['close', 'destroy', 'element', 'open', 'sendMessage'], 'bridle-chat']);
    assert.equal((await hears(frame, 'send')).text, 'Question');
});

test('Bridle: what a token function throws reaches onError as it was thrown', async () => {
    const page = await rig.open(bridleInit("token: () => { throw new RangeError('no session') },"));
    const frame = await chatFrame(page, rig.hub);
    await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
    await hears(frame, 'token_failed');
    assert.deepEqual(await seen(page), ['RangeError', 'no session']);
});

test('Bridle: text, sync function and no token', async () => {
    const forms = [["token: 'fixed',", true], ["token: () => 'fixed',", true], ['', false]] as const;
    for (const [extra, identity] of forms) {
        const page = await rig.open(bridleInit(extra));
        const frame = await chatFrame(page, rig.hub);
        assert.equal((await hears(frame, 'setup')).identity, identity);
        if (identity) {
            await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
            assert.equal((await hears(frame, 'token')).token, 'fixed');
        }
    }
});

test('Bridle: its documented messages are thrown', async () => {
    const page = await rig.open('<script src="{HUB}/sdk/latest.js"></script>');
    const messages = await page.evaluate(() => [{}, { agentId: 'a', mount: '#no' }].map((options) => {
        try {
            return (window as unknown as { Bridle: { init(options: unknown): void } }).Bridle.init(options);
        } catch (error) {
            return (error as Error).message;
        }
    }));
    assert.deepEqual(messages, ['[bridle] agentId is required', '[bridle] mount target not found']);
});

test('Bridle: a script tag mounts by itself and leaves no token in the document', async () => {
    const page = await rig.open(`<body><script src="{HUB}/sdk/latest.js" data-agent-id=help data-token=secret-token
        data-title=Help data-color-mode=dark data-suggestions='["A","B"]'></script>`);
    const frame = await chatFrame(page, rig.hub);
    const setup = await hears(frame, 'setup');
    assert.deepEqual([setup.mode, setup.theme, setup.appearance], ['floating', 'dark',
        { title: 'Help', placeholder: 'Type a message...', starters: ['A', 'B'] }]);
    await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
    assert.equal((await hears(frame, 'token')).token, 'secret-token');
    assert.ok(!(await page.content()).includes('secret-token'));
    await page.getByRole('button', { name: 'Help' }).waitFor();
});

test('Bridle: the element chats by its attributes', async () => {
    const page = await rig.open(`<bridle-chat agent-id=help title=Box></bridle-chat>
        <script src="{HUB}/sdk/latest.js"></script>`);
    const frame = await chatFrame(page, rig.hub);
    assert.equal((await hears(frame, 'setup')).mode, 'inline');
    assert.equal((await heard(frame, 1)).length, 1);
});

test('Bridle: each option works or says once what to use instead', async () => {
    const context = await rig.browser.newContext();
    const warnings: string[] = [];
    context.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
    const page = await rig.open(`<body><script src="{HUB}/sdk/latest.js"></script><script>
        for (const agentId of ['help', 'help']) Bridle.init({ agentId, prompt: 'Be brief', emptyTitle: 'Hi', emptySubtitle: 'Ask away',
            greeting: 'Welcome', themeVars: { '--bridle-primary': '#0a5', '--bridle-radius': '3px' }, theme: 'cleanslice',
            customCss: 'b{}', stylesheets: ['x.css'], greetingDelay: 3000, emptyAvatar: 'a.png' });
        Bridle.init({ agentId: 'help', theme: 'default' });</script>`, {}, context);
    const setup = await hears(await chatFrame(page, rig.hub), 'setup');
    assert.deepEqual(setup.context, { prompt: 'Be brief' });
    const { greeting, accent } = setup.appearance as { greeting: string; accent: string };
    assert.deepEqual([greeting, accent], ['**Hi**\n\nAsk away\n\nWelcome', '#0a5']);
    const named = warnings.map((text) => /^\[bridle\] (\w+) has no effect here: /.exec(text)?.[1]);
    assert.deepEqual(named.sort(), ['customCss', 'emptyAvatar', 'greetingDelay', 'stylesheets', 'theme', 'themeVars']);
});

test('the chat bubble: its four attributes, and identity through the loader', async () => {
    const page = await rig.open(`<body><script>window.agentToken = async () => 'bubble-token'</script>
        <script src="{HUB}/chat-bubble.js" data-chat-id=help data-position=left
            data-token-function=agentToken></script>`);
    const frame = await chatFrame(page, rig.hub);
    assert.equal(new URL(frame.url()).pathname, '/agent/help');
    const launcher = page.getByRole('button');
    assert.equal(await launcher.evaluate((button) => getComputedStyle(button).backgroundColor), 'rgb(0, 0, 0)');
    assert.ok(((await launcher.boundingBox())?.x ?? 999) < 100);
    await say(frame, { type: 'token_needed', request: 1, reason: 'refused', stale: 'expired' });
    assert.equal((await hears(frame, 'token')).token, 'bubble-token');
});

/** The listener that the document of the plain iframe prints. */
const listener = `<script>const iframe = document.getElementById('dronahq-agent');
    window.addEventListener('message', async (event) => {
    if (event.data?.type === 'DHQ_IDENTITY_TOKEN_REFRESH_NEEDED') {
    window.asked = (window.asked ?? 0) + 1;
    try {
    const res = await fetch('/api/dronahq-token');
    const { token } = await res.json();
    iframe.contentWindow.postMessage({
    type: 'DHQ_IDENTITY_TOKEN_REFRESHED',
    identityToken: token,
    }, '*');
    } catch (error) {
    console.error('Failed to refresh identity token:', error);
    }
    }
    });</script>`;

test('the chat bubble: the listener that a page has for plain iframes gives it its tokens', async () => {
    let count = 0;
    rig.pages.set('/api/dronahq-token', () => ({ body: `{"token":"t${(count += 1)}"}`, type: 'application/json' }));
    const page = await rig.open(`<body><script src="{HUB}/chat-bubble.js" data-chat-id=help data-token-listener></script>
        ${listener}`);
    const frame = await chatFrame(page, rig.hub);
    await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
    assert.equal((await hears(frame, 'token')).token, 't1');
    await page.evaluate(() => postMessage({ type: 'DHQ_IDENTITY_TOKEN_REFRESHED', identityToken: 'unasked' }, '*'));
    await say(frame, { type: 'token_needed', request: 2, reason: 'refused', stale: 't1' });
    assert.equal((await hears(frame, 'token', 2)).token, 't2');
});

test('the chat bubble: a listener beside it for another iframe is neither asked nor disturbed', async () => {
    rig.pages.set('/token', () => ({ body: '{"token":"own"}', type: 'application/json' }));
    rig.evilPages.set('/other', { body: '<script>parent.postMessage({ type: "DHQ_IDENTITY_TOKEN_REFRESH_NEEDED" }, "*")</script>' });
    const page = await rig.open(`<body><script src="{HUB}/chat-bubble.js" data-chat-id=help data-token-url=/token></script>
        <iframe id=dronahq-agent src="{EVIL}/other"></iframe>${listener}`);
    const frame = await chatFrame(page, rig.hub);
    await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
    assert.equal((await hears(frame, 'token')).token, 'own');
    await page.waitForFunction(() => (window as unknown as { asked?: number }).asked === 1);
});
