import { anything, flag, list, number, object, oneOf, optional, pageOf, record, text, type Of } from '../shape.ts';

const policyShape = object({ accept: list(oneOf('agent', 'tenant', 'minted')), requireExp: flag, maxLifetime: text, adoptVisitor: flag });

export const agentShape = object({
    id: text, slug: text, name: text, access: oneOf('public', 'private'), status: oneOf('active', 'suspended'),
    allowedOrigins: list(text), tokenPolicy: policyShape, appearance: object({ accent: text, position: oneOf('right', 'left') }), isDefault: flag,
});
/** What this panel reads of an agent. */
export type Agent = Of<typeof agentShape>;
export type Issuer = Agent['tokenPolicy']['accept'][number];

const secretEntryShape = object({ id: text, createdAt: text, lastUsedAt: optional(text), retiresAt: optional(text) });
export type SecretEntry = Of<typeof secretEntryShape>;

export const secretStatusShape = object({
    configured: flag, current: optional(secretEntryShape), previous: optional(secretEntryShape),
    liveSessions: object({ current: number, previous: number }), tokensWithoutExpiry: number,
});
export type SecretStatus = Of<typeof secretStatusShape>;

export const newSecretShape = object({ id: text, secret: text });

const sampleShape = object({ language: text, label: text, library: text, install: text, code: text });
export type Sample = Of<typeof sampleShape>;
export const samplesShape = object({ items: list(sampleShape) });

const problemShape = object({
    cause: text, severity: oneOf('error', 'advice'), detail: text, remedy: text, claim: optional(text), seconds: optional(number),
});
export type Problem = Of<typeof problemShape>;

export const explanationShape = object({
    accepted: flag,
    user: optional(object({ issuer: text, id: text, email: optional(text), expiresAt: text })),
    verdict: optional(object({ code: text, title: text, detail: text })),
    key: object({
        kind: oneOf('agent', 'tenant', 'mint', 'none'), id: optional(text), state: optional(oneOf('current', 'previous')),
        verifies: optional(flag), accepted: optional(flag), reading: optional(text), algorithm: optional(text), retiresAt: optional(text),
        agent: optional(object({ id: text, slug: text, name: text })),
    }),
    header: optional(record(anything)),
    claims: optional(record(anything)),
    problems: list(problemShape),
    variables: list(object({ name: text, source: text, value: text })),
    snippet: sampleShape,
});
/** Everything the hub says of a pasted token. */
export type Explanation = Of<typeof explanationShape>;

const refusalShape = object({
    code: text, title: text, detail: text, remedy: text, transport: oneOf('socket', 'rest', 'frame_page'),
    origin: optional(text), count: number, firstAt: text, lastAt: text,
});
export type Refusal = Of<typeof refusalShape>;
export const refusalsShape = object({ items: list(refusalShape), counts: record(number) });

const invitationShape = object({
    id: text, kind: oneOf('member', 'group'), grantee: text, invitee: text, pending: flag, createdAt: text,
    link: optional(text), linkExpiresAt: optional(text), mailed: optional(flag),
});
export type Invitation = Of<typeof invitationShape>;
export const invitationsShape = pageOf(invitationShape);
