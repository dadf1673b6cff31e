import { hostProtocol, type HostMessage, type PageContext, type Theme } from '@parley/protocol';
import type { Resolved } from './resolve.ts';

/** What may change while the chat is on the page. */
export interface Current {
    readonly identity: boolean;
    readonly open: boolean;
    readonly theme: Theme;
    readonly context: PageContext | undefined;
}

/** A page without types may hand over anything: nested data travels as JSON text. */
export function plainContext(context: Readonly<Record<string, unknown>>): PageContext {
    const plain = Object.entries(context).map(([name, value]) => [
        name,
        typeof value === 'object' ? JSON.stringify(value) : value,
    ]);
    return Object.fromEntries(plain) as PageContext;
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
        appearance: { title, placeholder, greeting, starters, accent: /^#(\w{3}){1,2}$/.test(accent ?? '') ? accent : undefined },
        context: current.context && plainContext(current.context),
    };
    // Leaves out what is undefined: for the frame that means the agent's own setting.
    return JSON.parse(JSON.stringify(message)) as HostMessage;
}
