import { list, number, object, oneOf, optional, text, flag, type Of } from '../shape.ts';

const principalShape = object({ kind: oneOf('user', 'member', 'visitor'), issuer: optional(oneOf('agent', 'tenant', 'hub')), id: text, email: optional(text) });
export type Principal = Of<typeof principalShape>;

export const conversationShape = object({
    id: text, agent: text, title: text, messages: number, principal: principalShape, failures: number,
    ratings: object({ up: number, down: number }), createdAt: text, updatedAt: text,
});
export type Conversation = Of<typeof conversationShape>;

export const conversationPage = object({
    items: list(conversationShape), next: optional(text), count: optional(number), countIsExact: optional(flag),
});
export type ConversationPage = Of<typeof conversationPage>;

const citationShape = object({ document: text, name: text, quote: text });
export const messageShape = object({
    id: text, seq: number, role: oneOf('user', 'assistant'), text,
    state: oneOf('completed', 'streaming', 'stopped', 'failed', 'interrupted'), createdAt: text,
    citations: optional(list(citationShape)), answers: optional(text), replaces: optional(text), failure: optional(text),
    cause: optional(text), usage: optional(object({ inputTokens: number, outputTokens: number })), model: optional(text),
    firstWordsMs: optional(number), wholeMs: optional(number), rating: optional(oneOf('up', 'down')), comment: optional(text),
});
export type TranscriptMessage = Of<typeof messageShape>;

export const receiptShape = object({
    receipt: text, action: text, target: text, conversations: number, messages: number, ratings: number, at: text, by: text,
    subject: optional(text), agents: optional(list(text)), lines: list(object({ seq: number, hash: text })),
});
export type Receipt = Of<typeof receiptShape>;

/** How a principal is called on screens. */
export function nameOf(principal: Principal): string {
    return principal.email ?? (principal.kind === 'visitor' ? `Visitor ${principal.id.slice(0, 8)}` : principal.id);
}

/** What kind of person it is, and who vouches for them. */
export function kindOf(principal: Principal): string {
    switch (principal.kind) {
        case 'visitor': return 'Anonymous visitor';
        case 'member': return 'Member';
        case 'user': return principal.issuer === 'hub' ? 'User, token minted by the hub'
            : principal.issuer === 'tenant' ? 'User, signed with the tenant secret' : 'User, signed with the identity secret';
    }
}
