/** Whether the agent lets pages of this origin embed it; no list means that any page may. */
export function isAllowedOrigin(origin: string, allowed: readonly string[]): boolean {
    return allowed.length === 0 || allowed.includes('*') || allowed.includes(origin);
}
