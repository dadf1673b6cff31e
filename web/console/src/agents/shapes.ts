import { flag, list, number, object, oneOf, optional, text, type Of } from '../shape.ts';

export const variable = object({ name: text, default: text, description: text, overridable: oneOf('host', 'nobody') });
export type Variable = Of<typeof variable>;

export const model = object({ provider: text, baseUrl: optional(text), model: optional(text), hasKey: flag });
export type Model = Of<typeof model>;

export const appearance = object({
    title: text, placeholder: text, accent: text, position: oneOf('right', 'left'),
});
export type Appearance = Of<typeof appearance>;

const content = {
    instructions: text, greeting: text, starters: list(text), variables: list(variable), model, appearance,
};
export const contentShape = object(content);
/** What of an agent is drafted and published. */
export type Content = Of<typeof contentShape>;

const identity = { id: text, name: text, slug: text, access: oneOf('public', 'private'), status: oneOf('active', 'suspended') };
export const agentShape = object(identity);
export type Agent = Of<typeof agentShape>;

export const listedAgent = object({
    ...identity, createdAt: text, recentConversations: number, version: number, hasDraft: flag,
});
export type ListedAgent = Of<typeof listedAgent>;

export const template = object({ id: text, name: text, description: text });
export type Template = Of<typeof template>;

export const draftShape = object({
    ...content,
    revision: number, exists: flag, basedOn: number, published: number,
    saved: optional(object({ at: text, by: text, email: optional(text) })),
    unknownNames: list(object({ name: text, fields: list(text) })),
    contrast: list(object({ surface: oneOf('light', 'dark'), ratio: number, needed: number, enough: flag })),
});
export type Draft = Of<typeof draftShape>;

export const version = object({
    number, note: text, restores: optional(number), createdAt: text, by: text, email: optional(text),
});
export type Version = Of<typeof version>;

const anyValue = (value: unknown): unknown => value ?? undefined;
export const difference = object({
    from: text, to: text,
    fields: list(object({
        field: text, from: anyValue, to: anyValue,
        lines: optional(list(object({ kind: oneOf('same', 'removed', 'added'), text }))),
    })),
});
export type Difference = Of<typeof difference>;

export const restored = object({ draft: optional(draftShape), version: optional(version) });

export const documentShape = object({
    id: text, name: text, mediaType: text, bytes: number, state: oneOf('indexing', 'ready', 'failed'),
    problem: optional(text), progress: number, createdAt: text,
});
export type Document = Of<typeof documentShape>;

export const foundPassages = object({
    passages: list(object({ document: text, name: text, heading: text, text, score: number })),
});
export type Passage = Of<typeof foundPassages>['passages'][number];

export const modelTest = object({
    ok: flag, latencyMs: optional(number), words: optional(text), code: optional(text), cause: optional(text),
});
export type ModelTest = Of<typeof modelTest>;

export const previewShape = object({
    ticket: text, expiresAt: text, page: text,
    variables: list(object({ name: text, value: text, source: oneOf('default', 'token', 'fixed') })),
    ignored: list(text),
});
export type Preview = Of<typeof previewShape>;

/** The address of an agent in the API. */
export function agentPath(id: string, more = ''): string {
    return `/api/v1/agents/${encodeURIComponent(id)}${more}`;
}
