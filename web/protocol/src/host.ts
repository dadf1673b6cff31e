/**
 * What the chat frame and the page that embeds it say to each other.
 *
 * The handshake is two window messages; everything after it travels on the MessagePort that the second one hands over,
 * so that no other frame on the page can listen or speak. The nonce is in the fragment of the frame's address
 * (`#parley=<nonce>`), which no server sees.
 *
 * 1. frame to its parent, any origin, because it cannot know the parent's and nothing here is secret: {@link Hello}
 * 2. page to frame, only to the hub's origin, once, with one port: {@link Connect}
 * 3. page to frame on the port, first: `setup`
 *
 * Both sides ignore a message that fails its guard in `hostGuards.ts`, unknown types included: the package in a host
 * product may be older or newer than the hub.
 */

import type { RefusalCode } from './codes.ts';
import type { RunFailure } from './model.ts';

/** The version of this page's messages. It rises only when an older side could no longer follow. */
export const hostProtocol = 1;

/** Frame to parent window: "I have loaded, hand me my port". */
export interface Hello {
    readonly type: 'parley:hello';
    readonly nonce: string;
}

/** Parent window to frame, with exactly one transferred MessagePort. */
export interface Connect {
    readonly type: 'parley:connect';
    readonly nonce: string;
}

export type Theme = 'light' | 'dark' | 'auto';

/** Data about the page, told by the page: the hub shows it to the agent as unsigned and never as who the user is. */
export type PageContext = Readonly<Record<string, string | number | boolean>>;

/** The same as a page without types may give it: nested, perhaps. The frame makes it flat and checks its size. */
export type GivenContext = Readonly<Record<string, unknown>>;

/** How the page wants the frame to look. Display only; every field falls back to the agent's own setting. */
export interface Appearance {
    readonly title?: string;
    readonly placeholder?: string;
    readonly greeting?: string;
    /** Suggested first messages, at most six. */
    readonly starters?: readonly string[];
    /** A CSS hex colour, `#rgb` or `#rrggbb`; any other text counts as absent. */
    readonly accent?: string;
}

/** Why the frame wants a token. `retry` is a person pressing Retry, and starts again after a refusal. */
export type TokenReason = 'connect' | 'expiring' | 'refused' | 'retry';

/**
 * Why no token comes: the host's backend answered 401 or 403 (`refused`), the token function threw or gave no token
 * (`failed`), was silent for 10 s (`timeout`), or gave the token again that the hub has just refused (`stale`).
 */
export type TokenFailure = 'refused' | 'failed' | 'timeout' | 'stale';

/** A message of the transcript, as `onMessage` shows it to the host page. */
export interface TranscriptMessage {
    readonly id: string;
    readonly conversation: string;
    readonly role: 'user' | 'assistant';
    readonly text: string;
    /** ISO 8601, UTC. */
    readonly createdAt: string;
}

/** Page to frame, on the port. */
export type HostMessage =
    /** Always the first. `identity`: the page has a token; ask for it with `token_needed` before connecting. */
    | {
            readonly type: 'setup';
            readonly version: number;
            readonly identity: boolean;
            readonly mode: 'floating' | 'inline';
            /** Whether the chat can be seen now; later changes come as `open` and `close`. Inline is always open. */
            readonly open: boolean;
            readonly theme: Theme;
            /** BCP 47; absent: the browser's. */
            readonly locale?: string;
            readonly appearance: Appearance;
            readonly context?: GivenContext;
        }
    /** Answers `token_needed`, or, without `request`, a newer token that the page fetched before the old one ends. */
    | { readonly type: 'token'; readonly request?: number; readonly token: string }
    | { readonly type: 'token_failed'; readonly request: number; readonly kind: TokenFailure }
    /** Sends as if the user had typed it; before the chat is connected it waits in the frame's queue. */
    | { readonly type: 'send'; readonly text: string }
    | { readonly type: 'new_conversation' }
    | { readonly type: 'set_context'; readonly context: GivenContext }
    | { readonly type: 'theme'; readonly theme: Theme }
    /** The chat became visible: count nothing as unread, and put the focus into the composer when `focus`. */
    | { readonly type: 'open'; readonly focus: boolean }
    | { readonly type: 'close' }
    /** Close the connection, wipe what this agent stored in this browser and the transcript; answer `logged_out`. */
    | { readonly type: 'logout' };

/** Frame to page, on the port. */
export type FrameMessage =
    /** `stale` is the token that the hub refused or that is about to end; the page must not answer with it again. */
    | { readonly type: 'token_needed'; readonly request: number; readonly reason: TokenReason; readonly stale?: string }
    /**
     * Mounted and connected; sent after each connection. The times are ISO 8601 by the hub's clock; `expiresAt` is
     * absent when the session has no end, and the page then refreshes nothing. `accent` (`#rrggbb`) and `position` are
     * what the agent's builder chose for the launcher, for a page that says nothing of its own; they pass unguarded, for
     * whatever they are, the loader only tries them as a colour and compares them with two words.
     */
    | {
            readonly type: 'ready';
            readonly serverTime: string;
            readonly expiresAt?: string;
            readonly accent?: unknown;
            readonly position?: unknown;
        }
    /** The hub accepted a newer token on the open connection. */
    | { readonly type: 'identified'; readonly serverTime: string; readonly expiresAt?: string }
    /** The user's message when it is sent, the assistant's when it is complete; never history. */
    | { readonly type: 'message'; readonly message: TranscriptMessage }
    /** How many assistant messages came while the chat was closed. */
    | { readonly type: 'unread'; readonly count: number }
    /**
     * A refusal, a failed answer, a lost connection or a token that did not come; `code` is an {@link ErrorCode}, or one
     * that a newer hub has. `requestId` finds it in the hub's log.
     */
    | {
            readonly type: 'error';
            readonly code: string;
            readonly title: string;
            readonly detail: string;
            readonly requestId?: string;
        }
    /** The user pressed the frame's close button, or Esc in it. */
    | { readonly type: 'close' }
    | { readonly type: 'logged_out' };

/** The codes of `error`: the hub's refusals, the ways an answer fails, and a connection that is lost. */
export type ErrorCode = RefusalCode | RunFailure | 'connection_lost';
