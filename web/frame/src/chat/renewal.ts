import type { ClientFrame, Refusal, TokenReason } from '@parley/protocol';
import { TokenUnavailable, type Identity } from '../identity/identity.ts';

export interface RenewalPorts {
    send(frame: ClientFrame): boolean;
    changed(): void;
    /** There is no line to present the new token on. */
    reconnect(): void;
}

/** A new token on a living connection: asked for before the old one ends and when the hub demands it. */
export class Renewal {
    /** No token came although one is needed: the page asks the user what to do. */
    failure: Refusal | undefined;

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

    /** The token holds no more. */
    async demanded(reason: TokenReason = 'refused'): Promise<void> {
        this.failure = undefined;
        try {
            await this.#present(reason);
        } catch (error) {
            this.failure = error instanceof TokenUnavailable ? error.refusal : new TokenUnavailable('failed').refusal;
        }
        this.ports.changed();
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

    #identify(token: string): void {
        if (!this.ports.send({ type: 'identify', token })) {
            this.ports.reconnect();
        }
    }
}
