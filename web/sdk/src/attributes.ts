import { ParleyError } from './errors.ts';
import type { ParleyOptions, ParleyToken } from './options.ts';

/** A token function that asks the page's own backend, which answers `{"token": "…"}`. */
function tokenFromUrl(url: string): () => Promise<string> {
    return async () => {
        const response = await fetch(url, { cache: 'no-store' });
        if (!response.ok) {
            throw response;
        }
        return ((await response.json()) as { token: string }).token;
    };
}

/** A function of the page, looked up when it is needed: the script that defines it may come later. */
function tokenFromPage(name: string): () => string | Promise<string> {
    return () => {
        const found = (globalThis as Record<string, unknown>)[name];
        if (typeof found !== 'function') {
            throw new ParleyError('invalid_options', `token-function: this page has no function ${name}`);
        }
        return found() as string | Promise<string>;
    };
}

/** A token function, never a token: what stands in an attribute can be read by everything on the page. */
export function tokenFrom(url: string | undefined, name: string | undefined): ParleyToken | undefined {
    return url ? tokenFromUrl(url) : name ? tokenFromPage(name) : undefined;
}

/**
 * The options that an element's attributes give by their names after `prefix`: the texts of `ParleyOptions`, `open` and
 * `preload` unless they say `false`, `starters` as `a|b|c`, and `token-url` or `token-function` for `token`.
 */
export function optionsFrom(element: Element, prefix: string): ParleyOptions {
    const given = new Map<string, string>();
    for (const { name, value } of element.attributes) {
        if (name.startsWith(prefix)) {
            given.set(name.slice(prefix.length), value);
        }
    }
    const token = tokenFrom(given.get('token-url'), given.get('token-function'));
    const starters = given.get('starters')?.split('|');
    const flags = { open: given.has('open') && given.get('open') !== 'false', preload: given.get('preload') !== 'false' };
    return { ...Object.fromEntries(given), ...flags, starters, token } as unknown as ParleyOptions;
}
