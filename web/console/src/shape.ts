/** What an answer must look like: turns unknown data into a T, or throws a Mismatch that says where it differs. */
export type Shape<T> = (value: unknown, place: string) => T;

/** What a shape yields: `type Agent = Of<typeof agent>`. */
export type Of<S> = S extends Shape<infer T> ? T : never;

export class Mismatch extends Error {
    constructor(place: string, expected: string) {
        super(`${place || 'the answer'} is not ${expected}`);
        this.name = 'Mismatch';
    }
}

function primitive<T>(expected: string, accepts: (value: unknown) => value is T): Shape<T> {
    return (value, place) => {
        if (!accepts(value)) {
            throw new Mismatch(place, expected);
        }
        return value;
    };
}

export const text = primitive('text', (value): value is string => typeof value === 'string');
export const number = primitive('a number', (value): value is number => typeof value === 'number');
export const flag = primitive('true or false', (value): value is boolean => typeof value === 'boolean');
/** Anything at all, to be looked at later. */
export const anything: Shape<unknown> = (value) => value;

/** One of some texts. */
export function oneOf<const T extends string>(...texts: T[]): Shape<T> {
    return primitive(texts.join(' or '), (value): value is T => texts.includes(value as T));
}

/** The value, or undefined where it is absent or null. */
export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
    return (value, place) => (value === undefined || value === null ? undefined : shape(value, place));
}

export function list<T>(shape: Shape<T>): Shape<T[]> {
    return (value, place) => {
        if (!Array.isArray(value)) {
            throw new Mismatch(place, 'a list');
        }
        return value.map((item: unknown, index) => shape(item, `${place}[${index}]`));
    };
}

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Values by name, such as the variables of a user. */
export function record<T>(shape: Shape<T>): Shape<Record<string, T>> {
    return (value, place) => {
        if (!isRecord(value)) {
            throw new Mismatch(place, 'an object');
        }
        return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shape(each, `${place}.${name}`)]));
    };
}

type Fields = Record<string, Shape<unknown>>;
type Absent<F extends Fields> = { [K in keyof F]: undefined extends Of<F[K]> ? K : never }[keyof F];
type Known<F extends Fields> = { [K in Exclude<keyof F, Absent<F>>]: Of<F[K]> } & {
    [K in Absent<F>]?: Of<F[K]> | undefined;
};

/** An object with at least these fields; others are left out. */
export function object<F extends Fields>(fields: F): Shape<{ [K in keyof Known<F>]: Known<F>[K] }> {
    return (value, place) => {
        if (!isRecord(value)) {
            throw new Mismatch(place, 'an object');
        }
        const known = Object.entries(fields).map(([name, shape]) => [name, shape(value[name], place ? `${place}.${name}` : name)]);
        return Object.fromEntries(known) as { [K in keyof Known<F>]: Known<F>[K] };
    };
}

export interface Page<T> {
    items: T[];
    /** Give it back as `?before=` for the page after. */
    next?: string | undefined;
}

/** One page of a list. */
export function pageOf<T>(item: Shape<T>): Shape<Page<T>> {
    return object({ items: list(item), next: optional(text) });
}

/** An answer that says nothing beyond having worked. */
export const nothing = object({});
