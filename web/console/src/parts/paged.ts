import type { ReactiveControllerHost } from 'lit';
import { asApiError } from '../apiError.ts';
import type { Page } from '../shape.ts';
import { Loaded } from './loaded.ts';
import { toast } from './toast.ts';

/** A list that the hub hands out page by page; later pages are put behind the first. */
export class Paged<T> extends Loaded<Page<T>> {
    readonly #page: (before: string | undefined, signal?: AbortSignal) => Promise<Page<T>>;

    /** @param page fetches the page that begins after `before` */
    constructor(host: ReactiveControllerHost, page: (before: string | undefined, signal?: AbortSignal) => Promise<Page<T>>) {
        super(host, (signal) => page(undefined, signal));
        this.#page = page;
    }

    /** Fetches the next page; undefined when there is none. What a table takes as its `more`. */
    get more(): (() => void) | undefined {
        return this.value?.next === undefined || this.loading ? undefined : () => void this.#fetch();
    }

    async #fetch(): Promise<void> {
        const shown = this.value;
        try {
            const page = await this.#page(shown?.next);
            if (this.value === shown && shown) {
                this.set({ ...page, items: [...shown.items, ...page.items] });
            }
        } catch (problem) {
            toast(asApiError(problem).detail);
        }
    }
}
