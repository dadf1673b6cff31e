import type { TokenFailure, TokenReason } from '@parley/protocol';
import { refreshDelay } from './refreshTiming.ts';
import { sameUser } from './sameUser.ts';
import { callTokenFunction, type TokenAnswer, type TokenFunction } from './tokenCall.ts';
import { alone, openChannel, type Channel } from './tabs.ts';

/** Gives the tokens of one token function to every embed that uses it, and asks for each of them once. */
export interface TokenProvider {
    /** Never rejects. `stale` is a token that must not be the answer. */
    get(reason: TokenReason, stale?: string): Promise<TokenAnswer>;
    /** The hub took the token: renew it before `expiresAt`; both times are by the hub's clock. */
    accepted(serverTime: string, expiresAt?: string): void;
    /** Calls the function now and tells the listeners. */
    renew(): Promise<void>;
    /** Hears each token that was fetched ahead of time or by another tab. Returns how to stop; the last one out clears. */
    listen(listener: (token: string) => void): () => void;
    /** Forgets the user. */
    clear(): void;
}

/** How long a token that the hub has not seen yet may answer other embeds of the page, in ms. */
const fresh = 30_000;
const silence = 10_000;

/** `lock` keeps token functions apart, `channel` is where tabs tell each other of new tokens. */
export function createTokenProvider(source: TokenFunction, lock: string, channel: string): TokenProvider {
    const listeners = new Set<(token: string) => void>();
    /** The tokens that the hub refused since it last took one. */
    const refused = new Set<string>();
    let held: string | undefined;
    let usableUntil = 0;
    let flight: Promise<TokenAnswer> | undefined;
    let halted: TokenAnswer | undefined;
    let tabs: Channel | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    /** Rises when the user is forgotten, so that an answer on its way is not taken for the next user's. */
    let generation = 0;

    function keep(token: string): void {
        held = token;
        usableUntil = performance.now() + fresh;
    }

    function usable(stale: string | undefined): TokenAnswer | undefined {
        return held !== undefined && held !== stale && performance.now() < usableUntil ? { token: held } : undefined;
    }

    function tell(token: string): void {
        listeners.forEach((listener) => listener(token));
    }

    function hear(token: string): void {
        if (held !== undefined && held !== token && sameUser(held, token)) {
            keep(token);
            tell(token);
        }
    }

    /** One call of the function, alone among all tabs; who waited for another tab's call may find its token. */
    async function fetchToken(stale: string | undefined): Promise<TokenAnswer> {
        const own = generation;
        let clock: ReturnType<typeof setTimeout> | undefined;
        const timeout = new Promise<TokenAnswer>((resolve) => {
            clock = setTimeout(() => resolve({ kind: 'timeout' }), silence);
        });
        const task = async () => usable(stale) ?? Promise.race([callTokenFunction(source), timeout]);
        const answer = await alone(lock, task, timeout);
        clearTimeout(clock);
        if (own !== generation) {
            return { kind: 'failed' };
        }
        if ('token' in answer && answer.token !== held) {
            keep(answer.token);
            tabs?.say(answer.token);
        }
        return answer;
    }

    /** The call that is under way, or a new one. */
    function fetchOnce(stale: string | undefined): Promise<TokenAnswer> {
        if (flight === undefined) {
            const mine = fetchToken(stale).finally(() => {
                flight = flight === mine ? undefined : flight;
            });
            flight = mine;
        }
        return flight;
    }

    function halt(kind: TokenFailure, cause?: unknown): TokenAnswer {
        return (halted = { kind, cause });
    }

    async function get(reason: TokenReason, stale?: string): Promise<TokenAnswer> {
        if (reason === 'retry') {
            halted = undefined;
            refused.clear();
            usableUntil = 0;
        } else if (reason === 'refused' && stale !== undefined) {
            refused.add(stale);
        }
        if (halted !== undefined) {
            return halted;
        }
        if (refused.size > 1) {
            return halt('stale');
        }
        const own = generation;
        const answer = usable(stale) ?? (await fetchOnce(stale));
        const kind = 'kind' in answer ? answer.kind : answer.token === stale ? 'stale' : undefined;
        if (kind === undefined) {
            return answer;
        }
        const cause = 'kind' in answer ? answer.cause : undefined;
        // While the session still lives, a failure is worth another try later; a refusal by the host is not.
        return own === generation && (reason !== 'expiring' || kind === 'refused') ? halt(kind, cause) : { kind, cause };
    }

    async function renew(): Promise<void> {
        const answer = await get('expiring', held);
        if ('token' in answer) {
            tell(answer.token);
        }
    }

    function clear(): void {
        generation += 1;
        held = halted = flight = undefined;
        refused.clear();
        clearTimeout(timer);
    }

    return {
        get,
        renew,
        clear,
        accepted(serverTime, expiresAt) {
            refused.clear();
            clearTimeout(timer);
            usableUntil = Infinity;
            if (expiresAt !== undefined) {
                const delay = refreshDelay({ serverTime, expiresAt }, Math.random());
                usableUntil = performance.now() + delay;
                timer = setTimeout(() => void renew(), delay);
            }
        },
        listen(listener) {
            listeners.add(listener);
            tabs ??= openChannel(channel, hear);
            return () => {
                listeners.delete(listener);
                if (listeners.size === 0) {
                    clear();
                    tabs?.close();
                    tabs = undefined;
                }
            };
        },
    };
}
