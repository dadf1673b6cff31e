import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { BrowserContext, Page, WebSocketRoute } from 'playwright-core';
import { startRig, type Rig } from './rig.ts';

let rig: Rig;
before(async () => {
    rig = await startRig();
});
after(() => rig.close());

type Sent = { type: string; [name: string]: unknown };

/** A page with a client, and the hub's end of its sockets, played by the test. */
class Line {
    readonly sent: Sent[][] = [];
    readonly sockets: WebSocketRoute[] = [];

    static async open(script: string): Promise<[Line, Page]> {
        const line = new Line();
        const context: BrowserContext = await rig.browser.newContext();
        await context.routeWebSocket(/\/embed\/v1\/agents\/help\/chat$/, (socket) => {
            const frames: Sent[] = [];
            line.sockets.push(socket);
            line.sent.push(frames);
            socket.onMessage((text) => frames.push(JSON.parse(String(text)) as Sent));
        });
        const page = await rig.open(`<script src="{HUB}/sdk/latest.js"></script><script>window.seen = [];
            ${script}</script>`, {}, context);
        return [line, page];
    }

    say(...frames: unknown[]): void {
        frames.forEach((frame) => this.sockets.at(-1)?.send(JSON.stringify(frame)));
    }

    /** What the client sent on its newest socket, once it is that much. */
    async frames(count: number): Promise<Sent[]> {
        for (let tries = 0; tries < 200 && (this.sent.at(-1)?.length ?? 0) < count; tries += 1) {
            await new Promise((resolve) => {
                setTimeout(resolve, 25);
            });
        }
        return this.sent.at(-1) ?? [];
    }
}

const ready = (more: object = {}): object => ({
    type: 'ready', principal: { kind: 'user', issuer: 'hub', id: 'user-42' },
    agent: { id: 'agt_1', slug: 'help', name: 'Help', greeting: '' }, epoch: 'e', serverTime: '2026-11-21T09:00:00.000Z', ...more,
});

const client = (options: string): string => `window.client = new Bridle.BridleClient({ agentId: 'help', ${options} });
    for (const event of ['open', 'welcome', 'typing', 'stream', 'stream_end', 'message', 'error', 'close'])
        client.on(event, (detail) => seen.push([event, detail?.clientId ?? detail?.text ?? detail?.code ?? detail?.message ?? null]));
    client.connect();`;

async function seen(page: Page, count: number): Promise<unknown[]> {
    await page.waitForFunction((least) => (window as unknown as { seen: unknown[] }).seen.length >= least, count);
    return page.evaluate(() => (window as unknown as { seen: unknown[] }).seen);
}

test('the headless client says hello with its token, tells answers as they grow, and sends in one conversation', async () => {
    const [line, page] = await Line.open(client("token: async () => 'minted', prompt: 'be brief',"));
    assert.deepEqual(await line.frames(1), [{ type: 'hello', capabilities: ['markdown'], token: 'minted' }]);
    line.say(ready());
    assert.deepEqual(await seen(page, 2), [['open', null], ['welcome', 'user-42']]);
    await page.evaluate(() => (window as unknown as { client: { send(text: string): void } }).client.send('Hello'));
    const [, context, send] = await line.frames(3);
    assert.deepEqual(context, { type: 'context', context: { prompt: 'be brief' } });
    assert.deepEqual([send?.['type'], send?.['text'], send?.['conversation']], ['send', 'Hello', undefined]);
    line.say(
        { type: 'accepted', id: send?.['id'], message: 'msg_1', seq: 1, conversation: 'cnv_1' },
        { type: 'started', run: 'run_1', message: 'msg_2', seq: 2, conversation: 'cnv_1' },
        { type: 'delta', run: 'run_1', offset: 0, text: 'Good ' }, { type: 'delta', run: 'run_1', offset: 5, text: 'day' },
        { type: 'completed', run: 'run_1', message: 'msg_2', seq: 2 });
    assert.deepEqual((await seen(page, 6)).slice(2),
        [['typing', null], ['stream', 'Good '], ['stream', 'Good day'], ['stream_end', 'Good day']]);
    assert.equal(await page.evaluate(() => {
        const own = window as unknown as { client: { send(text: string): void; getClientId(): string } };
        own.client.send('More');
        return own.client.getClientId();
    }), 'user-42');
    assert.equal((await line.frames(4))[3]?.['conversation'], 'cnv_1');
});

test('the headless client renews its token on the open line and repeats what was not accepted on a new one', async () => {
    const [line, page] = await Line.open(`let calls = 0; ${client("token: () => 't' + (calls += 1),")}`);
    await line.frames(1);
    line.say(ready(), { type: 'reauthenticate', code: 'session_expired' });
    assert.deepEqual((await line.frames(2))[1], { type: 'identify', token: 't2' });
    await page.evaluate(() => (window as unknown as { client: { send(text: string): void } }).client.send('Once'));
    const id = (await line.frames(3))[2]?.['id'];
    await line.sockets.at(-1)?.close({ code: 1012 });
    while (line.sockets.length < 2) {
        await page.waitForTimeout(50);
    }
    assert.equal((await line.frames(1))[0]?.['token'], 't3');
    line.say(ready());
    assert.equal((await line.frames(2))[1]?.['id'], id);
});

test('a refusal is a BridleAuthError, and the client does not come back by itself', async () => {
    const [line, page] = await Line.open(client("token: 'a.b.c',"));
    await line.frames(1);
    line.say({ type: 'refused', error: { code: 'authentication_failed', title: '', detail: 'Sign with the current secret.' } });
    await line.sockets.at(-1)?.close({ code: 4401 });
    assert.deepEqual(await seen(page, 2), [['error', 'INVALID_TOKEN'], ['close', 4401]]);
    await page.waitForTimeout(2_300);
    assert.equal(line.sockets.length, 1);
});

test('a visitor of the headless client is the same one on the next page', async () => {
    const [line, page] = await Line.open(client(''));
    assert.deepEqual(await line.frames(1), [{ type: 'hello', capabilities: ['markdown'] }]);
    line.say(ready({ principal: { kind: 'visitor', id: 'vst_1' }, visitor: 'vis_1' }));
    await seen(page, 2);
    await page.reload();
    assert.equal((await line.frames(1))[0]?.['visitor'], 'vis_1');
});
