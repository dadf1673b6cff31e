import type { ClientFrame, DeltaFrame, Refusal, ResumedFrame } from '@parley/protocol';
import { RequestRefused, type Api } from '../conversation/api.ts';
import { isFresh } from '../conversation/outbox.ts';
import { Transcript } from '../conversation/transcript.ts';
import { freshId } from '../ids.ts';

export interface ThreadPorts {
    readonly api: Api;
    send(frame: ClientFrame): boolean;
    changed(): void;
    /** What is shown is whole and live: messages may go out. */
    synced(): void;
    /** The conversation does not exist any more. */
    vanished(): void;
}

/** The conversation on the screen: read by REST, kept up to date by the socket, and brought back in step after a gap. */
export class Thread {
    readonly transcript = new Transcript();
    #conversation = freshConversation();
    #older: string | number | undefined;
    #read = false;
    #resuming = false;
    #reloads = 0;
    /** Rises with every conversation shown, so that a late answer about the one before is dropped. */
    #generation = 0;
    loading = false;
    loadingOlder = false;
    refusal: Refusal | undefined;

    constructor(private readonly ports: ThreadPorts) {}

    get conversation(): string {
        return this.#conversation;
    }

    get hasOlder(): boolean {
        return this.#older !== undefined;
    }

    /** Shows another conversation, or a new one; `sync` fills it. */
    show(conversation: string = freshConversation()): void {
        this.#generation += 1;
        this.#conversation = conversation;
        this.transcript.clear();
        this.#older = undefined;
        this.#read = false;
        this.#resuming = false;
        this.loading = false;
        this.loadingOlder = false;
        this.refusal = undefined;
        this.ports.changed();
    }

    /** The new conversation on the screen has got its id. */
    named(conversation: string): void {
        this.#conversation = conversation;
        this.#read = true;
    }

    /** After a restore nothing that was read before counts. */
    distrust(): void {
        this.#read = false;
    }

    /** Called on every new connection: reads what is not read yet and asks for what was missed. */
    async sync(): Promise<void> {
        this.#reloads = 0;
        this.#resuming = false;
        await this.#readAndResume();
    }

    async readOlder(): Promise<void> {
        if (this.#older === undefined || this.loadingOlder) {
            return;
        }
        const generation = this.#generation;
        this.loadingOlder = true;
        this.ports.changed();
        try {
            const page = await this.ports.api.messages(this.#conversation, this.#older);
            if (generation === this.#generation) {
                page.items.forEach((message) => this.transcript.put(message));
                this.#older = page.next;
            }
        } catch {
            // The button stays where it is; pressing it again is the retry.
        }
        if (generation === this.#generation) {
            this.loadingOlder = false;
            this.ports.changed();
        }
    }

    delta({ run, offset, text }: DeltaFrame): void {
        if (this.transcript.delta(run, offset, text) === 'gap') {
            this.#resume();
        }
    }

    resumed({ conversation, complete }: ResumedFrame): void {
        if (conversation !== this.#conversation) {
            return;
        }
        this.#resuming = false;
        const running = this.transcript.running;
        const whole = complete && (running === undefined || running.run !== undefined);
        if (whole || this.#reloads > 0) {
            this.ports.synced();
        } else {
            this.#reloads += 1;
            void this.reload();
        }
    }

    /** Forgets what is shown and reads it again. */
    async reload(): Promise<void> {
        this.#read = false;
        await this.#readAndResume();
    }

    async #readAndResume(): Promise<void> {
        if (isFresh(this.#conversation)) {
            this.ports.synced();
        } else if (this.#read || (await this.#readPage())) {
            this.#resume();
        }
    }

    #resume(): void {
        if (!this.#resuming) {
            const { conversation } = this;
            this.#resuming = this.ports.send({ type: 'resume', conversation, ...this.transcript.resumePoint() });
        }
    }

    async #readPage(): Promise<boolean> {
        const generation = this.#generation;
        this.loading = true;
        this.refusal = undefined;
        this.ports.changed();
        try {
            const page = await this.ports.api.messages(this.#conversation);
            if (generation !== this.#generation) {
                return false;
            }
            this.transcript.clear();
            page.items.forEach((message) => this.transcript.put(message));
            this.#older = page.next;
            this.#read = true;
            this.loading = false;
            this.ports.changed();
            return true;
        } catch (error) {
            if (generation === this.#generation) {
                this.#unreadable(error);
            }
            return false;
        }
    }

    #unreadable(error: unknown): void {
        this.loading = false;
        const refusal = error instanceof RequestRefused ? error.refusal : undefined;
        if (refusal?.code === 'not_found') {
            this.ports.vanished();
        } else {
            this.refusal = refusal ?? { code: 'internal_error', title: '', detail: String(error) };
            this.ports.changed();
        }
    }
}

function freshConversation(): string {
    return `draft:${freshId()}`;
}
