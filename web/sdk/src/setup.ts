import { hostProtocol, type GivenContext, type HostMessage, type Theme } from '@parley/protocol';
import type { Resolved } from './resolve.ts';

/** What may change while the chat is on the page. */
export interface Current {
    readonly identity: boolean;
    open: boolean;
    theme: Theme;
    context: GivenContext;
}

/** The first message on a port. */
export function setupMessage({ mode, options }: Resolved, current: Current): HostMessage {
    const { title, placeholder, greeting, starters, accent, locale } = options;
    const appearance = { title, placeholder, greeting, starters, accent };
    return { type: 'setup', version: hostProtocol, mode, ...current, locale, appearance } as HostMessage;
}
