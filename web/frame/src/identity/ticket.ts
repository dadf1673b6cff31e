import { isRecord, isString } from '@parley/protocol';
import type { Clock } from '../clock.ts';

/** The hub takes a ticket for twelve hours. */
const freshFor = 6 * 60 * 60 * 1000;

/** The hub's note on how this page was loaded, renewed by itself while the page stays open. */
export class Ticket {
    #since: number;
    #renewing: Promise<void> | undefined;

    /** @param renew exchanges a ticket for a fresh one; undefined when that did not work */
    constructor(
        private value: string | undefined,
        private readonly clock: Clock,
        private readonly renew: (ticket: string) => Promise<string | undefined>,
    ) {
        this.#since = clock.now();
    }

    /** The ticket to show now. Where it could not be renewed, the old one: the hub says what is to be done. */
    async current(): Promise<string | undefined> {
        if (this.value !== undefined && this.clock.now() - this.#since > freshFor) {
            await (this.#renewing ??= this.#renew(this.value));
        }
        return this.value;
    }

    async #renew(old: string): Promise<void> {
        const renewed = await this.renew(old);
        this.#renewing = undefined;
        if (renewed !== undefined) {
            this.value = renewed;
            this.#since = this.clock.now();
        }
    }
}

/** Asks the hub for a fresh ticket. Never rejects. */
export function ticketRenewal(agent: string, fetch: typeof globalThis.fetch): (ticket: string) => Promise<string | undefined> {
    return async (ticket) => {
        try {
            const response = await fetch.call(undefined, `/embed/v1/agents/${encodeURIComponent(agent)}/ticket`, {
                method: 'POST',
                headers: { Accept: 'application/json', 'Parley-Ticket': ticket },
                cache: 'no-store',
            });
            const answer: unknown = await response.json();
            const data = isRecord(answer) ? answer['data'] : undefined;
            return isRecord(data) && isString(data['ticket']) ? data['ticket'] : undefined;
        } catch {
            return undefined;
        }
    };
}
