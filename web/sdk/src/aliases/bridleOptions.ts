import type { ParleyMessage, ParleyOptions, ParleyTheme, ParleyToken } from '../options.ts';
import { bridleError } from './bridleErrors.ts';
import { unsupported } from './notices.ts';

/** A message as `onMessage` of `Bridle` shows it; `ts` in milliseconds. */
export interface BridleMessage {
    readonly type: 'message';
    readonly messageId: string;
    readonly role: 'user' | 'assistant';
    readonly text: string;
    readonly ts: number;
}

export interface BridleOptions {
    agentId: string;
    /** Default: where the script came from. */
    apiUrl?: string;
    mode?: 'floating' | 'inline';
    /** Default: `document.body`. */
    mount?: Element | string;
    /** Default: "Agent Chat". */
    title?: string;
    /** Default: "Type a message...". */
    placeholder?: string;
    /** Shown before the first message. Default: the agent's. */
    greeting?: string;
    /** Shown above the greeting. */
    emptyTitle?: string;
    emptySubtitle?: string;
    suggestions?: readonly string[] | string;
    /** Default: `auto`. */
    colorMode?: ParleyTheme;
    fabIcon?: string;
    /** Said by the page and therefore unsigned: the agent gets it labelled as data of the page. */
    prompt?: string;
    token?: ParleyToken;
    onReady?: () => void;
    onMessage?: (message: BridleMessage) => void;
    onError?: (error: Error) => void;
    /** Of these only a colour whose name holds "primary" or "accent" has an effect. */
    themeVars?: Readonly<Record<string, string>>;
    theme?: string;
    customCss?: string;
    stylesheets?: readonly string[] | string;
    stylesheet?: string;
    greetingDelay?: number | string;
    emptyAvatar?: string;
}

const style = 'the chat is a frame of another origin, which no style sheet of the page reaches. '
    + 'Its appearance is the agent\'s; title, greeting, accent colour and light or dark can be set here.';

/** What cannot work in a frame, and what to use instead. */
const without: Readonly<Partial<Record<keyof BridleOptions, string>>> = {
    customCss: style,
    stylesheets: style,
    stylesheet: style,
    theme: `${style} For light and dark use colorMode.`,
    emptyAvatar: 'the frame shows no pictures of other origins.',
    greetingDelay: 'the greeting is there as soon as the chat is.',
};

function accentOf(vars: Readonly<Record<string, string>> = {}): string | undefined {
    const names = Object.keys(vars);
    const found = names.find((name) => /primary|accent/i.test(name) && /^#([\da-f]{3}){1,2}$/i.test(vars[name] ?? ''));
    if (names.some((name) => name !== found)) {
        unsupported('bridle', 'themeVars', style);
    }
    return found === undefined ? undefined : vars[found];
}

function suggestionsOf(given: BridleOptions['suggestions']): readonly string[] | undefined {
    if (typeof given !== 'string') {
        return given;
    }
    return given.startsWith('[') ? (JSON.parse(given) as string[]) : given.split('|');
}

function bridleMessage({ id, role, text, createdAt }: ParleyMessage): BridleMessage {
    return { type: 'message', messageId: id, role, text, ts: Date.parse(createdAt) };
}

function warn({ message }: Error): void {
    console.warn('[bridle]', message);
}

function greetingOf({ emptyTitle, emptySubtitle, greeting }: BridleOptions): string | undefined {
    const parts = [emptyTitle && `**${emptyTitle}**`, emptySubtitle, greeting].filter(Boolean);
    return parts.length === 0 ? undefined : parts.join('\n\n');
}

/** The same as options of this SDK. */
export function parleyOptions(options: BridleOptions, hub: string, mount: Element): ParleyOptions {
    for (const [name, instead] of Object.entries(without)) {
        const value = options[name as keyof BridleOptions];
        if (value !== undefined && value !== 'default') {
            unsupported('bridle', name, instead);
        }
    }
    const { agentId, onMessage, onError = warn } = options;
    const given: { [K in keyof ParleyOptions]: ParleyOptions[K] | undefined } = {
        agent: agentId,
        hub,
        mount,
        mode: options.mode,
        title: options.title ?? 'Agent Chat',
        placeholder: options.placeholder ?? 'Type a message...',
        greeting: greetingOf(options),
        starters: suggestionsOf(options.suggestions),
        theme: options.colorMode,
        accent: accentOf(options.themeVars),
        icon: options.fabIcon,
        context: options.prompt === undefined ? undefined : { prompt: options.prompt },
        token: options.token,
        onReady: options.onReady,
        onMessage: (message) => onMessage?.(bridleMessage(message)),
        onError: (error) => onError(bridleError(error, agentId)),
    };
    const present = Object.entries(given).filter(([, value]) => value !== undefined);
    return Object.fromEntries(present) as unknown as ParleyOptions;
}
