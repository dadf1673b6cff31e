import type { Refusal } from './shapes.ts';

/** A page that was refused, over all the ways in which it tried. */
export interface RefusedOrigin {
    origin: string;
    count: number;
    lastAt: string;
}

/** The origins that were refused and are still not allowed, the latest first. */
export function byOrigin(refusals: readonly Refusal[], allowed: readonly string[]): RefusedOrigin[] {
    const found = new Map<string, RefusedOrigin>();
    for (const { origin, count, lastAt } of refusals) {
        if (origin !== undefined && origin !== 'null' && !allowed.includes(origin) && !allowed.includes('*')) {
            const before = found.get(origin);
            found.set(origin, {
                origin, count: count + (before?.count ?? 0), lastAt: before && before.lastAt > lastAt ? before.lastAt : lastAt,
            });
        }
    }
    return [...found.values()].sort((a, b) => b.lastAt.localeCompare(a.lastAt));
}
