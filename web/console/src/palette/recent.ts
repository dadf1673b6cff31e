const KEY = 'parley-recent';
const KEPT = 8;

/** What this member used last in the palette, newest first; nothing where the browser stores nothing. */
export function recent(member: string): readonly string[] {
    try {
        const kept: unknown = JSON.parse(localStorage.getItem(`${KEY}-${member}`) ?? '[]');
        return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
    } catch {
        return [];
    }
}

export function remember(member: string, id: string): void {
    try {
        const kept = [id, ...recent(member).filter((each) => each !== id)].slice(0, KEPT);
        localStorage.setItem(`${KEY}-${member}`, JSON.stringify(kept));
    } catch {
        // Without storage there is nothing to remember.
    }
}
