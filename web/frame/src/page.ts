import { isString } from '@parley/protocol';

/** What the hub wrote into the page that it served, and what the address asks for. */
export interface Page {
    /** Slug or id: the hub's name for the agent in addresses. */
    readonly agent: string;
    readonly name: string;
    /** Says to the hub how this page was loaded; sent with everything. */
    readonly ticket: string | undefined;
    /** The origins of pages that may embed the agent; empty: any. */
    readonly origins: readonly string[];
    readonly framed: boolean;
    /** Cosmetic: show no login form. */
    readonly hideLogin: boolean;
    readonly theme: string | null;
    readonly locale: string | null;
    /** The SDK's name for this frame, from the fragment. */
    readonly nonce: string | undefined;
}

export function readPage(document: Document, address: string): Page {
    const meta = (name: string): string | undefined =>
        document.querySelector<HTMLMetaElement>(`meta[name="parley-${name}"]`)?.content || undefined;
    const url = new URL(address);
    const nonce = new URLSearchParams(url.hash.slice(1)).get('parley');
    return {
        agent: meta('agent') ?? '',
        name: meta('name') ?? document.title,
        ticket: meta('ticket'),
        origins: parseOrigins(meta('origins')),
        framed: meta('framed') === 'true',
        hideLogin: url.searchParams.get('HIDE_LOGIN')?.toLowerCase() === 'true',
        theme: url.searchParams.get('theme'),
        locale: url.searchParams.get('locale'),
        nonce: nonce === null || nonce === '' ? undefined : nonce,
    };
}

function parseOrigins(text: string | undefined): readonly string[] {
    try {
        const value: unknown = JSON.parse(text ?? '[]');
        return Array.isArray(value) ? value.filter(isString) : [];
    } catch {
        return [];
    }
}
