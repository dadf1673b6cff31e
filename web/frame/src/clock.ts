/** Time, handed in so that tests need not wait. */
export interface Clock {
    now(): number;
    /** Calls back once after so many milliseconds; the returned function cancels. */
    after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
    now: () => Date.now(),
    after(milliseconds, callback) {
        const timer = setTimeout(callback, milliseconds);
        return () => clearTimeout(timer);
    },
};
