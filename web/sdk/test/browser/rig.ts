/** Three origins and a browser: a host product, a hub with a scripted frame, and somebody hostile. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Frame, type Page } from 'playwright-core';
import { frameScript } from './stubFrame.ts';

export interface Response {
    readonly body: string;
    readonly type?: string;
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
}

type Pages = Map<string, Response | ((request: IncomingMessage) => Response)>;

export interface Rig {
    readonly browser: Browser;
    readonly host: string;
    readonly hub: string;
    readonly evil: string;
    /** What the host product serves, by path; `{HUB}`, `{HOST}` and `{EVIL}` stand for the origins. */
    readonly pages: Pages;
    readonly evilPages: Pages;
    /** Every URL that any of the three served, query included. */
    readonly requests: string[];
    /** A page of the host product with these contents, opened in a context of its own. */
    open(html: string, headers?: Readonly<Record<string, string>>, context?: BrowserContext): Promise<Page>;
    close(): Promise<void>;
}

const frameHeaders = {
    'Content-Security-Policy': "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'",
    'Cross-Origin-Embedder-Policy': 'credentialless',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Referrer-Policy': 'no-referrer',
};

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<[Server, number]> {
    const server = createServer(answer);
    await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve);
    });
    return [server, (server.address() as AddressInfo).port];
}

function send(response: ServerResponse, found: Response | undefined): void {
    const { body, type = 'text/html', status = 200, headers = {} } = found ?? { body: 'Not found', status: 404 };
    response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, ...headers }).end(body);
}

function hubAnswer(out: string, path: string): Response | undefined {
    if (path.startsWith('/agent/')) {
        const body = '<!doctype html><title>Stub</title><script src="/stub.js"></script><input aria-label="Message">';
        return { body, headers: frameHeaders };
    }
    if (path === '/stub.js') {
        return { body: frameScript, type: 'text/javascript', headers: frameHeaders };
    }
    const known = ['/parley.js', '/parley.mjs', '/ai-support-widget.js', '/sdk/latest.js', '/chat-bubble.js'];
    return known.includes(path)
        ? { body: readFileSync(out + path, 'utf8'), type: 'text/javascript', headers: {
              'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' } }
        : undefined;
}

/** What the hub would serve, built now. */
async function buildWeb(): Promise<string> {
    const out = mkdtempSync(join(tmpdir(), 'parley-web-'));
    const { buildAll } = (await import(pathToFileURL(resolve('build.mjs')).href)) as {
        buildAll(out: string): Promise<unknown>;
    };
    await buildAll(out);
    return out;
}

export async function startRig(): Promise<Rig> {
    const out = await buildWeb();
    const requests: string[] = [];
    const pages: Pages = new Map();
    const evilPages: Pages = new Map();
    let fill = (text: string): string => text;
    const serve = (answer: (path: string, request: IncomingMessage) => Response | undefined) =>
        listen((request, response) => {
            requests.push(`${request.headers.host}${request.url}`);
            const found = answer(new URL(request.url ?? '/', 'http://x').pathname, request);
            send(response, found && { ...found, body: fill(found.body) });
        });
    const from = (known: Pages) => (path: string, request: IncomingMessage) => {
        const found = known.get(path);
        return typeof found === 'function' ? found(request) : found;
    };
    const [hubServer, hubPort] = await serve((path) => hubAnswer(out, path));
    const [hostServer, hostPort] = await serve(from(pages));
    const [evilServer, evilPort] = await serve(from(evilPages));
    const [hub, host, evil] = [
        `http://hub.localhost:${hubPort}`, `http://host.localhost:${hostPort}`, `http://evil.localhost:${evilPort}`,
    ];
    fill = (text) => text.replaceAll('{HUB}', hub).replaceAll('{HOST}', host).replaceAll('{EVIL}', evil);
    const executablePath = process.env['PARLEY_CHROMIUM'] ?? '/usr/bin/chromium';
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    let count = 0;
    return {
        browser, hub, host, evil, pages, evilPages, requests,
        async open(html, headers = {}, context) {
            const path = `/page-${(count += 1)}`;
            const filled = Object.entries(headers).map(([name, value]) => [name, fill(value)]);
            const body = `<!doctype html><meta charset=utf-8>${html}`;
            pages.set(path, { body, headers: Object.fromEntries(filled) });
            const page = await (context ?? (await browser.newContext())).newPage();
            await page.goto(host + path);
            return page;
        },
        async close() {
            await browser.close();
            [hubServer, hostServer, evilServer].forEach((server) => {
                server.closeAllConnections();
                server.close();
            });
            rmSync(out, { recursive: true });
        },
    };
}

/** The chat frames of a page, oldest first, once there are that many and each has its port. */
export async function chatFrames(page: Page, hub: string, count = 1): Promise<Frame[]> {
    for (let tries = 0; tries < 200; tries += 1) {
        const frames = page.frames().filter((frame) => frame.url().startsWith(`${hub}/agent/`));
        const hasPort = (frame: Frame): Promise<boolean> => frame.evaluate(() => 'port' in window).catch(() => false);
        const connected = await Promise.all(frames.map(hasPort));
        if (frames.length >= count && connected.every(Boolean)) {
            return frames;
        }
        await page.waitForTimeout(25);
    }
    throw new Error(`No ${count} connected chat frames on ${page.url()}`);
}

export async function chatFrame(page: Page, hub: string): Promise<Frame> {
    return (await chatFrames(page, hub))[0] as Frame;
}

/** Everything that the page told a frame on its port, once it is `atLeast` as much. */
export async function heard(frame: Frame, atLeast = 0): Promise<{ type: string; [name: string]: unknown }[]> {
    type Hearing = { heard: { type: string }[] };
    await frame.waitForFunction((count) => (window as unknown as Hearing).heard.length >= count, atLeast);
    return frame.evaluate(() => (window as unknown as Hearing).heard);
}

/** Makes the frame say something on its port. */
export function say(frame: Frame, message: unknown): Promise<void> {
    return frame.evaluate((data) => (window as unknown as { port: MessagePort }).port.postMessage(data), message);
}

/** Waits until the frame has heard a message of the type, the n-th of its kind. */
export async function hears(frame: Frame, type: string, n = 1): Promise<{ type: string; [name: string]: unknown }> {
    const found = await frame.waitForFunction(
        ([wanted, nth]) => (window as unknown as { heard: { type: string }[] }).heard
            .filter((message) => message.type === wanted)[(nth as number) - 1],
        [type, n] as const,
        { polling: 20, timeout: 5_000 },
    );
    return found.jsonValue() as Promise<{ type: string }>;
}
