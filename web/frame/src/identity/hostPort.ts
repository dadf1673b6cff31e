import {
    hostProtocol, isConnect, isHostMessage, type FrameMessage, type HostMessage, type TokenReason,
} from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { TokenUnavailable, type TokenSource } from './identity.ts';
import { isAllowedOrigin } from './origins.ts';
import type { MessageWindow } from './parentWindow.ts';

/** Longer than the page's own limit of 10 s, whose answer says more than our silence. */
const answerWithin = 11_000;

type Setup = Extract<HostMessage, { type: 'setup' }>;

/** The private line to the page that embeds us with the SDK. */
export class HostPort implements TokenSource {
    #request = 0;
    readonly #open = new Map<number, (answer: string | TokenUnavailable) => void>();
    readonly #early: HostMessage[] = [];
    #listener: (message: HostMessage) => void = (message) => this.#early.push(message);

    constructor(
        private readonly port: MessagePort,
        private readonly clock: Clock,
        readonly setup: Setup,
    ) {
        port.onmessage = ({ data }: MessageEvent) => this.#receive(data);
    }

    /** Hears everything but the answers to `ask`, what came before included. */
    listen(listener: (message: HostMessage) => void): void {
        this.#listener = listener;
        this.#early.splice(0).forEach(listener);
    }

    post(message: FrameMessage): void {
        this.port.postMessage(message);
    }

    ask(reason: TokenReason, stale: string | undefined): Promise<string> {
        this.#request += 1;
        const request = this.#request;
        return new Promise((resolve, reject) => {
            const cancel = this.clock.after(answerWithin, () => this.#answer(request, new TokenUnavailable('timeout')));
            this.#open.set(request, (answer) => {
                cancel();
                if (typeof answer === 'string') {
                    resolve(answer);
                } else {
                    this.#report(answer, reason);
                    reject(answer);
                }
            });
            this.post({ type: 'token_needed', request, reason, ...(stale === undefined ? {} : { stale }) });
        });
    }

    /** A backend that keeps its tokens until they end may say the same again before that; it is asked once more then. */
    #report({ kind, refusal: { code, title, detail } }: TokenUnavailable, reason: TokenReason): void {
        if (reason !== 'expiring' || kind !== 'stale') {
            this.post({ type: 'error', code, title, detail });
        }
    }

    #receive(data: unknown): void {
        if (!isHostMessage(data)) {
            return;
        }
        if (data.type === 'token' && data.request !== undefined) {
            this.#answer(data.request, data.token);
        } else if (data.type === 'token_failed') {
            this.#answer(data.request, new TokenUnavailable(data.kind));
        } else {
            this.#listener(data);
        }
    }

    #answer(request: number, answer: string | TokenUnavailable): void {
        this.#open.get(request)?.(answer);
        this.#open.delete(request);
    }
}

/**
 * Says hello to the page and waits for its port and its `setup`. Undefined when the page does not answer in time, or
 * speaks a version that we do not know: then it is no page of ours, and we are a plain iframe.
 */
export function findHost(
    window: MessageWindow,
    nonce: string,
    allowedOrigins: readonly string[],
    clock: Clock,
    patience = 5_000,
): Promise<HostPort | undefined> {
    return new Promise((resolve) => {
        const done = (host: HostPort | undefined): void => {
            cancel();
            window.removeEventListener('message', listener);
            resolve(host);
        };
        const listener = (event: MessageEvent): void => {
            const port = event.ports[0];
            const trusted = event.source === window.parent && isAllowedOrigin(event.origin, allowedOrigins);
            if (!trusted || !isConnect(event.data) || event.data.nonce !== nonce || port === undefined) {
                return;
            }
            window.removeEventListener('message', listener);
            port.onmessage = ({ data }: MessageEvent) => {
                if (isHostMessage(data) && data.type === 'setup') {
                    done(data.version === hostProtocol ? new HostPort(port, clock, data) : undefined);
                }
            };
        };
        const cancel = clock.after(patience, () => done(undefined));
        window.addEventListener('message', listener);
        window.parent.postMessage({ type: 'parley:hello', nonce }, '*');
    });
}
