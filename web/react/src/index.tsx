/** Parley for React 18 and newer. Nothing runs on a server; the chat comes with the first effect. */

import { init, type ParleyChat as Chat, type ParleyOptions } from '@parley/embed';
import { useEffect, useRef, type CSSProperties, type ReactElement, type Ref } from 'react';

/**
 * The options of `@parley/embed`; `hub` is required. When `agent`, `hub`, `mode`, `position`, `locale`, `title`,
 * `accent` or `icon` changes, or a token text, a new chat takes the place of the old one. `theme` and `context` change
 * the chat that is there. The callbacks and a token function may be new on every render. Other options count when it is made.
 */
export interface ParleyChatProps extends Omit<ParleyOptions, 'mount' | 'hub'> {
    readonly hub: string;
    /** Of the element that an inline chat fills. */
    readonly className?: string;
    readonly style?: CSSProperties;
    /** Hears of each chat that is made, and `null` when it goes. */
    readonly chatRef?: Ref<Chat>;
}

/** Keeps the identity of functions while calling the newest ones, so that a render is no reason for a new chat. */
function stable(latest: { readonly current: ParleyChatProps }): Partial<ParleyOptions> {
    const { token } = latest.current;
    return {
        ...(typeof token === 'function' && { token: tokenOf(latest, token) }),
        onReady: () => latest.current.onReady?.(),
        onMessage: (message) => latest.current.onMessage?.(message),
        onUnread: (count) => latest.current.onUnread?.(count),
        onOpen: () => latest.current.onOpen?.(),
        onClose: () => latest.current.onClose?.(),
        onError(error) {
            const { onError } = latest.current;
            if (onError) {
                onError(error);
            } else {
                console.warn(`[parley] ${error.code}: ${error.message}`);
            }
        },
    };
}

function tokenOf(latest: { readonly current: ParleyChatProps }, first: () => string | Promise<string>) {
    return () => {
        const { token } = latest.current;
        return typeof token === 'function' ? token() : (token ?? first());
    };
}

function give(ref: Ref<Chat> | undefined, chat: Chat | null): void {
    if (typeof ref === 'function') {
        ref(chat);
    } else if (ref) {
        ref.current = chat;
    }
}

/** A chat in the place of this element when `mode` is `inline`, else floating over the page. */
export function ParleyChat(props: ParleyChatProps): ReactElement {
    const place = useRef<HTMLDivElement>(null);
    const chat = useRef<Chat | null>(null);
    const latest = useRef(props);
    useEffect(() => {
        latest.current = props;
    });
    const { agent, hub, mode, position, locale, title, accent, icon, theme, context, token } = props;
    const { className, style } = props;
    useEffect(() => {
        const { className: _, style: __, chatRef, ...options } = latest.current;
        const mount = mode === 'inline' && place.current ? { mount: place.current } : {};
        const made = init({ ...options, ...stable(latest), ...mount });
        chat.current = made;
        give(chatRef, made);
        return () => {
            give(chatRef, null);
            chat.current = null;
            made.destroy();
        };
    }, [agent, hub, mode, position, locale, title, accent, icon, typeof token === 'string' ? token : typeof token]);
    useEffect(() => chat.current?.setTheme(theme ?? 'auto'), [theme]);
    const contextText = JSON.stringify(context);
    useEffect(() => {
        if (latest.current.context) {
            chat.current?.setContext(latest.current.context);
        }
    }, [contextText]);
    return <div ref={place} className={className} style={mode === 'inline' ? { height: '100%', ...style } : style} />;
}
