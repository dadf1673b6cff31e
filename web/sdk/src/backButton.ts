function stateOf(): Record<string, unknown> {
    const state: unknown = history.state;
    return typeof state === 'object' && state !== null ? { ...state } : {};
}

let steps = 0;

/**
 * Lets the back button close a chat that covers the page, by one step of history with the page's own address and
 * state. Returns what to call when the chat closes otherwise; it takes the step back unless the page has moved on.
 */
export function closeOnBack(close: () => void): () => void {
    const step = `${performance.now()} ${(steps += 1)}`;
    const isHere = (): boolean => stateOf()['parley'] === step;
    history.pushState({ ...stateOf(), parley: step }, '');
    const moved = (): void => {
        if (!isHere()) {
            close();
        }
    };
    addEventListener('popstate', moved);
    return () => {
        removeEventListener('popstate', moved);
        if (isHere()) {
            history.back();
        }
    };
}
