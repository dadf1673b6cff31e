import type { Clock } from '../clock.ts';

/** The hub's time, as far as its last word about it goes. */
export class HubClock {
    /** The hub's clock minus ours, in milliseconds. */
    #skew = 0;

    constructor(private readonly clock: Clock) {}

    learn(serverTime: string): void {
        this.#skew = Date.parse(serverTime) - this.clock.now();
    }

    /** ISO 8601, UTC. */
    now(): string {
        return new Date(this.clock.now() + this.#skew).toISOString();
    }
}
