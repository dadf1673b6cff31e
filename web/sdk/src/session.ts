import type { FrameMessage, HostMessage } from '@parley/protocol';
import { ParleyError, type ParleyErrorCode } from './errors.ts';
import { mountFrame, type FrameMount, type Tell } from './frameMount.ts';
import type { Panel } from './panel.ts';
import { providerOf } from './providers.ts';
import type { Resolved } from './resolve.ts';
import { setupMessage, type Current } from './setup.ts';

/** One chat's talk with its frame, over as many loads of the frame as it takes. */
export interface Session {
    /** What the next load of the frame is told first. */
    readonly current: Current;
    readonly ready: Promise<void>;
    /** Puts the frame on the page unless it is there, and tells it something. */
    load(message?: HostMessage): void;
    /** Tells a frame that is there; what it missed is in the setup of the next one. */
    readonly tell: Tell;
    /** Fetches a new token now. */
    renew(): Promise<void>;
    /** Forgets the user: token, transcript, connection and what the frame keeps in this browser. */
    forget(): Promise<void>;
    end(): void;
}

type TokenNeeded = Extract<FrameMessage, { type: 'token_needed' }>;
type FrameError = Extract<FrameMessage, { type: 'error' }>;

/** How long a frame may take to wipe its storage at logout, in ms. */
const wiping = 3_000;
/** How often in a row a frame that was led elsewhere is brought back. */
const returns = 3;

function warn({ code, message }: ParleyError): void {
    console.warn(`[parley] ${code}: ${message}`);
}

/** `close` is what the close button inside the frame does. */
export function createSession(resolved: Resolved, panel: Panel, close: () => void): Session {
    const { hub, mode, theme, options } = resolved;
    const { agent, token, context = {}, onError = warn } = options;
    const source = typeof token === 'string' ? () => token : token;
    const provider = source && providerOf(source, hub, agent);
    const deafen = provider?.listen((newer) => tell({ type: 'token', token: newer }));
    const current: Current = { identity: !!provider, open: mode === 'inline', theme, context };
    let frame: FrameMount | undefined;
    let ended = false;
    /** What the token function threw last. The frame words the failure, the cause never leaves the page. */
    let cause: unknown;
    /** The frame has not spoken in time; it may yet, and else the next use of the chat tries another. */
    let lost = false;
    let lostInARow = 0;
    /** Set while the frame forgets its user; to be called when it has. */
    let wiped: (() => void) | undefined;
    let becomeReady: () => void = () => {};
    const ready = new Promise<void>((resolve) => {
        becomeReady = resolve;
    });
    void ready.then(options.onReady);

    const tell: Tell = (message) => frame?.tell(message);

    function unread(count: number): void {
        panel.unread(count);
        options.onUnread?.(count);
    }

    function unload(): void {
        wiped?.();
        frame?.remove();
        frame = undefined;
        lost = false;
    }

    async function answer({ request, reason, stale }: TokenNeeded, reply: Tell): Promise<void> {
        const asking = frame;
        const result = (await provider?.get(reason, stale)) ?? { kind: 'failed' as const };
        if (asking !== frame || wiped) {
            return;
        }
        if (result.kind) {
            cause = result.cause;
            reply({ type: 'token_failed', request, kind: result.kind });
        } else {
            reply({ type: 'token', request, token: result.token });
        }
    }

    function report({ code, detail, title, requestId }: FrameError): void {
        const thrown = code.startsWith('token_') ? cause : undefined;
        onError(new ParleyError(code as ParleyErrorCode, detail, title, thrown, requestId));
    }

    function hear(message: FrameMessage, reply: Tell): void {
        if ('serverTime' in message) {
            provider?.accepted(message.serverTime, message.expiresAt);
        }
        switch (message.type) {
            case 'identified':
                return;
            case 'token_needed':
                return void answer(message, reply);
            case 'ready':
                lostInARow = 0;
                panel.wear(message.accent, message.position);
                return becomeReady();
            case 'message':
                return options.onMessage?.(message.message);
            case 'unread':
                return unread(message.count);
            case 'error':
                return report(message);
            case 'close':
                return close();
            case 'logged_out':
                return wiped?.();
            default:
                message satisfies never;
        }
    }

    function load(message?: HostMessage): void {
        if (ended) {
            return;
        }
        if (lost) {
            unload();
        }
        frame ??= mountFrame(panel.place, resolved, setupMessage(resolved, current), {
            message: hear,
            navigated() {
                unload();
                if ((lostInARow += 1) <= returns) {
                    load();
                }
            },
            error(error) {
                lost = true;
                onError(error);
            },
        });
        if (message) {
            tell(message);
        }
    }

    return {
        current,
        ready,
        load,
        tell,
        renew: async () => provider?.renew(),
        async forget() {
            provider?.clear();
            current.context = {};
            load({ type: 'logout' });
            await new Promise<void>((resolve) => {
                wiped = resolve;
                setTimeout(resolve, wiping);
            });
            wiped = undefined;
            unload();
            unread(0);
        },
        end() {
            ended = true;
            unload();
            deafen?.();
        },
    };
}
