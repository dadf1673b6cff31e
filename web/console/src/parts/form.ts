import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ApiError, asApiError } from '../apiError.ts';

/** What a form sends: busy while the hub thinks, and the problem it had, which its fields or a notice show. */
export class Sending implements ReactiveController {
    busy = false;
    problem: ApiError | undefined;
    readonly #host: ReactiveControllerHost & HTMLElement;

    constructor(host: ReactiveControllerHost & HTMLElement) {
        this.#host = host;
        host.addController(this);
    }

    hostConnected(): void {}

    /** Sends once at a time; undefined if it did not work. Afterwards the first wrong field has the focus. */
    async send<T>(work: () => Promise<T>): Promise<T | undefined> {
        if (this.busy) {
            return undefined;
        }
        this.busy = true;
        this.problem = undefined;
        this.#host.requestUpdate();
        try {
            return await work();
        } catch (problem) {
            this.problem = asApiError(problem);
            return undefined;
        } finally {
            this.busy = false;
            this.#host.requestUpdate();
            void this.#host.updateComplete.then(() => this.#host.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
        }
    }

    /** The problem, unless one of these fields shows it. */
    besides(...fields: string[]): ApiError | undefined {
        const field = this.problem?.field;
        return field !== undefined && fields.some((name) => field === name || field.startsWith(`${name}[`) || field.startsWith(`${name}.`))
            ? undefined
            : this.problem;
    }
}

/** What was typed into a form, by the names of its fields. */
export function typed(event: SubmitEvent): Record<string, string> {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    return Object.fromEntries([...data].map(([name, value]) => [name, typeof value === 'string' ? value : value.name]));
}
