import type { Agent, Message, Refusal } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { Socket } from '../connection/connection.ts';
import type { Api } from '../conversation/api.ts';
import type { Identity } from '../identity/identity.ts';
import type { Ticket } from '../identity/ticket.ts';
import type { Memory } from './memory.ts';

/** What the page around the chat wants to know of it. */
export interface ChatListener {
    ready(at: { serverTime: string; expiresAt?: string; agent: Agent }): void;
    identified(at: { serverTime: string; expiresAt?: string }): void;
    message(conversation: string, message: Message): void;
    failed(refusal: Refusal): void;
}

export interface ChatPorts {
    readonly clock: Clock;
    readonly random: () => number;
    readonly identity: Identity;
    readonly api: Api;
    readonly memory: Memory;
    readonly ticket: Pick<Ticket, 'current'>;
    readonly listener: ChatListener;
    openSocket(): Socket;
    /** Something that is drawn has changed. */
    changed(): void;
}

/** A sentence that passes by at the bottom. */
export type Notice =
    | { readonly kind: 'deleted' }
    | { readonly kind: 'refused'; readonly refusal: Refusal }
    | { readonly kind: 'full' };

/** What a screen reader is told. */
export type Announcement =
    | { readonly kind: 'answering' }
    | { readonly kind: 'answered'; readonly text: string }
    | { readonly kind: 'stopped' }
    | { readonly kind: 'failed'; readonly code: string };
