const shortest = 500;
const longest = 30_000;

/**
 * Milliseconds to wait before attempt `attempt` (0 for the first retry): doubling up to 30 s, the upper half of it
 * random, so that a thousand frames do not come back in the same instant after a restart.
 */
export function backoff(attempt: number, random: () => number): number {
    const ceiling = Math.min(longest, shortest * 2 ** Math.min(attempt, 10));
    return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}
