/** What a script tag has put on the page. */
interface Mounted {
    readonly element: Element;
    destroy(): void;
}

/**
 * Makes the chat that a script tag describes, if it has the attribute `required`, once the page's body exists. The
 * same tag run again, as page-swapping libraries do, keeps a chat that is there and replaces one that went.
 */
export function mountFromScript(
    script: HTMLScriptElement | null,
    required: string,
    create: (script: HTMLScriptElement) => Mounted,
): void {
    if (!script?.hasAttribute(required)) {
        return;
    }
    // On the window, which outlives a swapped body.
    const chats = window as unknown as Record<string, Mounted | undefined>;
    const key = `parley ${script.src}${JSON.stringify(script.dataset)}`;
    const mount = (): void => {
        const former = chats[key];
        if (!former?.element.isConnected) {
            former?.destroy();
            chats[key] = create(script);
        }
    };
    if (document.body) {
        mount();
    } else {
        addEventListener('DOMContentLoaded', mount);
    }
}
