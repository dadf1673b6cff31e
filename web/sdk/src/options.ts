import type { ParleyError } from './errors.ts';

export type ParleyTheme = 'light' | 'dark' | 'auto';

/**
 * Data about the page, such as `{ page: '/orders' }`: at most 32 entries of texts (2 000 characters), numbers and truth
 * values, 8 KiB together. It is unsigned, so the agent gets it labelled as untrusted: it fills no variable and decides
 * nothing.
 */
export type ParleyContext = Readonly<Record<string, string | number | boolean>>;

/**
 * The signed token of your user, or a function that fetches one from your backend. Give a function wherever you can:
 * it is called before connecting, again about a minute before the token ends and when the hub refuses a token, once at
 * a time over all chats and tabs. Let it throw, with the `Response` or its status, when your backend answers 401 or
 * 403. Left out, the user is a visitor, which only a public agent admits.
 */
export type ParleyToken = string | (() => string | Promise<string>);

/** A message that joined the transcript while the chat was on the page. */
export interface ParleyMessage {
    readonly id: string;
    readonly conversation: string;
    readonly role: 'user' | 'assistant';
    readonly text: string;
    /** ISO 8601, UTC. */
    readonly createdAt: string;
}

/** How the chat looks where the page wants something else than the agent's own settings. */
export interface ParleyAppearance {
    /** Names the chat, its button included. Default: the agent's name; for the button "Chat". */
    title?: string;
    /** The empty composer's text. Default: the agent's. */
    placeholder?: string;
    /** Shown before the first message. Default: the agent's. */
    greeting?: string;
    /** Suggested first messages, at most six. Default: the agent's. */
    starters?: readonly string[];
    /** `#rgb` or `#rrggbb` of the launcher, buttons and links. Default: the agent's. */
    accent?: string;
}

export interface ParleyOptions extends ParleyAppearance {
    /** The agent's slug, its `agt_…` id, or a `ten_…` id for that tenant's default agent. */
    agent: string;
    /** Where the hub runs, such as `https://chat.example.com`. Default: where the script came from; npm: required. */
    hub?: string;
    /** `floating`: a button in the corner that opens a panel. `inline`: fills `mount`. Default: `floating`. */
    mode?: 'floating' | 'inline';
    /** An element or a CSS selector. Required for `inline`; for `floating` the default is `document.body`. */
    mount?: Element | string;
    /** The corner of a floating chat. Default: where lines end in the page's language, so right in English. */
    position?: 'left' | 'right';
    /** Default: `auto`, the user's own setting. */
    theme?: ParleyTheme;
    /** BCP 47, such as `de-CH`. Default: the browser's. */
    locale?: string;
    /** Address of an image for the launcher. Default: a speech bubble. */
    icon?: string;
    /** Whether a floating chat starts open. Default: `false`. */
    open?: boolean;
    /**
     * Whether the chat loads as soon as the page is idle, so that it opens at once and can count unread messages.
     * Default: `true`. With `false` it loads and connects when it is first needed.
     */
    preload?: boolean;
    /** What the page says of itself. Default: none. */
    context?: ParleyContext;
    /** Default: none, so that the user is a visitor. */
    token?: ParleyToken;
    /** The chat is on the page and connected; called once. Default: none. */
    onReady?: () => void;
    /** Each new message of the user and the agent. Default: none. */
    onMessage?: (message: ParleyMessage) => void;
    /** What went wrong, for the developer: the user reads a kind sentence in the chat. Default: a warning in the console. */
    onError?: (error: ParleyError) => void;
    /** How many answers came while the chat was closed. Default: none; the launcher shows the number anyway. */
    onUnread?: (count: number) => void;
    /** A floating chat was opened. Default: none. */
    onOpen?: () => void;
    /** A floating chat was closed, by whomever. Default: none. */
    onClose?: () => void;
}

/** A chat on the page. Methods may be called at once; what needs the connection waits for it. */
export interface ParleyChat {
    /** The element that holds the chat. */
    readonly element: HTMLElement;
    /** Resolves when the chat is connected for the first time. It never rejects: `onError` hears what goes wrong. */
    readonly ready: Promise<void>;
    open(): void;
    close(): void;
    toggle(): void;
    /** Sends a message as if the user had typed it. */
    send(text: string): void;
    newConversation(): void;
    /** Says what the page says of itself, in the place of all it said before; `{}` takes it back. */
    setContext(context: ParleyContext): void;
    setTheme(theme: ParleyTheme): void;
    /** Fetches a new token now, for instance after the user's plan has changed. */
    refreshToken(): Promise<void>;
    /**
     * Forgets the user in every tab: connection, transcript and what the chat stored in this browser. Call it when your
     * user signs out. The chat stays on the page and asks for a token again when it is next opened.
     */
    logout(): Promise<void>;
    /** Removes the chat from the page. Calling it again does nothing. */
    destroy(): void;
}
