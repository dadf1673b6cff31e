// What a chat costs the page it stands on: Parley's, from a running hub, beside two widgets of the npm registry, in one
// browser and in turn. Prints one JSON object: name → figure → the values of all rounds.
// Environment: WIDGETS_ROOT (the checkout), WIDGETS_PEERS (where the packages are), WIDGETS_HUB, WIDGETS_TOKEN, ROUNDS.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const { WIDGETS_ROOT: root, WIDGETS_PEERS: peers, WIDGETS_HUB: hub, WIDGETS_TOKEN: token, ROUNDS: rounds } = process.env;
const { chromium } = createRequire(join(root, 'web/package.json'))('playwright-core');

const head = '<!doctype html><html lang=en><meta charset=utf-8><title>Shop</title><h1>Shop</h1>';
const box = '<div id=chat style="width:400px;height:600px"></div>';

/** Each shows its chat at once, as the first thing after the page's own text. */
const widgets = {
    parley: {
        page: `${head}${box}<script src="${hub}/parley.js"></script><script>
            Parley.init({ agent: 'bench', mode: 'inline', mount: '#chat', token: '${token}' });</script>`,
        composer: (page) => page.frameLocator('iframe').getByRole('textbox'),
    },
    'deep-chat': {
        page: `${head}<deep-chat demo=true style="width:400px;height:600px"></deep-chat>
            <script type=module src="/deep-chat/dist/deepChat.bundle.js"></script>`,
        composer: (page) => page.locator('deep-chat #text-input'),
    },
    n8n: {
        page: `${head}${box}<link rel=stylesheet href="/n8n/dist/style.css"><script type=module>
            import { createChat } from '/n8n/dist/chat.bundle.es.js';
            createChat({ webhookUrl: '/webhook', target: '#chat', mode: 'fullscreen', loadPreviousSession: false });</script>`,
        composer: (page) => page.locator('#chat textarea'),
    },
    nothing: { page: head, composer: (page) => page.locator('h1') },
};

const types = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };
const compressed = new Map();

function file(path) {
    if (!compressed.has(path)) {
        compressed.set(path, brotliCompressSync(readFileSync(join(peers, path))));
    }
    return compressed.get(path);
}

function answer({ url }, response) {
    const { pathname } = new URL(url, 'http://x');
    const widget = widgets[pathname.slice(1)];
    try {
        const body = widget ? brotliCompressSync(widget.page) : file(pathname);
        const type = widget ? 'text/html' : types[extname(pathname)];
        const caching = widget ? 'no-store' : 'public, max-age=31536000, immutable';
        response.writeHead(200, { 'Content-Type': type, 'Content-Encoding': 'br', 'Cache-Control': caching }).end(body);
    } catch {
        response.writeHead(404).end();
    }
}

const server = createServer(answer);
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const shop = `http://shop.localhost:${server.address().port}`;
const browser = await chromium.launch({
    executablePath: process.env.PARLEY_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
});

/** Loads a widget until somebody could type into it; milliseconds. */
async function load(page, name) {
    const began = performance.now();
    await page.goto(`${shop}/${name}`, { waitUntil: 'commit' });
    const composer = widgets[name].composer(page);
    await composer.waitFor({ timeout: 120_000 });
    await composer.focus();
    return performance.now() - began;
}

async function open() {
    const context = await browser.newContext();
    // A widget that asks the rest of the world for fonts gets no answer, and no credit for the bytes.
    await context.route((url) => !/^(127\.0\.0\.1|shop\.localhost)$/.test(url.hostname), (route) => route.abort());
    return context;
}

async function measureLoading(name) {
    const context = await open();
    const finished = [];
    context.on('requestfinished', (request) => finished.push(request));
    const page = await context.newPage();
    const cold = await load(page, name);
    await page.waitForTimeout(300);
    const sizes = await Promise.all(finished.splice(0).slice(1).map((request) => request.sizes()));
    const warm = await load(page, name);
    const shift = await page.evaluate(() => new Promise((done) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { sum += value; }));
        observer.observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => done(sum), 100);
    }));
    await context.close();
    const bytes = sizes.reduce((sum, { responseBodySize, responseHeadersSize }) => sum + responseBodySize + responseHeadersSize, 0);
    return { cold, warm, shift, bytes, requests: sizes.length };
}

/** What the host's own main thread does on a processor four times slower; seconds. */
async function measureWork(name) {
    const context = await open();
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await load(page, name);
    await page.waitForTimeout(300);
    const { metrics } = await session.send('Performance.getMetrics');
    await context.close();
    const value = (wanted) => metrics.find((metric) => metric.name === wanted).value;
    return value('ScriptDuration') + value('LayoutDuration') + value('RecalcStyleDuration');
}

// The first load compresses what is served, and is not measured.
for (const name of Object.keys(widgets)) {
    await measureWork(name);
}
const found = Object.fromEntries(Object.keys(widgets).map((name) => [name, {}]));
for (let round = 0; round < Number(rounds); round += 1) {
    for (const name of Object.keys(widgets)) {
        const measured = { ...(await measureLoading(name)), work: await measureWork(name) };
        for (const [figure, value] of Object.entries(measured)) {
            (found[name][figure] ??= []).push(value);
        }
    }
}
await browser.close();
server.close();
console.log(JSON.stringify(found));
