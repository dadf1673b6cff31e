/** The end of a session and the moment it was told, both by the hub's clock: the browser's may be hours off. */
export interface SessionTimes {
    readonly serverTime: string;
    readonly expiresAt: string;
}

/** The hub itself warns 60 s before the end; asking a little earlier makes that warning the second chance. */
const lead = 60_000;
const jitter = 15_000;
/** A hub or a token that says "ends now" each time must not turn into a loop. */
const shortest = 5_000;
/** `setTimeout` takes no more. */
const longest = 2 ** 31 - 1;

/**
 * Milliseconds until a session is renewed: 60 to 75 s before its end, or after half of a life shorter than that.
 * `random` is in [0, 1) and spreads the tabs and users that connected at the same moment.
 */
export function refreshDelay({ serverTime, expiresAt }: SessionTimes, random: number): number {
    const life = Date.parse(expiresAt) - Date.parse(serverTime);
    const early = Math.min(lead + random * jitter, life / 2);
    return Math.min(Math.max(life - early, shortest), longest);
}
