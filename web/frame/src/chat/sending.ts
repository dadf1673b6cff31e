import { isCuredByRefresh, type AcceptedFrame, type ClientFrame, type Refusal } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { isFresh, type Outbox, type Outgoing } from '../conversation/outbox.ts';

export interface SendingPorts {
    readonly clock: Clock;
    send(frame: ClientFrame): boolean;
    changed(): void;
    /** A send was refused for the token's sake. */
    tokenRefused(refusal: Refusal): void;
}

/** Lets the outbox out onto the line: in order, not while we are being identified anew, not before the hub's wait is over. */
export class Sending {
    #synced = false;
    #held = false;
    #cancelWait: () => void = () => {};
    /** Until when the hub asked us to send nothing; milliseconds since 1970. */
    waitUntil: number | undefined;

    constructor(
        private readonly outbox: Outbox,
        private readonly ports: SendingPorts,
    ) {}

    get isSynced(): boolean {
        return this.#synced;
    }

    /** The line is up and what is on the screen is whole. */
    synced(): void {
        this.#synced = true;
        this.flush();
    }

    /** Another conversation is shown, and not whole yet. */
    unsynced(): void {
        this.#synced = false;
    }

    lineDropped(): void {
        this.#synced = false;
        this.#held = false;
        this.outbox.lineDropped();
    }

    /** Nothing goes out until `release`: the hub would refuse it. */
    hold(): void {
        this.#held = true;
    }

    release(): void {
        this.#held = false;
        this.flush();
    }

    flush(): void {
        if (!this.#synced || this.#held || this.waitUntil !== undefined) {
            return;
        }
        for (const { id, text, conversation } of this.outbox.sendable()) {
            const to = isFresh(conversation) ? 'new' : conversation;
            if (this.ports.send({ type: 'send', id, text, conversation: to })) {
                this.outbox.sent(id);
            }
        }
        this.ports.changed();
    }

    accepted({ id, conversation }: AcceptedFrame): Outgoing | undefined {
        const done = this.outbox.accepted(id, conversation);
        this.flush();
        return done;
    }

    refused(id: string, refusal: Refusal): void {
        if (isCuredByRefresh(refusal.code)) {
            this.outbox.again(id);
            this.ports.tokenRefused(refusal);
        } else if (refusal.retryAfterMs !== undefined) {
            this.outbox.again(id);
            this.#wait(refusal.retryAfterMs);
        } else {
            this.outbox.refused(id, refusal);
        }
        this.ports.changed();
    }

    retry(id: string): void {
        this.outbox.again(id);
        this.flush();
    }

    /** Another user, or none: no wait of the first counts for the next. */
    reset(): void {
        this.#cancelWait();
        this.waitUntil = undefined;
        this.#held = false;
    }

    #wait(milliseconds: number): void {
        this.#cancelWait();
        this.waitUntil = this.ports.clock.now() + milliseconds;
        this.#cancelWait = this.ports.clock.after(milliseconds, () => {
            this.waitUntil = undefined;
            this.flush();
        });
    }
}
