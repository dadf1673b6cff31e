import type { TokenReason } from '@parley/protocol';
import { alone } from './alone.ts';
import { callTokenFunction, type TokenAnswer, type TokenFunction } from './tokenCall.ts';

/** Gives the tokens of one token function to every embed that uses it, and asks for each of them once. */
export interface TokenProvider {
    /** Never rejects. `stale` is a token that must not be the answer. */
    get(reason: TokenReason, stale?: string): Promise<TokenAnswer>;
    /** The hub took the token, until `expiresAt`; both times are by the hub's clock. */
    accepted(serverTime: string, expiresAt?: string): void;
    /** Calls the function now and tells the listeners. */
    renew(): Promise<void>;
    /** Hears each token that `renew` fetches. Returns how to stop; when the last stops, the user is forgotten. */
    listen(listener: (token: string) => void): () => void;
    /** Forgets the user. */
    clear(): void;
}

/** How long a token that the hub has not seen yet may answer other embeds of the page, in ms. */
const fresh = 30_000;

/** `lock` is the name under which tabs take turns. */
export function createTokenProvider(source: TokenFunction, lock: string): TokenProvider {
    const listeners = new Set<(token: string) => void>();
    let held: string | undefined;
    let usableUntil = 0;
    let flight: Promise<TokenAnswer> | undefined;
    /** Why the function is asked no more until a person retries. */
    let halted: TokenAnswer | undefined;
    /** Rises when the user is forgotten, so that an answer on its way is not taken for the next user's. */
    let generation = 0;

    async function fetchToken(): Promise<TokenAnswer> {
        const own = generation;
        const answer = await alone(lock, () => callTokenFunction(source));
        if (own !== generation) {
            return { kind: 'failed' };
        }
        flight = undefined;
        if (!answer.kind) {
            held = answer.token;
            usableUntil = performance.now() + fresh;
        }
        return answer;
    }

    async function get(reason: TokenReason, stale?: string): Promise<TokenAnswer> {
        if (reason === 'retry') {
            halted = undefined;
            usableUntil = 0;
        }
        if (halted) {
            return halted;
        }
        if (held && held !== stale && performance.now() < usableUntil) {
            return { token: held };
        }
        const own = generation;
        let answer = await (flight ??= fetchToken());
        if (stale && answer.token === stale) {
            answer = { kind: 'stale' };
        }
        // While the session still lives, a failure is worth another try later; a refusal by the host is not.
        if (answer.kind && own === generation && (reason !== 'expiring' || answer.kind === 'refused')) {
            halted = answer;
        }
        return answer;
    }

    function clear(): void {
        generation += 1;
        held = halted = flight = undefined;
    }

    return {
        get,
        clear,
        async renew() {
            const { token } = await get('expiring', held);
            if (token) {
                listeners.forEach((listener) => listener(token));
            }
        },
        accepted(serverTime, expiresAt) {
            // In the second half of its life a token is not handed to embeds that have just come.
            const life = expiresAt ? Date.parse(expiresAt) - Date.parse(serverTime) : Infinity;
            usableUntil = performance.now() + life / 2;
        },
        listen(listener) {
            listeners.add(listener);
            return () => {
                listeners.delete(listener);
                if (!listeners.size) {
                    clear();
                }
            };
        },
    };
}
