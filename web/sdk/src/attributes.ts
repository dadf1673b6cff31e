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
    return () => (globalThis as unknown as Record<string, () => string>)[name]?.() ?? '';
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
    const given: Record<string, unknown> = {};
    for (const name of element.getAttributeNames()) {
        const text = element.getAttribute(name);
        given[name.slice(prefix.length)] = text !== 'false' && (text || true);
    }
    const { starters, 'token-url': url, 'token-function': page } = given as Record<string, string | undefined>;
    return { ...given, starters: starters?.split('|'), token: tokenFrom(url, page) } as unknown as ParleyOptions;
}
