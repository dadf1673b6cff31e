import { hostProtocol, type HostMessage, type PageContext, type Theme } from '@parley/protocol';
import type { Resolved } from './resolve.ts';

/** What may change while the chat is on the page. */
export interface Current {
    readonly identity: boolean;
    open: boolean;
    theme: Theme;
    context: PageContext;
}

/** A page without types may hand over anything: nested data travels as JSON text. */
export function plainContext(context: PageContext): PageContext {
    const flat = (key: string, value: unknown): unknown =>
        key && typeof value === 'object' ? JSON.stringify(value) : value;
    return JSON.parse(JSON.stringify(context, flat)) as PageContext;
}

/** The first message on a port. */
export function setupMessage({ mode, options }: Resolved, current: Current): HostMessage {
    const { title, placeholder, greeting, starters, accent, locale } = options;
    const message = {
        type: 'setup',
        version: hostProtocol,
        mode,
        ...current,
        locale,
        appearance: { title, placeholder, greeting, starters, accent },
    };
    // Leaves out what is undefined: for the frame that means the agent's own setting.
    return JSON.parse(JSON.stringify(message)) as HostMessage;
}
