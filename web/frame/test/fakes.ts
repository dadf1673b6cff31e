import type { ClientFrame, HubFrame } from '@parley/protocol';
import type { Clock } from '../src/clock.ts';
import type { Socket } from '../src/connection/connection.ts';

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
    #now = Date.parse('2026-11-21T10:00:00.000Z');
    #timers: { at: number; callback: () => void }[] = [];

    now(): number {
        return this.#now;
    }

    after(milliseconds: number, callback: () => void): () => void {
        const timer = { at: this.#now + milliseconds, callback };
        this.#timers.push(timer);
        return () => {
            this.#timers = this.#timers.filter((each) => each !== timer);
        };
    }

    /** Lets so much time pass, with every timer called at its moment. */
    async pass(milliseconds: number): Promise<void> {
        const until = this.#now + milliseconds;
        for (;;) {
            const next = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
            if (next === undefined) {
                break;
            }
            this.#now = next.at;
            this.#timers = this.#timers.filter((each) => each !== next);
            next.callback();
            await settled();
        }
        this.#now = until;
        await settled();
    }
}

/** The hub's end of a socket, for a test to play the hub. */
export class FakeSocket implements Socket {
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onclose: ((event: { code: number }) => void) | null = null;
    readonly sent: ClientFrame[] = [];
    isClosed = false;

    send(text: string): void {
        this.sent.push(JSON.parse(text) as ClientFrame);
    }

    close(): void {
        this.isClosed = true;
    }

    async open(): Promise<void> {
        this.onopen?.();
        await settled();
    }

    async say(...frames: HubFrame[]): Promise<void> {
        for (const frame of frames) {
            this.onmessage?.({ data: JSON.stringify(frame) });
            await settled();
        }
    }

    async end(code: number): Promise<void> {
        this.onclose?.({ code });
        await settled();
    }

    of<T extends ClientFrame['type']>(type: T): Extract<ClientFrame, { type: T }>[] {
        return this.sent.filter((frame): frame is Extract<ClientFrame, { type: T }> => frame.type === type);
    }
}

/** Resolves when everything that follows from what has happened has happened. */
export async function settled(): Promise<void> {
    for (let turn = 0; turn < 30; turn += 1) {
        await Promise.resolve();
    }
}

/** A small repeatable source of numbers from 0 to 1. */
export function seeded(seed: number): () => number {
    let state = seed;
    return () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 32;
    };
}
