import { flag, list, object, oneOf, optional, text, type Of } from '../shape.ts';

export const role = oneOf('member', 'builder', 'admin', 'owner');
export type Role = Of<typeof role>;

export const member = object({
    id: text, email: text, role, status: oneOf('invited', 'active'), operator: flag, createdAt: text, lastSeenAt: optional(text),
});
export type Member = Of<typeof member>;

export const invited = object({ id: text, email: text, link: text, linkExpiresAt: text, mailed: flag });
export type Invited = Of<typeof invited>;

export const resetLink = object({ link: text, expiresAt: text });

export const group = object({ id: text, name: text, createdAt: text });
export const wholeGroup = object({ id: text, name: text, createdAt: text, members: list(member) });
export type Group = Of<typeof group>;
export type WholeGroup = Of<typeof wholeGroup>;

export const session = object({
    id: text, browser: text, address: text, createdAt: text, lastUsedAt: text, current: flag,
    agent: optional(object({ id: text, name: text })),
});
export type Session = Of<typeof session>;

/** Through what somebody may use an agent. */
export const way = object({ kind: oneOf('public', 'role', 'grant', 'group', 'token'), role: optional(text), name: optional(text) });
export type Way = Of<typeof way>;

export const memberAgent = object({ id: text, name: text, slug: text, way });
export type MemberAgent = Of<typeof memberAgent>;
