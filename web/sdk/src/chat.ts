import type { HostMessage } from '@parley/protocol';
import { closeOnBack } from './backButton.ts';
import { ParleyError } from './errors.ts';
import type { ParleyChat, ParleyOptions } from './options.ts';
import { createPanel } from './panel.ts';
import { resolve } from './resolve.ts';
import { createSession } from './session.ts';
import { plainContext } from './setup.ts';
import { openChannel } from './tabs.ts';

/** Safari has no `requestIdleCallback`. */
function whenIdle(task: () => void): void {
    (globalThis.requestIdleCallback ?? setTimeout)(task, { timeout: 2_000 } as IdleRequestOptions & number);
}

/** Puts a chat on the page. Throws `invalid_options`; every later problem goes to `onError`. */
export function createChat(given: ParleyOptions, scriptHub?: string): ParleyChat {
    const resolved = resolve(given, scriptHub);
    const { options } = resolved;
    const floating = resolved.mode === 'floating';
    let connected = false;
    let destroyed = false;
    let focusBefore: Element | null = null;
    let leaveBack: (() => void) | undefined;
    let settle: (error?: ParleyError) => void = () => {};
    const ready = new Promise<void>((done, failed) => {
        settle = (error) => (error ? failed(error) : done());
    });
    // Nobody has to wait for it.
    ready.catch(() => {});

    const panel = createPanel(resolved, () => chat.toggle());
    panel.host.onkeydown = ({ key }) => {
        if (key === 'Escape') {
            close();
        }
    };
    const session = createSession(resolved, panel.place, {
        ready() {
            if (!connected) {
                connected = true;
                settle();
                options.onReady?.();
            }
        },
        message: (message) => options.onMessage?.(message),
        unread(count) {
            panel.unread(count);
            options.onUnread?.(count);
        },
        error: report,
        close,
        lost(error) {
            panel.trouble(() => load());
            settle(error);
            report(error);
        },
    });
    const channel = openChannel(`parley logout ${resolved.hub}`, () => void forget());

    function report(error: ParleyError): void {
        if (options.onError) {
            options.onError(error);
        } else {
            console.warn(`[parley] ${error.code}: ${error.message}`);
        }
    }

    function load(message?: HostMessage): void {
        if (!destroyed) {
            session.load();
            if (message) {
                session.tell(message);
            }
        }
    }

    function show(focus: boolean): void {
        if (destroyed || session.open) {
            return;
        }
        const full = matchMedia('(max-width:480px)').matches;
        focusBefore = document.activeElement;
        session.open = true;
        panel.show(true, full);
        const mount = session.load();
        mount.tell({ type: 'open', focus });
        if (focus) {
            mount.frame.focus();
        }
        if (full) {
            leaveBack = closeOnBack(close);
        }
        options.onOpen?.();
    }

    function close(): void {
        if (!floating || !session.open) {
            return;
        }
        const inside = document.activeElement === panel.host;
        session.open = false;
        session.tell({ type: 'close' });
        panel.show(false, false);
        leaveBack?.();
        leaveBack = undefined;
        if (inside) {
            returnFocus();
        }
        options.onClose?.();
    }

    /** To what opened the chat, unless that is gone. */
    function returnFocus(): void {
        panel.launcher.focus();
        if (focusBefore instanceof HTMLElement && focusBefore !== panel.host && focusBefore !== document.body) {
            focusBefore.focus();
        }
    }

    async function forget(): Promise<void> {
        close();
        await session.forget();
        if (session.open) {
            load();
        }
    }

    if (!floating) {
        // A framework that mounts, unmounts and mounts again in one go pays for one frame.
        queueMicrotask(() => load());
    } else if (options.open) {
        show(false);
    } else if (options.preload !== false) {
        whenIdle(() => load());
    }

    const chat: ParleyChat = {
        element: panel.host,
        ready,
        open: () => show(true),
        close,
        toggle: () => (session.open ? close() : show(true)),
        send: (text) => load({ type: 'send', text: `${text}` }),
        newConversation: () => load({ type: 'new_conversation' }),
        setContext(context) {
            session.context = context;
            session.tell({ type: 'set_context', context: plainContext(context) });
        },
        setTheme(theme) {
            session.theme = theme;
            panel.host.setAttribute('theme', theme);
            session.tell({ type: 'theme', theme });
        },
        refreshToken: session.renewToken,
        logout() {
            channel.say('logout');
            return forget();
        },
        destroy() {
            if (!destroyed) {
                close();
                destroyed = true;
                channel.close();
                session.end();
                panel.host.remove();
                settle(new ParleyError('destroyed', 'The chat was destroyed before it was connected.'));
            }
        },
    };
    return chat;
}
