import { isFresh, type Outbox, type Outgoing } from '../conversation/outbox.ts';
import type { Memory } from './memory.ts';
import type { Thread } from './thread.ts';

/** What a visitor had begun on this page. */
interface Begun {
    readonly conversation: string;
    readonly draft: string;
    readonly waiting: readonly Outgoing[];
}

/** Which conversation is on the screen when somebody has been let in. */
export class Opening {
    #begun: Begun | undefined;

    constructor(
        private readonly memory: Memory,
        private readonly outbox: Outbox,
        private readonly thread: Thread,
    ) {}

    /** A visitor is about to be somebody else; the hub has yet to say whether that is the same person. */
    keepBegun(): void {
        const { conversation } = this.thread;
        this.#begun = { conversation, draft: this.memory.draft(conversation), waiting: this.outbox.items };
    }

    forget(): void {
        this.#begun = undefined;
    }

    /**
     * What the visitor had begun, where the hub has said that the visitor is this user; else the conversation of before a
     * reload; on a new device the latest. What was typed early comes along.
     */
    show(latest: string | undefined, early: string, adopted: boolean): void {
        const begun = adopted ? this.#begun : undefined;
        this.#begun = undefined;
        if (begun !== undefined) {
            this.#goOn(begun);
        } else {
            this.#open(latest);
        }
        const draft = early === '' ? (begun?.draft ?? '') : early;
        if (draft !== '') {
            this.memory.keepDraft(this.thread.conversation, draft);
        }
    }

    #goOn({ conversation, waiting }: Begun): void {
        this.thread.show(conversation);
        this.memory.open = isFresh(conversation) ? 'new' : conversation;
        waiting.forEach(({ id, text, conversation: to, at }) => this.outbox.add({ id, text, conversation: to, at }));
    }

    #open(latest: string | undefined): void {
        const conversation = this.memory.open === 'new' ? undefined : (this.memory.open ?? latest);
        const isBegun = this.outbox.of(this.thread.conversation).length > 0;
        if (conversation !== undefined && !isBegun) {
            this.thread.show(conversation);
        }
    }
}
