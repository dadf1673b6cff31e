import { flag, number, object, optional, text, type Of } from '../shape.ts';

export const tenantShape = object({
    id: text, name: text, defaultAgent: optional(text), retention: text,
    budget: object({ answersPerDay: optional(number), tokensPerDay: optional(number) }),
});
export type Tenant = Of<typeof tenantShape>;

const keyShape = object({ id: text, createdAt: text, lastUsedAt: optional(text), retiresAt: optional(text) });
export const secretShape = object({ configured: flag, current: optional(keyShape), previous: optional(keyShape) });
export type SecretStatus = Of<typeof secretShape>;
export const newSecretShape = object({ secret: text });
