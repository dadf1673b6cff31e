// A hub that only pretends: the frame page, REST and the chat socket from memory, with scripted answers.
// For developing and testing the frame; it verifies nothing.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { WebSocketServer } from 'ws';
import { answerTo } from './answers.mjs';

const csp = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    + "form-action 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types lit-html";

const types = { '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };

const refusals = {
    session_expired: [401, 4401, 'Session Expired', 'The token’s exp has passed. Sign a new one.'],
    authentication_failed: [401, 4401, 'Authentication Failed', 'No live key verifies this token. Use the current identity secret.'],
    invalid_identity_token: [401, 4400, 'Invalid Identity Token', 'The payload has no user_email. Add it.'],
    identity_not_configured: [401, 4400, 'Identity Not Configured', 'The agent has no identity secret. Generate one.'],
    sign_in_required: [401, 4401, 'Sign-in Required', 'The agent is private. Send an identity token or sign in.'],
    access_denied: [403, 4403, 'Access Denied', 'The member has no grant for this agent.'],
    origin_not_allowed: [403, 4403, 'Origin Not Allowed', 'https://evil.example is not among the allowed origins.'],
    not_found: [404, 4404, 'Not Found', 'There is no such agent.'],
    rate_limited: [429, 4429, 'Too Many Requests', 'Wait 8 seconds, then send again.'],
    unavailable: [503, 4503, 'Temporarily Unavailable', 'The agent is suspended.'],
    identity_changed: [400, 4400, 'Identity Changed', 'The token is another user’s. Connect anew.'],
};

let made = 0;
const fresh = (prefix) => `${prefix}_${String(++made).padStart(22, '0')}`;
const now = () => new Date().toISOString();

function refusal(code, more = {}) {
    const [, , title, detail] = refusals[code];
    return { code, title, detail, requestId: fresh('req'), ...more };
}

/** The claims of a token, unverified. */
function claims(token) {
    try {
        return JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
    } catch {
        return {};
    }
}

/** A token that the stub takes: signed by nobody. */
export function token(email, seconds = 3600) {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'HS256' })}.${part({ user_email: email, exp: Math.floor(Date.now() / 1000) + seconds })}.c2ln`;
}

export class StubHub {
    /** Conversations by principal. */
    #owned = new Map();
    #sent = new Map();
    #runs = new Map();
    #sockets = new Set();
    #limitedUntil = 0;
    /** Every frame that came, for tests. */
    received = [];
    epoch = 'epo_1';

    /** @param options.dist where the built frame is; @param options.agents slug → {refuse?, origins?, greeting?, starters?, name?} */
    constructor({ dist, agents = {} }) {
        this.dist = dist;
        this.agents = agents;
        this.server = createServer((request, response) => this.#serve(request, response).catch((error) => response.writeHead(500).end(String(error))));
        const upgrades = new WebSocketServer({ noServer: true });
        this.server.on('upgrade', (request, socket, head) => {
            const slug = /^\/embed\/v1\/agents\/([^/]+)\/chat$/.exec(new URL(request.url, 'http://x').pathname)?.[1];
            if (slug === undefined || this.agents[slug]?.refuseUpgrade || this.down) {
                return socket.destroy();
            }
            upgrades.handleUpgrade(request, socket, head, (ws) => this.#connected(ws, slug));
        });
    }

    listen(port = 0) {
        return new Promise((resolve) => this.server.listen(port, '127.0.0.1', () => resolve(this.server.address().port)));
    }

    close() {
        this.dropAll();
        this.server.closeAllConnections();
        this.server.close();
    }

    /** Cuts every line without a word. */
    dropAll() {
        for (const { ws } of this.#sockets) {
            ws.terminate();
        }
    }

    /** The next message that begins with `limit` is refused once more. */
    forgetLimit() {
        this.#limitedUntil = 0;
    }

    /** Sends a frame to everybody, for tests of what the hub starts by itself. */
    broadcast(frame) {
        this.#sockets.forEach((socket) => socket.send(frame));
    }

    /** Puts a conversation into the past of a principal. */
    seed(principal, title, texts, daysAgo = 0) {
        const at = new Date(Date.now() - daysAgo * 86_400_000).toISOString();
        const conversation = { id: fresh('cnv'), title, createdAt: at, updatedAt: at, messages: [] };
        texts.forEach(([role, text, more = {}], index) => {
            conversation.messages.push({ id: fresh('msg'), seq: index + 1, role, text, state: 'completed', createdAt: at, ...more });
        });
        this.#conversations(principal).push(conversation);
        return conversation;
    }

    async #serve(request, response) {
        const url = new URL(request.url, 'http://x');
        const [, area, ...rest] = url.pathname.split('/');
        if (area === 'assets') {
            const file = await readFile(join(this.dist, 'assets', rest.join('/'))).catch(() => undefined);
            return file ? response.writeHead(200, { 'Content-Type': types[extname(url.pathname)] ?? 'text/plain' }).end(file) : response.writeHead(404).end();
        }
        const fixed = rest.length === 0 && /^[\w-]+\.m?js$/.test(area) ? await readFile(join(this.dist, area)).catch(() => undefined) : undefined;
        if (fixed) {
            return response.writeHead(200, { 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' }).end(fixed);
        }
        if (area === 'agent') {
            return response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': csp, 'Cache-Control': 'no-store' })
                .end(await this.#page(rest[0], request.headers['sec-fetch-dest'] === 'iframe'));
        }
        if (url.pathname === '/api/v1/auth/login') {
            const { email, password } = await bodyOf(request);
            return password === 'correct'
                ? answer(response, { accessToken: `ses_${email}`, expiresAt: now(), member: { id: 'mem_1', email, role: 'member' } })
                : refuse(response, 'authentication_failed');
        }
        if (area === 'embed') {
            return this.#rest(request, response, rest.slice(2), url);
        }
        return response.writeHead(404).end();
    }

    async #page(slug, framed) {
        const manifest = JSON.parse(await readFile(join(this.dist, 'manifest.json'), 'utf8'));
        const { name = 'Order helper', origins = [] } = this.agents[slug] ?? {};
        return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${name}</title><script src="/${manifest['boot.js']}"></script><link rel="stylesheet" href="/${manifest['frame.css']}">
<meta name="parley-agent" content="${slug}"><meta name="parley-ticket" content="tkt_stub"><meta name="parley-origins" content='${JSON.stringify(origins)}'>
<meta name="parley-framed" content="${framed}"><meta name="parley-name" content="${name}"><script type="module" src="/${manifest['frame.js']}"></script></head>
<body><parley-frame></parley-frame></body></html>`;
    }

    async #rest(request, response, [slug, area, id, messages], url) {
        const bearer = request.headers.authorization?.slice('Bearer '.length);
        const who = this.#identify(slug, bearer, request.headers['parley-visitor']);
        if (who.refused) {
            return refuse(response, who.refused);
        }
        const own = this.#conversations(who.principal.id);
        if (area === 'session') {
            return answer(response, { agent: this.#agent(slug, who.principal), principal: who.principal });
        }
        const delay = this.agents[slug]?.restDelay ?? 0;
        await new Promise((resolve) => setTimeout(resolve, delay));
        if (id === undefined) {
            const items = own.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt)).map(({ messages: _, ...item }) => item);
            return answer(response, { items });
        }
        const found = own.find((each) => each.id === id);
        if (found === undefined) {
            return refuse(response, 'not_found');
        }
        if (messages === 'messages') {
            const before = Number(url.searchParams.get('before') ?? Infinity);
            const older = found.messages.filter(({ seq }) => seq < before);
            const items = older.slice(-50);
            return answer(response, { items, ...(older.length > 50 ? { next: items[0].seq } : {}) });
        }
        if (request.method === 'PATCH') {
            found.title = (await bodyOf(request)).title;
            this.#tell(who.principal.id, { type: 'changed', conversation: id, title: found.title });
        }
        if (request.method === 'DELETE') {
            own.splice(own.indexOf(found), 1);
            this.#tell(who.principal.id, { type: 'changed', conversation: id, deleted: true });
        }
        return answer(response, {});
    }

    #identify(slug, bearer, visitor) {
        const agent = this.agents[slug];
        if (agent === undefined) {
            return { refused: 'not_found' };
        }
        if (agent.refuse) {
            return { refused: agent.refuse };
        }
        if (bearer?.startsWith('ses_')) {
            return { principal: { kind: 'member', id: bearer.slice(4), email: bearer.slice(4) } };
        }
        if (bearer !== undefined) {
            const { user_email: email, exp } = claims(bearer);
            const refused = email === undefined ? 'invalid_identity_token' : exp * 1000 <= Date.now() ? 'session_expired' : undefined;
            return refused ? { refused } : { principal: { kind: 'user', issuer: 'agent', id: email, email }, expiresAt: new Date(exp * 1000).toISOString() };
        }
        return agent.private ? { refused: 'sign_in_required' } : { principal: { kind: 'visitor', id: visitor ?? fresh('vis') } };
    }

    #agent(slug, principal) {
        const { name = 'Order helper', greeting = 'Hi {{name}}, how can I help?', starters } = this.agents[slug];
        return { id: fresh('agt'), slug, name, greeting: greeting.replace('{{name}}', principal.email?.split('@')[0] ?? 'there'), ...(starters ? { starters } : {}) };
    }

    #conversations(principal) {
        if (!this.#owned.has(principal)) {
            this.#owned.set(principal, []);
        }
        return this.#owned.get(principal);
    }

    #tell(principal, frame, except) {
        for (const socket of this.#sockets) {
            if (socket.principal?.id === principal && socket !== except) {
                socket.send(frame);
            }
        }
    }

    // The socket.

    #connected(ws, slug) {
        const socket = { ws, slug, send: (frame) => ws.readyState === 1 && ws.send(JSON.stringify(frame)) };
        this.#sockets.add(socket);
        ws.on('close', () => this.#sockets.delete(socket));
        ws.on('message', (data) => {
            const frame = JSON.parse(String(data));
            this.received.push(frame);
            this.#receive(socket, frame);
        });
    }

    #receive(socket, frame) {
        switch (frame.type) {
            case 'hello': return this.#hello(socket, frame);
            case 'identify': return this.#identified(socket, frame);
            case 'send': return this.#send(socket, frame);
            case 'stop': return this.#runs.get(frame.run)?.end('stopped');
            case 'regenerate': return this.#regenerate(socket, frame);
            case 'resume': return this.#resume(socket, frame);
            case 'feedback': return this.#feedback(socket, frame);
            case 'ping': return socket.send({ type: 'pong', serverTime: now() });
        }
    }

    #hello(socket, { token: bearer, visitor }) {
        const { refused, principal, expiresAt } = this.#identify(socket.slug, bearer, visitor);
        if (refused) {
            socket.send({ type: 'refused', error: refusal(refused) });
            return socket.ws.close(refusals[refused][1]);
        }
        socket.principal = principal;
        const latest = this.#conversations(principal.id).toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))[0];
        socket.send({
            type: 'ready', principal, agent: this.#agent(socket.slug, principal), epoch: this.epoch, serverTime: now(),
            ...(latest ? { conversation: latest.id } : {}), ...(expiresAt ? { expiresAt } : {}),
            ...(principal.kind === 'visitor' ? { visitor: principal.id } : {}),
        });
    }

    #identified(socket, { token: bearer }) {
        const { refused, principal, expiresAt } = this.#identify(socket.slug, bearer);
        const code = refused ?? (principal.id === socket.principal.id ? undefined : 'identity_changed');
        if (code) {
            socket.send({ type: 'refused', error: refusal(code) });
            return socket.ws.close(refusals[code][1]);
        }
        socket.expired = false;
        socket.send({ type: 'identified', expiresAt });
    }

    #send(socket, { id, text, conversation: asked }) {
        const { principal } = socket;
        const key = `${principal.id} ${id}`;
        const refused = socket.expired ? refusal('session_expired')
            : text.startsWith('limit') && !this.#sent.has(key) && this.#limitOnce() ? refusal('rate_limited', { retryAfterMs: 8000 }) : undefined;
        if (refused) {
            return socket.send({ type: 'refused', id, error: refused });
        }
        if (this.#sent.has(key)) {
            return socket.send(this.#sent.get(key));
        }
        const own = this.#conversations(principal.id);
        let conversation = own.find((each) => each.id === asked);
        if (conversation === undefined) {
            conversation = { id: fresh('cnv'), title: text.slice(0, 60), createdAt: now(), updatedAt: now(), messages: [] };
            own.push(conversation);
        }
        socket.conversation = conversation.id;
        const message = { id: fresh('msg'), seq: conversation.messages.length + 1, role: 'user', text, state: 'completed', createdAt: now() };
        conversation.messages.push(message);
        conversation.updatedAt = now();
        const accepted = { type: 'accepted', id, message: message.id, seq: message.seq, conversation: conversation.id };
        this.#sent.set(key, accepted);
        socket.send(accepted);
        this.#tell(principal.id, { type: 'message', conversation: conversation.id, ...message }, socket);
        if (text.startsWith('expire')) {
            socket.expired = true;
            socket.send({ type: 'reauthenticate', code: 'session_expired' });
        }
        this.#run(socket, conversation, answerTo(text));
    }

    #limitOnce() {
        const limited = this.#limitedUntil < Date.now();
        this.#limitedUntil = Date.now() + 8500;
        return limited;
    }

    #run(socket, conversation, script, replaces) {
        const principal = socket.principal.id;
        const run = fresh('run');
        const message = {
            id: fresh('msg'), seq: conversation.messages.length + 1, role: 'assistant', text: '', state: 'streaming', createdAt: now(),
            ...(replaces ? { replaces } : {}),
        };
        conversation.messages.push(message);
        const started = { type: 'started', run, message: message.id, seq: message.seq, conversation: conversation.id, ...(replaces ? { replaces } : {}) };
        const deltas = (frame) => [...this.#sockets].filter((each) => each.principal?.id === principal && each.conversation === conversation.id).forEach((each) => each.send(frame));
        const end = (state) => {
            clearInterval(timer);
            this.#runs.delete(run);
            message.state = state;
            conversation.updatedAt = now();
            if (state === 'completed') {
                message.citations = script.citations;
                this.#tell(principal, { type: 'completed', run, message: message.id, seq: message.seq, ...(script.citations ? { citations: script.citations } : {}) });
            } else if (state === 'stopped') {
                this.#tell(principal, { type: 'stopped', run });
            } else {
                message.failure = { code: script.failure };
                this.#tell(principal, { type: 'failed', run, code: script.failure, detail: 'As scripted.' });
            }
        };
        this.#runs.set(run, { end, started, message, conversation: conversation.id });
        this.#tell(principal, started);
        let rest = script.text;
        const tick = () => {
            if (script.tool && message.text === '') {
                deltas({ type: 'tool', run, name: script.tool, state: 'done' });
            }
            if (rest === '') {
                return end(script.failure ? 'failed' : 'completed');
            }
            let size = 3 + Math.floor(Math.random() * 8);
            if (/[\ud800-\udbff]/.test(rest[size - 1] ?? '')) {
                size += 1;
            }
            const offset = message.text.length;
            const text = rest.slice(0, size);
            message.text += text;
            rest = rest.slice(size);
            deltas({ type: 'delta', run, offset, text });
            if (script.dropAfter && offset > script.dropAfter) {
                script.dropAfter = undefined;
                this.dropAll();
            }
        };
        if (script.tool) {
            deltas({ type: 'tool', run, name: script.tool, state: 'running' });
        }
        let timer;
        setTimeout(() => { timer = setInterval(tick, script.pause); }, script.tool ? 1500 : 500);
    }

    #resume(socket, { conversation: id, afterSeq, run, offset = 0 }) {
        const conversation = this.#conversations(socket.principal.id).find((each) => each.id === id);
        if (conversation === undefined) {
            return socket.send({ type: 'refused', error: refusal('not_found') });
        }
        socket.conversation = id;
        for (const message of conversation.messages.filter(({ seq }) => seq > afterSeq)) {
            const running = [...this.#runs].find(([, each]) => each.message === message);
            if (running === undefined) {
                socket.send({ type: 'message', conversation: id, ...message });
            } else {
                const from = running[0] === run ? offset : 0;
                socket.send(running[1].started);
                socket.send({ type: 'delta', run: running[0], offset: from, text: message.text.slice(from) });
            }
        }
        socket.send({ type: 'resumed', conversation: id, seq: conversation.messages.length, complete: true });
    }

    #regenerate(socket, { message: id }) {
        for (const conversation of this.#conversations(socket.principal.id)) {
            const at = conversation.messages.findIndex((message) => message.id === id);
            if (at > 0) {
                socket.conversation = conversation.id;
                const question = conversation.messages.slice(0, at).findLast(({ role }) => role === 'user');
                const script = answerTo(question.text);
                return this.#run(socket, conversation, script.failure ? { text: 'This time it worked.', pause: 20 } : script, id);
            }
        }
    }

    #feedback(socket, { message: id, rating }) {
        for (const conversation of this.#conversations(socket.principal.id)) {
            const message = conversation.messages.find((each) => each.id === id);
            if (message) {
                message.rating = rating;
                this.#tell(socket.principal.id, { type: 'changed', conversation: conversation.id, message: id, rating }, socket);
            }
        }
    }
}

async function bodyOf(request) {
    let text = '';
    for await (const piece of request) {
        text += piece;
    }
    return JSON.parse(text);
}

function answer(response, data) {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ success: true, data }));
}

function refuse(response, code) {
    response.writeHead(refusals[code][0], { 'Content-Type': 'application/json' }).end(JSON.stringify({ success: false, error: refusal(code) }));
}
