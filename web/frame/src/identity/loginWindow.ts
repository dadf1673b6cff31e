import { isSignedIn } from '../signIn/message.ts';

/** How an attempt to sign in through a window of its own ended. */
export type LoginOutcome = 'signedIn' | 'blocked' | 'closed';

/** The part of Window that signing in uses. */
export interface OpeningWindow {
    readonly location: { readonly origin: string };
    open(address: string, name: string, features: string): OpenedWindow | null;
    addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
    removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

export interface OpenedWindow {
    readonly closed: boolean;
}

const lookEvery = 500;

/**
 * Signs a member in where a frame may keep no cookie: in a window of the hub's own, which hands the session's token over.
 *
 * 1. The window is opened by the click itself, or the browser blocks it.
 * 2. A nonce of this attempt travels in its fragment, which no server sees.
 * 3. What it says counts only from that window, from our own origin, and with that nonce.
 */
export class LoginWindow {
    #stop: (() => void) | undefined;

    constructor(
        private readonly window: OpeningWindow,
        private readonly agent: string,
        private readonly nonce: () => string,
    ) {}

    open(accept: (token: string) => void): Promise<LoginOutcome> {
        this.#stop?.();
        const nonce = this.nonce();
        const address = `/agent/${encodeURIComponent(this.agent)}/sign-in#${nonce}`;
        const opened = this.window.open(address, 'parley-sign-in', 'popup,width=460,height=640');
        if (opened === null) {
            return Promise.resolve('blocked');
        }
        return new Promise((resolve) => {
            const done = (outcome: LoginOutcome): void => {
                this.#stop = undefined;
                clearInterval(timer);
                this.window.removeEventListener('message', listener);
                resolve(outcome);
            };
            const listener = (event: MessageEvent): void => {
                const trusted = event.source === opened && event.origin === this.window.location.origin;
                if (trusted && isSignedIn(event.data) && event.data.nonce === nonce) {
                    accept(event.data.token);
                    done('signedIn');
                }
            };
            const timer = setInterval(() => opened.closed && done('closed'), lookEvery);
            this.window.addEventListener('message', listener);
            this.#stop = () => done('closed');
        });
    }
}
