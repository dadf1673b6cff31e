import type { TemplateResult } from 'lit';
import type { Least, Me } from './session.ts';

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

const agents = (): Promise<Area> => import('./agents/area.ts');

/** Every page of the console. A fixed segment goes before a `{parameter}`; the area is fetched when it is first opened. */
export const routes: readonly Line[] = [
    { pattern: '/', title: 'Home', least: 'member', area: () => import('./home/area.ts') },
    { pattern: '/agents', title: 'Agents', least: 'builder', area: agents },
];

/** Pages for people who are not signed in, without the navigation. */
export const entrances: readonly Line[] = [
    { pattern: '/sign-in', title: 'Sign in', least: 'anyone', area: () => import('./welcome/signIn.ts') },
    { pattern: '/setup', title: 'Set up Parley', least: 'anyone', area: () => import('./welcome/setUp.ts') },
    { pattern: '/accept', title: 'Choose your password', least: 'anyone', area: () => import('./welcome/accept.ts') },
];

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
