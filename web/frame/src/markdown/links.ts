/** Where a link of an answer may lead; everything else is shown as text. */
export interface SafeLink {
    readonly href: string;
    /** What the reader is told about the destination: the host, the address, the number. */
    readonly destination: string;
}

const followed = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** The link as the browser would follow it, or undefined when it is relative, malformed or of a scheme we do not follow. */
export function safeLink(href: string): SafeLink | undefined {
    const url = URL.canParse(href) ? new URL(href) : undefined;
    if (url === undefined || !followed.has(url.protocol)) {
        return undefined;
    }
    return { href: url.href, destination: url.host === '' ? decoded(url.pathname) : url.host };
}

function decoded(path: string): string {
    try {
        return decodeURIComponent(path);
    } catch {
        return path;
    }
}
