const PATIENCE_MS = 5000;

/** Moves the focus to the page's h1 as soon as it is there, so that a screen reader reads where somebody has come. */
export async function focusHeading(root: HTMLElement): Promise<void> {
    const before = document.activeElement;
    const end = performance.now() + PATIENCE_MS;
    while (performance.now() < end) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const now = document.activeElement;
        if (now !== before && now?.closest('main')) {
            return;
        }
        const heading = root.querySelector<HTMLElement>('main h1');
        if (heading) {
            heading.focus();
            return;
        }
    }
}
