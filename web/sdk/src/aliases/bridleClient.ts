import { decodeHubFrame, isCuredByRefresh, type ClientFrame, type HubFrame } from '@parley/protocol';
import { ParleyError, type ParleyErrorCode } from '../errors.ts';
import type { ParleyToken } from '../options.ts';
import { scriptHub } from '../scriptOrigin.ts';
import { callTokenFunction } from '../tokenCall.ts';
import { bridleError } from './bridleErrors.ts';
import { unsupported } from './notices.ts';

export interface BridleClientOptions {
    agentId: string;
    /** Default: where the script came from. */
    apiUrl?: string;
    token?: ParleyToken;
    /** Said by the page and therefore unsigned. */
    prompt?: string;
    channel?: string;
}

/** A piece of a message; of those that are sent only texts arrive. */
export interface BridlePart {
    readonly type: string;
    readonly text?: string;
}

type BridleEvent = 'open' | 'close' | 'error' | 'welcome' | 'typing' | 'message' | 'stream' | 'stream_end';
type Listener = (detail: unknown) => void;
type Answer = { readonly messageId: string; text: string };

const reconnectAfter = 2_000;
const events = new Set<BridleEvent>(['open', 'close', 'error', 'welcome', 'typing', 'message', 'stream', 'stream_end']);

/** `Bridle.BridleClient`: the chat without any of its looks. The page's origin must be one that the agent allows. */
export class BridleClient {
    readonly #options: BridleClientOptions;
    readonly #listeners = new Map<BridleEvent, Set<Listener>>();
    /** What the hub has not accepted yet, by its id: sent again after a reconnect, which is harmless. */
    readonly #waiting = new Map<string, ClientFrame>();
    readonly #answers = new Map<string, Answer>();
    #socket: WebSocket | undefined;
    #clientId: string | undefined;
    #conversation: string | undefined;
    #token: string | undefined;

    constructor(options: BridleClientOptions) {
        this.#options = options;
        if (options.channel !== undefined) {
            unsupported('bridle', 'channel', 'a transcript belongs to the user of the token, and nobody names another.');
        }
    }

    /** Asks for a token and connects. What goes wrong goes to the listeners of `error`. */
    async connect(): Promise<void> {
        this.disconnect();
        const socket = new WebSocket(this.#address());
        this.#socket = socket;
        const opened = new Promise<void>((resolve) => {
            socket.onopen = () => resolve();
        });
        socket.onmessage = ({ data }: MessageEvent<unknown>) => {
            const frame = typeof data === 'string' ? decodeHubFrame(data) : undefined;
            if (frame !== undefined) {
                this.#receive(frame);
            }
        };
        socket.onclose = ({ code }) => this.#closed(code);
        await opened;
        if (await this.#fetchToken()) {
            this.#hello();
        }
    }

    send(text: string, parts: readonly BridlePart[] = []): void {
        if (parts.some(({ type }) => type !== 'text')) {
            unsupported('bridle', 'parts', 'messages are text.');
        }
        const id = crypto.getRandomValues(new Uint32Array(4)).join('-');
        const texts = [text, ...parts.map((part) => part.text)].filter(Boolean);
        const frame: ClientFrame = { type: 'send', id, text: texts.join('\n\n') };
        this.#waiting.set(id, frame);
        if (this.#clientId !== undefined) {
            this.#say(frame);
        }
    }

    disconnect(): void {
        const socket = this.#socket;
        this.#socket = undefined;
        this.#clientId = undefined;
        socket?.close();
    }

    on(event: BridleEvent, listener: Listener): this {
        if (!events.has(event)) {
            unsupported('bridle', `the event "${event}"`, `there are ${[...events].join(', ')}.`);
        }
        this.#listeners.set(event, (this.#listeners.get(event) ?? new Set()).add(listener));
        return this;
    }

    off(event: BridleEvent, listener: Listener): this {
        this.#listeners.get(event)?.delete(listener);
        return this;
    }

    /** Who the hub says we are; undefined while we are not connected. */
    getClientId(): string | undefined {
        return this.#clientId;
    }

    #address(): URL {
        const { agentId, apiUrl = scriptHub } = this.#options;
        const address = new URL(`/embed/v1/agents/${encodeURIComponent(agentId)}/chat`, apiUrl);
        address.protocol = address.protocol.replace('http', 'ws');
        return address;
    }

    async #fetchToken(): Promise<boolean> {
        const { token } = this.#options;
        if (typeof token !== 'function') {
            this.#token = token;
            return true;
        }
        const answer = await callTokenFunction(token);
        if (answer.token === undefined) {
            const problem = new ParleyError(`token_${answer.kind}`, 'The token function gave none.', '', answer.cause);
            this.#emit('error', bridleError(problem, this.#options.agentId));
            this.disconnect();
            return false;
        }
        this.#token = answer.token;
        return true;
    }

    #hello(): void {
        const visitor = this.#remembered();
        this.#say({
            type: 'hello',
            capabilities: ['markdown'],
            ...(this.#token === undefined ? {} : { token: this.#token }),
            ...(visitor === null ? {} : { visitor }),
        });
    }

    async #renew(): Promise<void> {
        const before = this.#token;
        if (await this.#fetchToken() && this.#token !== undefined && this.#token !== before) {
            this.#say({ type: 'identify', token: this.#token });
        }
    }

    #say(frame: ClientFrame): void {
        const more = frame.type === 'send' && this.#conversation !== undefined ? { conversation: this.#conversation } : {};
        if (this.#socket?.readyState === WebSocket.OPEN) {
            this.#socket.send(JSON.stringify({ ...frame, ...more }));
        }
    }

    #receive(frame: HubFrame): void {
        switch (frame.type) {
            case 'ready': return this.#ready(frame.principal.id, frame.visitor);
            case 'accepted': {
                this.#waiting.delete(frame.id);
                this.#conversation = frame.conversation;
                return;
            }
            case 'started': {
                this.#answers.set(frame.run, { messageId: frame.message, text: '' });
                return this.#emit('typing', { ts: Date.now() });
            }
            case 'delta': return this.#grow(frame.run, frame.offset, frame.text);
            case 'completed': case 'stopped': return this.#end(frame.run);
            case 'failed': {
                this.#end(frame.run);
                return this.#fail(frame.code, frame.detail);
            }
            case 'message': {
                const { id, role, text, createdAt } = frame;
                return role === 'assistant' ? this.#tell('message', { messageId: id, text }, Date.parse(createdAt)) : undefined;
            }
            case 'token_expiring': case 'reauthenticate': return void this.#renew();
            case 'refused': return this.#refused(frame.error.code, frame.error.detail, frame.id);
            default: return;
        }
    }

    #ready(clientId: string, visitor: string | undefined): void {
        this.#clientId = clientId;
        this.#remember(visitor);
        const { prompt } = this.#options;
        if (prompt !== undefined) {
            this.#say({ type: 'context', context: { prompt } });
        }
        this.#emit('open', undefined);
        this.#emit('welcome', { clientId });
        this.#waiting.forEach((frame) => this.#say(frame));
    }

    #grow(run: string, offset: number, text: string): void {
        const answer = this.#answers.get(run);
        if (answer !== undefined) {
            answer.text = answer.text.slice(0, offset) + text;
            this.#tell('stream', answer);
        }
    }

    #end(run: string): void {
        const answer = this.#answers.get(run);
        if (answer !== undefined && this.#answers.delete(run)) {
            this.#tell('stream_end', answer);
        }
    }

    #tell(type: 'message' | 'stream' | 'stream_end', { messageId, text }: Answer, ts = Date.now()): void {
        this.#emit(type, { type, messageId, text, parts: [{ type: 'text', text }], ts });
    }

    #refused(code: string, detail: string, id: string | undefined): void {
        if (id !== undefined && !isCuredByRefresh(code)) {
            this.#waiting.delete(id);
        }
        this.#fail(code, detail);
    }

    #fail(code: string, detail: string): void {
        this.#emit('error', bridleError(new ParleyError(code as ParleyErrorCode, detail), this.#options.agentId));
    }

    /** The hub's own closes are final; a line that broke is made again. */
    #closed(code: number): void {
        const wanted = this.#socket !== undefined && code < 4000;
        this.#socket = undefined;
        this.#clientId = undefined;
        this.#answers.clear();
        this.#emit('close', { code });
        if (wanted) {
            setTimeout(() => void this.connect(), reconnectAfter);
        }
    }

    #remembered(): string | null {
        try {
            return localStorage.getItem(`bridle:anon:${this.#options.agentId}`);
        } catch {
            return null;
        }
    }

    #remember(visitor: string | undefined): void {
        try {
            if (visitor !== undefined) {
                localStorage.setItem(`bridle:anon:${this.#options.agentId}`, visitor);
            }
        } catch {
            // Where storage is forbidden, a visitor is a new one on every page.
        }
    }

    #emit(event: BridleEvent, detail: unknown): void {
        this.#listeners.get(event)?.forEach((listener) => listener(detail));
    }
}
