import type { ClientFrame, Refusal, TokenReason } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { TokenUnavailable, type Identity, type Obstacle } from '../identity/identity.ts';
import { refreshDelay } from './refreshTiming.ts';

export interface RenewalPorts {
    readonly clock: Clock;
    readonly random: () => number;
    send(frame: ClientFrame): boolean;
    changed(): void;
    /** There is no line to present the new token on. */
    reconnect(): void;
    /** No token came although one is needed. */
    failed(refusal: Refusal): void;
}

/** A new token on a living connection: asked for before the old one ends and when the hub demands it. */
export class Renewal {
    /** No token came although one is needed: the page asks the user what to do. */
    failure: Obstacle | undefined;
    /** Why the hub demands a token; undefined while the present one counts. */
    #cause: string | undefined;
    /** The hub has the token that it demanded and has yet to say whether it takes it. */
    #presented = false;
    #refusedBefore = false;
    #cancelEarly: () => void = () => {};

    constructor(
        private readonly identity: Identity,
        private readonly ports: RenewalPorts,
    ) {}

    /** The token still holds; a failure now is no news for the user, the hub will demand it in a minute. */
    async early(): Promise<void> {
        if (this.identity.canRenew) {
            await this.#present('expiring').catch(() => {});
        }
    }

    /** The token holds no more, for this reason. */
    async demanded(code: string, reason: TokenReason = 'refused'): Promise<void> {
        this.failure = undefined;
        this.#cause = code;
        this.#presented = false;
        this.#refusedBefore &&= reason !== 'retry';
        if (this.identity.isFromLogin) {
            return; // nobody but its owner can renew a login: the hub closes the line, and the way in is shown again
        }
        try {
            await this.#present(reason);
            this.#presented = true;
        } catch (error) {
            this.#fail(error instanceof TokenUnavailable ? error : new TokenUnavailable('failed'));
        }
        this.ports.changed();
    }

    /** The hub refused something: if it was the token it demanded, the host page is asked once more, and then the user. */
    refused(refusal: Refusal): void {
        if (!this.#presented) {
            return;
        }
        if (this.#refusedBefore) {
            this.#presented = false;
            this.#fail(new TokenUnavailable('stale'), refusal);
        } else {
            this.#refusedBefore = true;
            void this.demanded(refusal.code);
        }
    }

    /** The hub knows who we are, until then: a newer token is asked for a little before that. */
    settled({ serverTime, expiresAt }: { serverTime: string; expiresAt?: string }): void {
        this.stop();
        if (expiresAt !== undefined) {
            const delay = refreshDelay({ serverTime, expiresAt }, this.ports.random());
            this.#cancelEarly = this.ports.clock.after(delay, () => void this.early());
        }
    }

    /** Nothing is owed to anybody any more. */
    stop(): void {
        this.#cancelEarly();
        this.failure = undefined;
        this.#cause = undefined;
        this.#presented = false;
        this.#refusedBefore = false;
    }

    /** A token came unasked: the host page's next one, or a login's. */
    offered(token: string, isFromLogin: boolean): void {
        this.identity.accept(token, isFromLogin);
        this.failure = undefined;
        this.#identify(token);
    }

    async #present(reason: TokenReason): Promise<void> {
        this.#identify(await this.identity.renew(reason));
    }

    /** `told` is what the host page hears: the hub's own words where only the hub knows. */
    #fail({ refusal }: TokenUnavailable, told: Refusal = refusal): void {
        this.failure = this.#cause === undefined ? refusal : { ...refusal, cause: this.#cause };
        this.ports.failed(told);
    }

    #identify(token: string): void {
        if (!this.ports.send({ type: 'identify', token })) {
            this.ports.reconnect();
        }
    }
}
