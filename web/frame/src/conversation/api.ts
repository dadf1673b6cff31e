import {
    isConversation, isCuredByRefresh, isMessage, isPageOf, isRecord, isRefusal, isSession,
    type Conversation, type Guard, type Message, type Page, type Refusal, type Session,
} from '@parley/protocol';
import type { Identity } from '../identity/identity.ts';
import type { Ticket } from '../identity/ticket.ts';

/** The hub said no, or nobody answered: then the code is `connection_lost`. */
export class RequestRefused extends Error {
    constructor(readonly refusal: Refusal) {
        super(refusal.detail);
    }
}

interface Asked {
    readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
    readonly body?: unknown;
    /** Finish even when the page goes away. */
    readonly keepalive?: boolean;
}

const isNothing: Guard<unknown> = (_value): _value is unknown => true;

/** History and session of the caller, over `/embed/v1`. */
export class Api {
    /** Who an anonymous visitor is; never sent together with a token. */
    visitor: string | undefined;

    constructor(
        private readonly agent: string,
        private readonly ticket: Pick<Ticket, 'current'>,
        private readonly identity: Identity,
        private readonly fetch: typeof globalThis.fetch,
    ) {}

    session(): Promise<Session> {
        return this.#ask('/session', isSession);
    }

    conversations(next?: string | number): Promise<Page<Conversation>> {
        return this.#ask(`/conversations${next === undefined ? '' : `?before=${encodeURIComponent(next)}`}`, isPageOf(isConversation));
    }

    messages(conversation: string, before?: string | number): Promise<Page<Message>> {
        const query = before === undefined ? '' : `?before=${encodeURIComponent(before)}`;
        return this.#ask(`${pathOf(conversation)}/messages${query}`, isPageOf(isMessage));
    }

    async rename(conversation: string, title: string): Promise<void> {
        await this.#ask(pathOf(conversation), isNothing, { method: 'PATCH', body: { title } });
    }

    async remove(conversation: string): Promise<void> {
        await this.#ask(pathOf(conversation), isNothing, { method: 'DELETE', keepalive: true });
    }

    /** A request whose token was refused is made once more with a new one. */
    async #ask<T>(path: string, guard: Guard<T>, asked: Asked = {}): Promise<T> {
        const used = this.identity.token;
        try {
            return await this.#once(path, guard, asked);
        } catch (error) {
            const refused = error instanceof RequestRefused && isCuredByRefresh(error.refusal.code);
            if (!refused || !this.identity.canRenew) {
                throw error;
            }
            if (this.identity.token === used) {
                await this.identity.renew('refused');
            }
            return this.#once(path, guard, asked);
        }
    }

    async #once<T>(path: string, guard: Guard<T>, { method = 'GET', body, keepalive = false }: Asked): Promise<T> {
        const answer = await this.#fetch(`/embed/v1/agents/${encodeURIComponent(this.agent)}${path}`, {
            method,
            keepalive,
            headers: await this.#headers(body !== undefined),
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const data = isRecord(answer) && answer['success'] === true ? answer['data'] : undefined;
        if (isRecord(answer) && answer['success'] === true && guard(data)) {
            return data;
        }
        const error = isRecord(answer) ? answer['error'] : undefined;
        throw new RequestRefused(isRefusal(error) ? error : unreadable);
    }

    async #fetch(url: string, init: RequestInit): Promise<unknown> {
        try {
            const response = await this.fetch.call(undefined, url, { ...init, cache: 'no-store', referrerPolicy: 'no-referrer' });
            return response.status === 204 ? { success: true } : await response.json();
        } catch {
            throw new RequestRefused(connectionLost);
        }
    }

    async #headers(hasBody: boolean): Promise<Record<string, string>> {
        const ticket = await this.ticket.current();
        const { token } = this.identity;
        return {
            Accept: 'application/json',
            ...(hasBody ? { 'Content-Type': 'application/json' } : {}),
            ...(ticket === undefined ? {} : { 'Parley-Ticket': ticket }),
            ...(token !== undefined ? { Authorization: `Bearer ${token}` } : {}),
            ...(token === undefined && this.visitor !== undefined ? { 'Parley-Visitor': this.visitor } : {}),
        };
    }
}

const connectionLost: Refusal = { code: 'connection_lost', title: '', detail: 'The hub cannot be reached.' };
const unreadable: Refusal = { code: 'internal_error', title: '', detail: 'The hub gave an answer that cannot be read.' };

function pathOf(conversation: string): string {
    return `/conversations/${encodeURIComponent(conversation)}`;
}
