import { BASE } from './paths.ts';

/** Asks whether to leave a page with unsaved changes; true leaves it. */
export type Ask = () => Promise<boolean>;

/** The address bar and the history, as pages below `/console`. Fires `move` when somebody is at another address. */
export class Router extends EventTarget {
    /** Set by the shell: how it is asked whether to leave unsaved changes. */
    ask: Ask = () => Promise.resolve(true);
    readonly #unsaved = new Set<() => boolean>();
    #index = 0;
    #held = BASE;
    #leaving = false;

    start(): void {
        history.replaceState({ index: this.#index }, '');
        this.#held = location.pathname;
        document.addEventListener('click', (event) => this.#onClick(event));
        window.addEventListener('popstate', (event) => void this.#onPop(event));
        window.addEventListener('beforeunload', (event) => {
            if (this.hasUnsaved()) {
                event.preventDefault();
            }
        });
    }

    /** Below `/console`, such as `/agents`. */
    get path(): string {
        return location.pathname.slice(BASE.length) || '/';
    }

    get query(): URLSearchParams {
        return new URLSearchParams(location.search);
    }

    /** The address of a path below `/console`. */
    href(path: string): string {
        return `${BASE}${path}`;
    }

    /** Goes to a path below `/console`, query included; stays if there are unsaved changes that somebody wants to keep. */
    async go(path: string, how: 'push' | 'replace' = 'push'): Promise<void> {
        const target = new URL(this.href(path), location.origin);
        if (target.pathname !== location.pathname && !(await this.#mayLeave())) {
            return;
        }
        if (how === 'push') {
            this.#index += 1;
            history.pushState({ index: this.#index }, '', target);
        } else {
            history.replaceState({ index: this.#index }, '', target);
        }
        this.#arrive();
    }

    /** Sets parameters of this page's address, an empty one by leaving it out; adds no step to the history. */
    filter(parameters: Readonly<Record<string, string>>): void {
        const query = this.query;
        for (const [name, value] of Object.entries(parameters)) {
            if (value === '') {
                query.delete(name);
            } else {
                query.set(name, value);
            }
        }
        void this.go(`${this.path}${query.size === 0 ? '' : `?${query}`}`, 'replace');
    }

    /** Asks before leaving as long as `isUnsaved` says so. Returns what takes the question back. */
    guard(isUnsaved: () => boolean): () => void {
        this.#unsaved.add(isUnsaved);
        return () => this.#unsaved.delete(isUnsaved);
    }

    hasUnsaved(): boolean {
        return [...this.#unsaved].some((isUnsaved) => isUnsaved());
    }

    async #mayLeave(): Promise<boolean> {
        return !this.hasUnsaved() || (await this.ask());
    }

    #arrive(): void {
        this.#held = location.pathname;
        this.dispatchEvent(new Event('move'));
    }

    /** The browser has moved already: goes back first, asks, and goes again if the answer is to leave. */
    async #onPop(event: PopStateEvent): Promise<void> {
        const index = indexOf(event.state);
        const steps = index - this.#index;
        if (this.#leaving || steps === 0 || location.pathname === this.#held || !this.hasUnsaved()) {
            this.#leaving = false;
            this.#index = index;
            this.#arrive();
            return;
        }
        this.#leaving = true;
        const returned = new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true }));
        history.go(-steps);
        await returned;
        this.#leaving = false;
        if (await this.ask()) {
            this.#leaving = true;
            history.go(steps);
        }
    }

    #onClick(event: MouseEvent): void {
        const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
        if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
            return;
        }
        const target = new URL(link.href);
        if (target.origin === location.origin && target.pathname.startsWith(`${BASE}/`) && link.target === '' && !link.hasAttribute('download')) {
            event.preventDefault();
            void this.go(target.pathname.slice(BASE.length) + target.search);
        }
    }
}

function indexOf(state: unknown): number {
    return typeof state === 'object' && state !== null && 'index' in state && typeof state.index === 'number' ? state.index : 0;
}

/** The one router of this page. */
export const router = new Router();

/** The title of the document, with the product's name behind it. */
export function nameThisPage(title: string): void {
    document.title = `${title} · Parley`;
}
