/**
 * Lets the back button close a chat that covers the page, by one step of history with the page's own address and
 * state. Returns what to call when the chat closes otherwise; it takes the step back unless the page has moved on.
 */
export function closeOnBack(close: () => void): () => void {
    const step = performance.now();
    const isHere = (): boolean => history.state?.parley === step;
    const moved = (): void => {
        if (!isHere()) {
            close();
        }
    };
    history.pushState({ ...history.state, parley: step }, '');
    addEventListener('popstate', moved);
    return () => {
        removeEventListener('popstate', moved);
        if (isHere()) {
            history.back();
        }
    };
}
