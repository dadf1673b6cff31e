import type { Clock } from '../clock.ts';

const interval = 25_000;
const patience = 5_000;

/** Notices a connection that died without a word: a ping after 25 quiet seconds, and 5 s for any answer. */
export class Heartbeat {
    #cancel: () => void = () => {};

    constructor(
        private readonly clock: Clock,
        private readonly ping: () => void,
        private readonly dead: () => void,
    ) {}

    /** Something arrived: the connection lives. */
    heard(): void {
        this.#cancel();
        this.#cancel = this.clock.after(interval, () => this.probe());
    }

    /** Asks at once, for instance when the computer has just woken up. */
    probe(): void {
        this.#cancel();
        this.#cancel = this.clock.after(patience, this.dead);
        this.ping();
    }

    stop(): void {
        this.#cancel();
    }
}
