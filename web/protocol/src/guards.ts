/** Says whether a value that came from outside has the type. */
export type Guard<T> = (value: unknown) => value is T;

export const isString: Guard<string> = (value): value is string => typeof value === 'string';
export const isBoolean: Guard<boolean> = (value): value is boolean => typeof value === 'boolean';

/** A whole number that is not negative: sequence numbers, offsets, milliseconds. */
export const isCount: Guard<number> = (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** An ISO 8601 time that the browser can read. */
export const isTime: Guard<string> = (value): value is string => isString(value) && !Number.isNaN(Date.parse(value));

export function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function oneOf<const T extends string>(...allowed: readonly T[]): Guard<T> {
    const known = new Set<unknown>(allowed);
    return (value): value is T => known.has(value);
}

export function optional<T>(guard: Guard<T>): Guard<T | undefined> {
    return (value): value is T | undefined => value === undefined || guard(value);
}

export function listOf<T>(guard: Guard<T>): Guard<T[]> {
    return (value): value is T[] => Array.isArray(value) && value.every(guard);
}

/** A JSON object whose named fields pass; fields that are not named are let through. */
export function objectOf<T extends object>(fields: { readonly [K in keyof T]-?: Guard<T[K]> }): Guard<T> {
    const checks = Object.entries(fields) as [string, Guard<unknown>][];
    return (value): value is T => isRecord(value) && checks.every(([name, guard]) => guard(value[name]));
}
