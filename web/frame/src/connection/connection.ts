import { decodeHubFrame, type ClientFrame, type HubFrame, type Refusal } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { TokenUnavailable, type Obstacle } from '../identity/identity.ts';
import { backoff } from './backoff.ts';
import { Heartbeat } from './heartbeat.ts';
import { nextStep, type ConnectionState } from './state.ts';

/** The part of WebSocket that a connection uses. */
export interface Socket {
    onopen: (() => void) | null;
    onmessage: ((event: { data: unknown }) => void) | null;
    onclose: ((event: { code: number }) => void) | null;
    send(text: string): void;
    close(): void;
}

export type Hello = Extract<ClientFrame, { type: 'hello' }>;

/** What a connection needs from around it. */
export interface ConnectionPorts {
    readonly clock: Clock;
    readonly random: () => number;
    openSocket(): Socket;
    /** The first frame; may have to ask the host page for a token, and fails with `TokenUnavailable`. */
    hello(): Promise<Hello>;
    canRenew(): boolean;
    renew(): Promise<unknown>;
    /** Why an upgrade that the browser reports only as failed was refused; undefined when nobody answers. */
    diagnose(): Promise<Refusal | undefined>;
    changed(state: ConnectionState): void;
    received(frame: HubFrame): void;
}

const readyWithin = 20_000;

/** One chat socket that comes back by itself until the hub says that it must not. */
export class Connection {
    #state: ConnectionState = { name: 'idle' };
    #socket: Socket | undefined;
    #refusal: Refusal | undefined;
    #attempt = 0;
    #renewed = false;
    #cancelTimer: () => void = () => {};
    readonly #heartbeat: Heartbeat;

    constructor(private readonly ports: ConnectionPorts) {
        this.#heartbeat = new Heartbeat(ports.clock, () => this.send({ type: 'ping' }), () => this.#lost());
    }

    get state(): ConnectionState {
        return this.#state;
    }

    /** Connects now, from any state but an open or opening one. */
    connect(): void {
        if (this.#state.name === 'open' || this.#state.name === 'connecting') {
            return;
        }
        this.#renewed = false;
        void this.#open();
    }

    /** The network or the user is back: do not sit out the rest of a wait, and find out whether the line lives. */
    wake(): void {
        if (this.#state.name === 'waiting') {
            this.connect();
        } else if (this.#state.name === 'open') {
            this.#heartbeat.probe();
        }
    }

    /** Sends on an open connection; false when there is none. */
    send(frame: ClientFrame): boolean {
        if (this.#state.name !== 'open' || this.#socket === undefined) {
            return false;
        }
        this.#socket.send(JSON.stringify(frame));
        return true;
    }

    /** Ends the connection for good, or until `connect`. */
    close(): void {
        this.#dropSocket();
        this.#enter({ name: 'idle' });
    }

    /** Ends the connection for a reason to show. */
    fail(reason: Obstacle): void {
        this.#dropSocket();
        this.#enter({ name: 'closed', reason });
    }

    async #open(): Promise<void> {
        this.#dropSocket();
        const attempt: ConnectionState = { name: 'connecting', attempt: this.#attempt };
        this.#enter(attempt);
        try {
            const hello = await this.ports.hello();
            if (this.#state === attempt) {
                this.#dial(hello);
            }
        } catch (error) {
            if (this.#state === attempt) {
                this.fail(tokenRefusal(error));
            }
        }
    }

    #dial(hello: Hello): void {
        const socket = this.ports.openSocket();
        let upgraded = false;
        this.#socket = socket;
        this.#refusal = undefined;
        this.#cancelTimer = this.ports.clock.after(readyWithin, () => this.#lost());
        socket.onopen = () => {
            upgraded = true;
            socket.send(JSON.stringify(hello));
        };
        socket.onmessage = ({ data }) => this.#receive(data);
        socket.onclose = ({ code }) => void this.#closed(code, upgraded);
    }

    #receive(data: unknown): void {
        const frame = typeof data === 'string' ? decodeHubFrame(data) : undefined;
        this.#heartbeat.heard();
        if (frame === undefined) {
            return;
        }
        if (frame.type === 'ready') {
            this.#ready();
        }
        if (frame.type === 'refused' && frame.id === undefined) {
            this.#refusal = frame.error;
        }
        this.ports.received(frame);
    }

    #ready(): void {
        this.#cancelTimer();
        this.#attempt = 0;
        this.#renewed = false;
        this.#enter({ name: 'open' });
    }

    /** The line is dead although nobody closed it. */
    #lost(): void {
        this.#dropSocket();
        this.#wait();
    }

    async #closed(closeCode: number, upgraded: boolean): Promise<void> {
        this.#dropSocket();
        const ended: ConnectionState = { name: 'connecting', attempt: this.#attempt };
        this.#enter(ended);
        const refusal = upgraded ? this.#refusalOf(closeCode) : await this.ports.diagnose();
        if (this.#state !== ended) {
            return;
        }
        const canRenew = this.ports.canRenew();
        const next = nextStep({ refusal, closeCode, renewed: this.#renewed, canRenew });
        switch (next.step) {
            case 'wait':
                return this.#wait(next.reason);
            case 'stop':
                return this.fail(next.reason);
            case 'reconnect':
                return void this.#open();
            case 'renew':
                return this.#renewAndOpen(ended, next.reason.code);
        }
    }

    /** A refusal explains a close only where the hub closed: it may also have been about a single frame, long ago. */
    #refusalOf(closeCode: number): Refusal | undefined {
        return closeCode >= 4000 ? this.#refusal : undefined;
    }

    async #renewAndOpen(ended: ConnectionState, cause: string): Promise<void> {
        this.#renewed = true;
        try {
            await this.ports.renew();
            if (this.#state === ended) {
                await this.#open();
            }
        } catch (error) {
            if (this.#state === ended) {
                this.fail({ ...tokenRefusal(error), cause });
            }
        }
    }

    #wait(reason?: Refusal): void {
        const delay = Math.max(reason?.retryAfterMs ?? 0, backoff(this.#attempt, this.ports.random));
        this.#attempt += 1;
        this.#enter({ name: 'waiting', attempt: this.#attempt, retryAt: this.ports.clock.now() + delay, reason });
        this.#cancelTimer = this.ports.clock.after(delay, () => this.connect());
    }

    #dropSocket(): void {
        this.#cancelTimer();
        this.#heartbeat.stop();
        const socket = this.#socket;
        this.#socket = undefined;
        if (socket !== undefined) {
            socket.onopen = socket.onmessage = socket.onclose = null;
            socket.close();
        }
    }

    #enter(state: ConnectionState): void {
        this.#state = state;
        this.ports.changed(state);
    }
}

function tokenRefusal(error: unknown): Refusal {
    return error instanceof TokenUnavailable
        ? error.refusal
        : { code: 'internal_error', title: '', detail: String(error) };
}
