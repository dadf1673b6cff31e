import { api } from './api.ts';
import { flag, object, oneOf, text, type Of } from './shape.ts';

const roles = ['member', 'builder', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

export const memberShape = object({ id: text, email: text, role: oneOf(...roles), operator: flag });
const meShape = object({ tenant: text, member: memberShape });
const tenantShape = object({ id: text, name: text });
const openedShape = object({ member: object({ id: text, email: text }) });

/** The member who is signed in, and their tenant. */
export interface Me {
    readonly member: Of<typeof memberShape>;
    readonly tenant: Of<typeof tenantShape>;
}

/** What a page asks of whoever opens it: a role or a higher one, the operator's flag, a login, or nothing. */
export type Least = Role | 'operator' | 'anyone';

export function may(me: Me | undefined, least: Least): boolean {
    if (least === 'anyone') {
        return true;
    }
    if (!me) {
        return false;
    }
    return least === 'operator' ? me.member.operator : roles.indexOf(me.member.role) >= roles.indexOf(least);
}

/** Asks the hub who is signed in. */
export async function whoAmI(): Promise<Me> {
    const [me, tenant] = await Promise.all([api.get('/api/v1/auth/me', meShape), api.get('/api/v1/tenant', tenantShape)]);
    return { member: me.member, tenant };
}

/** Signs in; the session itself is in a cookie that no script can read. */
export async function signIn(email: string, password: string): Promise<{ id: string; email: string }> {
    return (await api.enter('/api/v1/auth/login', { email, password }, openedShape)).member;
}

export async function signOut(): Promise<void> {
    await api.post('/api/v1/auth/logout', {}, object({}));
}

/** Makes the first member with the printed link, who is then signed in. */
export async function setUp(form: { token: string; tenantName: string; email: string; password: string }): Promise<void> {
    await api.enter('/api/v1/auth/setup', form, openedShape);
}

/** Chooses another password with a link; its member is then signed in, and nowhere else. */
export async function reset(form: { token: string; password: string }): Promise<void> {
    await api.enter('/api/v1/auth/reset', form, openedShape);
}

/** Chooses a password with the link of an invitation; its member is then signed in. */
export async function accept(form: { token: string; password: string }): Promise<void> {
    await api.enter('/api/v1/auth/accept', form, openedShape);
}
