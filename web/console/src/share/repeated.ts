import type { ReactiveController, ReactiveControllerHost } from 'lit';

const EVERY_MS = 5000;

/** Does something again every five seconds while its element is on the page and the page is looked at. */
export class Repeated implements ReactiveController {
    #timer: ReturnType<typeof setInterval> | undefined;
    readonly #work: () => Promise<void>;

    constructor(host: ReactiveControllerHost, work: () => Promise<void>) {
        this.#work = work;
        host.addController(this);
    }

    hostConnected(): void {
        this.#timer = setInterval(() => {
            if (document.visibilityState === 'visible') {
                void this.#work();
            }
        }, EVERY_MS);
    }

    hostDisconnected(): void {
        clearInterval(this.#timer);
    }
}
