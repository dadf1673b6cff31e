/** The claims that name a user in the three kinds of identity token. */
const naming = ['user_email', 'tenantId', 'userId', 'sub'];

function nameIn(token: string): string | undefined {
    try {
        const payload = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
        const claims = Object(JSON.parse(atob(payload))) as Record<string, unknown>;
        const values = naming.map((claim) => claims[claim] ?? null);
        return values.some((value) => value !== null) ? JSON.stringify(values) : undefined;
    } catch {
        return undefined;
    }
}

/**
 * Whether two tokens name the same user, read without verifying. It decides only whether another tab's token may stand
 * in for this tab's own, so that a tab where an administrator acts as somebody else never takes it; the hub verifies.
 */
export function sameUser(one: string, other: string): boolean {
    const name = nameIn(one);
    return name !== undefined && name === nameIn(other);
}
