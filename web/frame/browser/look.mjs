// Shows the frame in every state to axe and to you: `npm run look [-- state[,state]] [--shots directory] [--quick]`.
// Fails on a violation, an error in the console, a request to anywhere else, or a page wider than its window.
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { buildAll } from '../../build.mjs';
import { agents } from '../dev/agents.mjs';
import { hostPage } from '../dev/host.mjs';
import { StubHub, token } from '../dev/stub.mjs';
import { states } from './states.mjs';

const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { shots: { type: 'string' }, quick: { type: 'boolean', default: false } },
});
const wanted = positionals[0]?.split(',') ?? Object.keys(states);
const looks = values.quick
    ? [[1280, 'light']]
    : [[360, 'light'], [360, 'dark'], [1280, 'light'], [1280, 'dark']];

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
await buildAll(dist);
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** States wait more than they work; each worker has a hub of its own, since some states break it. */
const workers = 4;
const browser = await chromium.launch({
    executablePath: process.env.PARLEY_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
});
let faults = 0;
const left = wanted.flatMap((name) => looks.map(([width, colorScheme]) => ({ name, width, colorScheme })));
await Promise.all(Array.from({ length: workers }, async () => {
    const world = await openWorld();
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const { name, width, colorScheme } = next;
        for (const fault of await look(world, name, width, colorScheme)) {
            faults += 1;
            console.log(`${name}, ${width} px, ${colorScheme}: ${fault}`);
        }
    }
}));
await browser.close();
console.log(`${wanted.length} states, ${looks.length} looks each, ${faults} faults.`);
process.exit(faults === 0 ? 0 : 1);

async function openWorld() {
    const hub = new StubHub({ dist, agents });
    hub.seed('jane@example.com', 'Gift wrapping and a card', [['user', 'Do you wrap gifts?'], ['assistant', 'Yes.']], 1);
    hub.seed('jane@example.com', 'Order 1042', [['user', 'Where is my order 1042?'], ['assistant', 'It left the warehouse this morning.']]);
    const hubAddress = `http://127.0.0.1:${await hub.listen()}`;
    const host = createServer(hostPage(hubAddress));
    await new Promise((resolve) => host.listen(0, '127.0.0.1', resolve));
    return { hub, hubAddress, token, hostAddress: `http://localhost:${host.address().port}` };
}

async function look(world, name, width, colorScheme) {
    const found = [];
    const context = await browser.newContext({ viewport: { width, height: 740 }, colorScheme, hasTouch: width < 500 });
    const page = await context.newPage();
    page.on('pageerror', (error) => found.push(`error: ${error.message}`));
    page.on('console', (line) => isUnexpected(line) && found.push(`console: ${line.text()}`));
    page.on('request', (request) => /^http:\/\/(127\.0\.0\.1|localhost):/.test(request.url()) || found.push(`request to ${request.url()}`));
    try {
        await states[name](page, world);
        await page.waitForTimeout(300);
        found.push(...(await inspect(page, context)));
        if (values.shots !== undefined) {
            await mkdir(values.shots, { recursive: true });
            await page.screenshot({ path: join(values.shots, `${name.replaceAll(' ', '-')}-${width}-${colorScheme}.png`) });
        }
    } catch (error) {
        found.push(`not reached: ${error.message.split('\n', 1)[0]}`);
    }
    await context.close();
    return found;
}

/** The frame is meant to be refused here; what the browser says about that, and our own word for integrators, is no fault. */
function isUnexpected(line) {
    return line.type() === 'error' && !/WebSocket connection|Failed to load resource|^Parley: /.test(line.text());
}

async function inspect(page, context) {
    const frame = page.frames().at(-1);
    const isWide = await frame.evaluate(() => [document.documentElement, ...document.querySelectorAll('.log')].some((each) => each.scrollWidth > each.clientWidth + 1));
    const found = isWide ? ['wider than its window'] : [];
    // axe is no part of the page, so the page's policy must not keep it out.
    const session = await context.newCDPSession(page);
    await session.send('Page.setBypassCSP', { enabled: true });
    const { violations } = await frame.evaluate(`{${axe}}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`);
    return [...found, ...violations.map(({ id, nodes }) => `axe ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)];
}
