import { isRecord, isString, type Guard } from './guards.ts';

/** The fields of each message of a union beside `type`. */
export type Fields = Readonly<Record<string, Guard<unknown>>>;

export const isNonEmpty: Guard<string> = (value): value is string => isString(value) && value !== '';

/** The guard of a union told apart by `type`; a type it does not name fails, `__proto__` and `constructor` included. */
export function byType(messages: Readonly<Record<string, Fields>>): (value: unknown) => boolean {
    const known = new Map(Object.entries(messages));
    return (value) => {
        const fields = isRecord(value) ? known.get(value['type'] as string) : undefined;
        return fields !== undefined && Object.entries(fields).every(([name, guard]) => guard((value as Fields)[name]));
    };
}
