import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ApiError, asApiError } from '../apiError.ts';
import { notice } from './notice.ts';
import { skeleton } from './skeleton.ts';

/** What a page loads from the hub: waiting, there, or refused. Loads when the page appears and whenever it is told to. */
export class Loaded<T> implements ReactiveController {
    value: T | undefined;
    problem: ApiError | undefined;
    loading = false;
    #last: AbortController | undefined;
    readonly #host: ReactiveControllerHost;
    readonly #load: (signal: AbortSignal) => Promise<T>;

    constructor(host: ReactiveControllerHost, load: (signal: AbortSignal) => Promise<T>) {
        this.#host = host;
        this.#load = load;
        host.addController(this);
    }

    hostConnected(): void {
        void this.reload();
    }

    hostDisconnected(): void {
        this.#last?.abort();
    }

    /** Loads again; what was there stays until the new is there. An earlier load that is still under way is forgotten. */
    async reload(): Promise<void> {
        this.#last?.abort();
        const controller = new AbortController();
        this.#last = controller;
        this.loading = true;
        this.#host.requestUpdate();
        try {
            const value = await this.#load(controller.signal);
            if (!controller.signal.aborted) {
                this.value = value;
                this.problem = undefined;
            }
        } catch (problem) {
            if (!controller.signal.aborted) {
                this.problem = asApiError(problem);
            }
        }
        if (!controller.signal.aborted) {
            this.loading = false;
            this.#host.requestUpdate();
        }
    }

    /** Puts a value there without asking the hub, such as the answer to a change. */
    set(value: T): void {
        this.value = value;
        this.#host.requestUpdate();
    }

    /** What is to be seen: the value, else why it is not there, else a skeleton of that many rows. */
    show(there: (value: T) => unknown, rows = 5): unknown {
        if (this.problem) {
            return notice(this.problem, () => void this.reload());
        }
        return this.value === undefined ? skeleton(rows) : there(this.value);
    }
}

