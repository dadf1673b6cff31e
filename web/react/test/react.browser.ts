import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import { renderToString } from 'react-dom/server';
import { createElement } from 'react';
import { chatFrame, heard, hears, say, startRig, type Rig } from '../../sdk/test/browser/rig.ts';
import { ParleyChat } from '../src/index.tsx';

let rig: Rig;
before(async () => {
    rig = await startRig();
    const { outputFiles } = await build({
        entryPoints: ['react/test/app.tsx'],
        bundle: true,
        write: false,
        jsx: 'automatic',
        define: { 'process.env.NODE_ENV': '"development"' },
        alias: { '@parley/protocol': './protocol/src/index.ts', '@parley/embed': './sdk/src/index.ts' },
    });
    rig.pages.set('/app.js', { body: outputFiles[0]?.text ?? '', type: 'text/javascript' });
});
after(() => rig.close());

const app = '<body data-hub="{HUB}"><div id=root></div><script src="/app.js"></script>';

type Handles = Window & { seen: string[] } & Record<'setAgent' | 'setShown' | 'setTheme', (value: unknown) => void>;

test('strict mode mounts twice and loads one frame', async () => {
    const page = await rig.open(app);
    const frame = await chatFrame(page, rig.hub);
    await page.waitForTimeout(200);
    assert.equal(page.frames().length, 2);
    assert.equal(rig.requests.filter((url) => url.includes('/agent/help')).length, 1);
    assert.deepEqual(await page.evaluate(() => (window as unknown as Handles).seen), ['made', 'gone', 'made']);
    assert.equal((await page.locator('iframe').boundingBox())?.height, 500);
    await say(frame, { type: 'ready', serverTime: '2026-11-21T09:00:00.000Z' });
    await page.waitForFunction(() => (window as unknown as Handles).seen.includes('ready'));
});

test('a render changes nothing, the theme changes the chat, another agent is another chat', async () => {
    const page = await rig.open(app);
    const frame = await chatFrame(page, rig.hub);
    await page.evaluate(() => (window as unknown as Handles).setTheme('dark'));
    while (!(await heard(frame)).some((message) => message.type === 'theme' && message.theme === 'dark')) {
        await page.waitForTimeout(20);
    }
    await say(frame, { type: 'token_needed', request: 1, reason: 'connect' });
    assert.match(String((await hears(frame, 'token')).token), /token of render [3-9]/);
    await page.evaluate(() => (window as unknown as Handles).setAgent('sales'));
    await page.waitForEvent('framedetached');
    const second = await chatFrame(page, rig.hub);
    assert.equal(new URL(second.url()).pathname, '/agent/sales');
    assert.equal((await hears(second, 'setup')).theme, 'dark');
    await page.evaluate(() => (window as unknown as Handles).setShown(false));
    await page.waitForEvent('framedetached');
    assert.equal(page.frames().length, 1);
});

test('on a server it renders an empty place', () => {
    const props = { agent: 'help', hub: 'https://chat.example.com', mode: 'inline' } as const;
    assert.equal(renderToString(createElement(ParleyChat, props)), '<div style="height:100%"></div>');
});
