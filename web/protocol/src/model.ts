import { isCount, isString, isTime, listOf, objectOf, oneOf, optional, type Guard } from './guards.ts';

/** Who is talking. `issuer` says which kind of key vouched for a `user`; different issuers never merge. */
export interface Principal {
    kind: 'user' | 'member' | 'visitor';
    issuer?: 'agent' | 'tenant' | 'hub';
    id: string;
    email?: string;
}

export interface Agent {
    id: string;
    slug: string;
    name: string;
    /** Markdown with its variables filled in; may be empty. */
    greeting: string;
    /** Suggested first messages, sent as they stand. */
    starters?: string[];
    /** How its builder wants it to look; absent where nothing was chosen. */
    appearance?: AgentAppearance;
}

/** What an agent's builder chose of its looks; an empty text is no choice. What the embedding page says goes before it. */
export interface AgentAppearance {
    title: string;
    placeholder: string;
    /** `#rrggbb`. */
    accent: string;
    position: string;
}

/** Where a statement of an answer comes from. */
export interface Citation {
    title: string;
    quote?: string;
    url?: string;
}

export type Rating = 'up' | 'down' | 'none';
export type MessageState = 'completed' | 'streaming' | 'stopped' | 'failed' | 'interrupted';

export type RunFailure =
    | 'model_unavailable'
    | 'model_refused'
    | 'model_timeout'
    | 'model_truncated'
    | 'budget_exceeded'
    | 'interrupted'
    | 'internal_error';

export interface Message {
    id: string;
    /** Position in its conversation, given when the row is made. */
    seq: number;
    role: 'user' | 'assistant';
    text: string;
    state: MessageState;
    createdAt: string;
    citations?: Citation[];
    /** The message that this one was made to stand for, after `regenerate`. */
    replaces?: string;
    rating?: Rating;
    failure?: { code: string; detail?: string };
}

export interface Conversation {
    id: string;
    title?: string;
    createdAt?: string;
    updatedAt?: string;
}

/** Why the hub said no. `detail` is a sentence that says what to do next. */
export interface Refusal {
    code: string;
    title: string;
    detail: string;
    requestId?: string;
    retryAfterMs?: number;
    field?: string;
}

/** `GET …/session`. */
export interface Session {
    agent: Agent;
    principal: Principal;
    expiresAt?: string;
    visitor?: string;
}

/** One page of a list; `next` is what to ask for to get the following page. */
export interface Page<T> {
    items: T[];
    next?: string | number;
}

export const isPrincipal: Guard<Principal> = objectOf<Principal>({
    kind: oneOf('user', 'member', 'visitor'),
    issuer: optional(oneOf('agent', 'tenant', 'hub')),
    id: isString,
    email: optional(isString),
});

export const isAgentAppearance: Guard<AgentAppearance> = objectOf<AgentAppearance>({
    title: isString,
    placeholder: isString,
    accent: isString,
    position: isString,
});

export const isAgent: Guard<Agent> = objectOf<Agent>({
    id: isString,
    slug: isString,
    name: isString,
    greeting: isString,
    starters: optional(listOf(isString)),
    appearance: optional(isAgentAppearance),
});

export const isCitation: Guard<Citation> = objectOf<Citation>({
    title: isString,
    quote: optional(isString),
    url: optional(isString),
});

export const isRating = oneOf('up', 'down', 'none');

export const isMessage: Guard<Message> = objectOf<Message>({
    id: isString,
    seq: isCount,
    role: oneOf('user', 'assistant'),
    text: isString,
    state: oneOf('completed', 'streaming', 'stopped', 'failed', 'interrupted'),
    createdAt: isTime,
    citations: optional(listOf(isCitation)),
    replaces: optional(isString),
    rating: optional(isRating),
    failure: optional(objectOf<{ code: string; detail?: string }>({ code: isString, detail: optional(isString) })),
});

export const isConversation: Guard<Conversation> = objectOf<Conversation>({
    id: isString,
    title: optional(isString),
    createdAt: optional(isTime),
    updatedAt: optional(isTime),
});

export const isRefusal: Guard<Refusal> = objectOf<Refusal>({
    code: isString,
    title: isString,
    detail: isString,
    requestId: optional(isString),
    retryAfterMs: optional(isCount),
    field: optional(isString),
});

export const isSession: Guard<Session> = objectOf<Session>({
    agent: isAgent,
    principal: isPrincipal,
    expiresAt: optional(isTime),
    visitor: optional(isString),
});

export function isPageOf<T>(item: Guard<T>): Guard<Page<T>> {
    const isCursor = (value: unknown): value is string | number => isString(value) || isCount(value);
    return objectOf<Page<T>>({ items: listOf(item), next: optional(isCursor) });
}
