import { ParleyError } from './errors.ts';
import type { ParleyOptions, ParleyTheme } from './options.ts';

/** Options with their defaults in place and their mount found. */
export interface Resolved {
    readonly options: ParleyOptions;
    readonly hub: string;
    readonly mount: Element;
    readonly mode: 'floating' | 'inline';
    readonly theme: ParleyTheme;
    readonly title: string;
}

function need<T>(value: T | undefined | null | false | '', message: string): T {
    if (!value) {
        throw new ParleyError('invalid_options', message);
    }
    return value;
}

function originOf(hub: string | undefined): string | undefined {
    try {
        return hub && new URL(hub).origin;
    } catch {
        return undefined;
    }
}

/** Throws `invalid_options` with what to change. `scriptHub` is where the script came from. */
export function resolve(options: ParleyOptions, scriptHub?: string): Resolved {
    const { agent, hub = scriptHub, mode, mount, theme, title = 'Chat', token } = options;
    need(origin !== 'null', 'the page\'s sandbox lacks allow-same-origin');
    need(agent, 'agent is missing');
    need(token !== '', 'token is empty');
    return {
        options,
        hub: need(originOf(hub), 'hub must be like https://a.example'),
        mount: need(
            typeof mount === 'string'
                ? document.querySelector(mount)
                : (mount ?? (mode !== 'inline' && (document.body ?? document.documentElement))),
            `mount is missing: ${mount}`,
        ),
        mode: mode === 'inline' ? mode : 'floating',
        theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
        title,
    };
}
