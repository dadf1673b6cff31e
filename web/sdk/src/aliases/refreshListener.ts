const needed = 'DHQ_IDENTITY_TOKEN_REFRESH_NEEDED';
const refreshed = 'DHQ_IDENTITY_TOKEN_REFRESHED';
const patience = 10_000;

/**
 * A token function that asks the listener which a page has for plain iframes. The question goes to the page's own window,
 * where only its own scripts hear it, and only an answer from there counts, while it is waited for.
 */
export function tokenFromListener(): Promise<string> {
    return new Promise((resolve) => {
        const hear = ({ source, data }: MessageEvent<unknown>): void => {
            const { type, identityToken } = Object(data) as Record<string, unknown>;
            if (source === window && type === refreshed && typeof identityToken === 'string') {
                removeEventListener('message', hear);
                resolve(identityToken);
            }
        };
        addEventListener('message', hear);
        setTimeout(() => removeEventListener('message', hear), patience);
        postMessage({ type: needed }, origin);
    });
}

/** Lets such a listener answer as its document says: `document.getElementById('dronahq-agent').contentWindow.postMessage`. */
export function standInForIframe(element: HTMLElement): void {
    element.id = 'dronahq-agent';
    Object.defineProperty(element, 'contentWindow', { value: window });
}
