import type { TemplateResult } from 'lit';
import type { Least, Me } from './session.ts';

/** What every address of the console begins with. */
export const BASE = '/console';

/** Where somebody is in the console. */
export interface Place {
    /** Below `/console`, such as `/agents/agt_1`. */
    readonly path: string;
    /** What `{name}` in the pattern stands for. */
    readonly parameters: Readonly<Record<string, string>>;
    readonly query: URLSearchParams;
    readonly me: Me;
}

/** What the module of an area exports: its page at a place. */
export interface Area {
    page(place: Place): TemplateResult;
}

export interface Line {
    readonly pattern: string;
    /** Of the document, until the page gives a better one with `nameThisPage`. */
    readonly title: string;
    readonly least: Least;
    readonly area: () => Promise<Area>;
}

export interface Found {
    readonly line: Line;
    readonly parameters: Readonly<Record<string, string>>;
}

/** The line for a path below `/console`, if there is one. */
export function find(table: readonly Line[], path: string): Found | undefined {
    const found = table.flatMap((line) => {
        const parameters = match(line.pattern, path);
        return parameters ? [{ line, parameters }] : [];
    });
    return found.sort((a, b) => Object.keys(a.parameters).length - Object.keys(b.parameters).length)[0];
}

function match(pattern: string, path: string): Record<string, string> | undefined {
    const wanted = segments(pattern);
    const given = segments(path);
    const parameters: Record<string, string> = {};
    const fits = wanted.length === given.length && wanted.every((segment, index) => {
        const value = given[index] ?? '';
        if (!segment.startsWith('{')) {
            return segment === value;
        }
        parameters[segment.slice(1, -1)] = decode(value);
        return true;
    });
    return fits ? parameters : undefined;
}

function segments(path: string): string[] {
    return path.split('/').filter((segment) => segment !== '');
}

function decode(segment: string): string {
    try {
        return decodeURIComponent(segment);
    } catch {
        return segment;
    }
}

/** Where to go after signing in: a path below `/console` from `?next=`, or the first page for anything else. */
export function nextPath(next: string | null): string {
    if (next === null || !/^\/[\x21-\x7e]*$/.test(next) || /\/\/|\\|%[01]|%2f|%5c/i.test(next)) {
        return '/';
    }
    const { pathname, search } = new URL(BASE + next, 'http://console.invalid');
    return pathname.startsWith(`${BASE}/`) ? pathname.slice(BASE.length) + search : '/';
}
