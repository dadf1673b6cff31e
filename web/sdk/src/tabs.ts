/** What the tabs of one origin share: a lock to work one at a time, and messages that no storage ever sees. */
export interface Channel {
    /** Reaches every other channel of this name in this origin, those of the same page included. */
    say(message: string): void;
    close(): void;
}

export function openChannel(name: string, hear: (message: string) => void): Channel {
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (typeof data === 'string') {
            hear(data);
        }
    };
    return { say: (message) => channel.postMessage(message), close: () => channel.close() };
}

/**
 * Runs a task that never rejects while no other of this name runs in any tab; once `giveUp` settles, a task that still
 * waits is not run and `giveUp` is the result. Pages that have no locks, which are those without HTTPS, run it at once.
 */
export async function alone<T>(name: string, task: () => Promise<T>, giveUp: Promise<T>): Promise<T> {
    const abort = new AbortController();
    let late = false;
    void giveUp.then(() => {
        late = true;
        abort.abort();
    });
    try {
        return await navigator.locks.request(name, { signal: abort.signal }, task);
    } catch {
        return late ? giveUp : task();
    }
}
