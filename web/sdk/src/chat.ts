import { closeOnBack } from './backButton.ts';
import type { ParleyChat, ParleyOptions } from './options.ts';
import { createPanel } from './panel.ts';
import { resolve } from './resolve.ts';
import { createSession } from './session.ts';

/** Puts a chat on the page. Throws `invalid_options`; every later problem goes to `onError`. */
export function createChat(options: ParleyOptions, scriptHub?: string): ParleyChat {
    const resolved = resolve(options, scriptHub);
    const floating = resolved.mode === 'floating';
    const panel = createPanel(resolved, toggle, close);
    const { current, ready, load, tell, renew, forget, end } = createSession(resolved, panel, close);
    // Reaches the other chats of this page too.
    const logouts = new BroadcastChannel(`parley ${resolved.hub}`);
    let destroyed = false;
    let leaveBack: (() => void) | undefined;

    function open(focus = true): void {
        if (!destroyed && !current.open) {
            current.open = true;
            const full = panel.open();
            load({ type: 'open', focus });
            if (focus) {
                panel.focus();
            }
            leaveBack = full ? closeOnBack(close) : undefined;
            options.onOpen?.();
        }
    }

    function close(): void {
        if (floating && current.open) {
            current.open = false;
            panel.close();
            tell({ type: 'close' });
            leaveBack?.();
            options.onClose?.();
        }
    }

    function toggle(): void {
        (current.open ? close : open)();
    }

    async function leave(): Promise<void> {
        close();
        await forget();
        if (current.open) {
            load();
        }
    }

    logouts.onmessage = leave;
    if (!floating) {
        // A framework that mounts, unmounts and mounts again in one go pays for one frame.
        queueMicrotask(() => load());
    } else if (options.open) {
        open(false);
    } else if (options.preload !== false) {
        // Safari has no requestIdleCallback.
        (globalThis.requestIdleCallback ?? setTimeout)(() => load());
    }
    return {
        element: panel.host,
        ready,
        open: () => open(),
        close,
        toggle,
        send: (text) => load({ type: 'send', text: `${text}` }),
        newConversation: () => load({ type: 'new_conversation' }),
        setContext(context) {
            current.context = context;
            tell({ type: 'set_context', context });
        },
        setTheme(theme) {
            current.theme = theme;
            panel.theme(theme);
            tell({ type: 'theme', theme });
        },
        refreshToken: renew,
        logout() {
            logouts.postMessage(0);
            return leave();
        },
        destroy() {
            close();
            destroyed = true;
            logouts.close();
            end();
            panel.host.remove();
        },
    };
}
