/** How near to the end, in pixels, still counts as reading along. */
const near = 64;

/** Keeps the newest text in sight while the reader is at the end, and never moves the page under one who scrolled up. */
export class Following {
    #scroller: HTMLElement | undefined;
    #isAtEnd = true;
    #heightBefore: number | undefined;
    readonly #observer: ResizeObserver;

    /** @param changed the reader reached the end or left it */
    constructor(private readonly changed: () => void) {
        this.#observer = new ResizeObserver(() => this.keepUp());
    }

    get isAtEnd(): boolean {
        return this.#isAtEnd;
    }

    watch(scroller: HTMLElement | null): void {
        if (scroller === null || scroller === this.#scroller) {
            return;
        }
        this.#observer.disconnect();
        this.#scroller = scroller;
        scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
        this.#observer.observe(scroller);
        if (scroller.firstElementChild !== null) {
            this.#observer.observe(scroller.firstElementChild);
        }
    }

    /** Goes to the end and stays there. */
    toEnd(): void {
        this.#isAtEnd = true;
        this.keepUp();
        this.changed();
    }

    /** Earlier messages are about to appear above: what is being read must stay where it is. */
    holdPlace(): void {
        this.#heightBefore = this.#scroller?.scrollHeight;
    }

    keepUp(): void {
        const scroller = this.#scroller;
        if (scroller === undefined) {
            return;
        }
        if (this.#heightBefore !== undefined && scroller.scrollHeight !== this.#heightBefore) {
            scroller.scrollTop += scroller.scrollHeight - this.#heightBefore;
            this.#heightBefore = undefined;
        } else if (this.#isAtEnd) {
            scroller.scrollTop = scroller.scrollHeight;
        }
    }

    #scrolled(): void {
        const scroller = this.#scroller;
        if (scroller === undefined) {
            return;
        }
        const isAtEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < near;
        if (isAtEnd !== this.#isAtEnd) {
            this.#isAtEnd = isAtEnd;
            this.changed();
        }
    }
}
