import type { FrameMessage, HostMessage, PageContext, Theme } from '@parley/protocol';
import { ParleyError, tokenError, type ParleyErrorCode } from './errors.ts';
import { mountFrame, type FrameMount } from './frameMount.ts';
import type { ParleyMessage } from './options.ts';
import { providerOf } from './providers.ts';
import type { Resolved } from './resolve.ts';
import { setupMessage } from './setup.ts';

export interface SessionEvents {
    /** Connected; more than once, because connections drop. */
    ready(): void;
    message(message: ParleyMessage): void;
    unread(count: number): void;
    error(error: ParleyError): void;
    /** The user closed the chat from inside the frame. */
    close(): void;
    /** There is no frame, and `load` may be tried again. */
    lost(error: ParleyError): void;
}

/** One chat's talk with its frame, over as many loads of the frame as it takes. */
export interface Session {
    open: boolean;
    theme: Theme;
    context: PageContext | undefined;
    /** Puts the frame on the page unless it is there. */
    load(): FrameMount;
    /** Tells a frame that is there; what it missed is in the setup of the next one. */
    tell(message: HostMessage): void;
    renewToken(): Promise<void>;
    /** Forgets the user: token, transcript, connection and what the frame keeps in this browser. */
    forget(): Promise<void>;
    end(): void;
}

type TokenNeeded = Extract<FrameMessage, { type: 'token_needed' }>;
type Reply = (answer: HostMessage) => void;

/** How long a frame may take to wipe its storage at logout, in ms. */
const wiping = 3_000;
/** How often in a row a frame that was led elsewhere is brought back. */
const returns = 3;

export function createSession(resolved: Resolved, place: Node, events: SessionEvents): Session {
    const { hub, options } = resolved;
    const { agent, token } = options;
    const source = typeof token === 'string' ? () => token : token;
    const provider = source && providerOf(source, hub, agent);
    const deafen = provider?.listen((newer) => session.tell({ type: 'token', token: newer }));
    let frame: FrameMount | undefined;
    let lostInARow = 0;
    /** Set while the frame forgets its user; to be called when it has. */
    let wiped: (() => void) | undefined;

    function unload(): void {
        wiped?.();
        frame?.remove();
        frame = undefined;
    }

    async function answer({ request, reason, stale }: TokenNeeded, reply: Reply): Promise<void> {
        const asking = frame;
        const result = (await provider?.get(reason, stale)) ?? { kind: 'failed' as const };
        if (asking !== frame || wiped) {
            return;
        }
        if ('token' in result) {
            reply({ type: 'token', request, token: result.token });
        } else {
            reply({ type: 'token_failed', request, kind: result.kind });
            events.error(tokenError(result.kind, result.cause));
        }
    }

    function hear(message: FrameMessage, reply: Reply): void {
        switch (message.type) {
            case 'token_needed':
                return void answer(message, reply);
            case 'ready':
                lostInARow = 0;
                provider?.accepted(message.serverTime, message.expiresAt);
                return events.ready();
            case 'identified':
                return provider?.accepted(message.serverTime, message.expiresAt);
            case 'message':
                return events.message(message.message);
            case 'unread':
                return events.unread(message.count);
            case 'error':
                return events.error(new ParleyError(message.code as ParleyErrorCode, message.detail, message.title));
            case 'close':
                return events.close();
            case 'logged_out':
                return wiped?.();
            default:
                message satisfies never;
        }
    }

    function load(): FrameMount {
        return (frame ??= mountFrame(place, resolved, {
            setup: () => {
                const { open, theme, context } = session;
                return setupMessage(resolved, { identity: !!provider, open, theme, context });
            },
            message: hear,
            navigated() {
                unload();
                if ((lostInARow += 1) <= returns) {
                    load();
                }
            },
            problem(error) {
                unload();
                events.lost(error);
            },
        }));
    }

    const session: Session = {
        open: resolved.mode === 'inline',
        theme: resolved.theme,
        context: options.context,
        load,
        tell: (message) => frame?.tell(message),
        renewToken: async () => provider?.renew(),
        async forget() {
            provider?.clear();
            load().tell({ type: 'logout' });
            await new Promise<void>((resolve) => {
                wiped = resolve;
                setTimeout(resolve, wiping);
            });
            wiped = undefined;
            unload();
            events.unread(0);
        },
        end() {
            unload();
            deafen?.();
        },
    };
    return session;
}
