import type { ClientFrame, Refusal, TokenReason } from '@parley/protocol';
import { TokenUnavailable, type Identity } from '../identity/identity.ts';

export interface RenewalPorts {
    send(frame: ClientFrame): boolean;
    changed(): void;
    /** There is no line to present the new token on. */
    reconnect(): void;
}

/** Why no token came, and the code of the refusal that made one necessary. */
export interface RenewalFailure extends Refusal {
    readonly because: string;
}

/** A new token on a living connection: asked for before the old one ends and when the hub demands it. */
export class Renewal {
    /** No token came although one is needed: the page asks the user what to do. */
    failure: RenewalFailure | undefined;

    #code = 'session_expired';

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

    /** The token holds no more, because of `code`. Without a new one, that is what the failure is called. */
    async demanded(code: string, reason: TokenReason = 'refused'): Promise<void> {
        this.#code = code;
        this.failure = undefined;
        try {
            await this.#present(reason);
        } catch (error) {
            const unavailable = error instanceof TokenUnavailable ? error : new TokenUnavailable('failed');
            this.failure = { ...unavailable.refusal, because: code };
        }
        this.ports.changed();
    }

    /** A person asks for what was demanded before. */
    retry(): Promise<void> {
        return this.demanded(this.#code, 'retry');
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
