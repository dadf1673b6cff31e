import type { Conversation, Refusal } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { RequestRefused, type Api } from '../conversation/api.ts';

const undoWithin = 6_000;

/** The caller's conversations, newest first. */
export class History {
    #items: readonly Conversation[] = [];
    #next: string | number | undefined;
    #generation = 0;
    #leaving: { readonly id: string; readonly cancel: () => void } | undefined;
    /** Rises with every change, for who draws it. */
    version = 0;
    state: 'unread' | 'loading' | 'read' = 'unread';
    refusal: Refusal | undefined;

    constructor(
        private readonly api: Api,
        private readonly clock: Clock,
        private readonly onChange: () => void,
    ) {}

    get items(): readonly Conversation[] {
        return this.#items.filter(({ id }) => id !== this.#leaving?.id);
    }

    /** The conversation that is deleted unless the user takes it back. */
    get undoable(): Conversation | undefined {
        return this.#items.find(({ id }) => id === this.#leaving?.id);
    }

    get hasMore(): boolean {
        return this.#next !== undefined;
    }

    titleOf(conversation: string): string | undefined {
        return this.#items.find(({ id }) => id === conversation)?.title;
    }

    async read(): Promise<void> {
        this.#next = undefined;
        await this.#load((page) => page);
    }

    async readMore(): Promise<void> {
        const known = new Set(this.#items.map(({ id }) => id));
        await this.#load((page) => [...this.#items, ...page.filter(({ id }) => !known.has(id))]);
    }

    /** Something happened in it: it moves to the top, and appears where it is new. */
    touch(conversation: string, title?: string): void {
        const updatedAt = new Date(this.clock.now()).toISOString();
        const known = this.#items.find(({ id }) => id === conversation);
        const touched: Conversation = { ...(title === undefined ? {} : { title }), createdAt: updatedAt, ...known, id: conversation, updatedAt };
        this.#items = [touched, ...this.#items.filter((item) => item !== known)];
        this.#changed();
    }

    retitle(conversation: string, title: string): void {
        this.#items = this.#items.map((item) => (item.id === conversation ? { ...item, title } : item));
        this.#changed();
    }

    /** It has a title now; one that is not known here has just become the user's. */
    titled(conversation: string, title: string): void {
        if (this.titleOf(conversation) === undefined) {
            this.touch(conversation, title);
        } else {
            this.retitle(conversation, title);
        }
    }

    async rename(conversation: string, title: string): Promise<void> {
        const before = this.titleOf(conversation);
        this.retitle(conversation, title);
        try {
            await this.api.rename(conversation, title);
        } catch (error) {
            this.retitle(conversation, before ?? '');
            throw error;
        }
    }

    /** Hides it now and deletes it when the time to take it back is over. */
    remove(conversation: string): void {
        this.settle();
        const cancel = this.clock.after(undoWithin, () => this.settle());
        this.#leaving = { id: conversation, cancel };
        this.#changed();
    }

    undo(): void {
        this.#leaving?.cancel();
        this.#leaving = undefined;
        this.#changed();
    }

    /** Deletes what waits for it; also called when the page goes away. */
    settle(): void {
        const leaving = this.#leaving;
        if (leaving === undefined) {
            return;
        }
        leaving.cancel();
        const gone = this.#items.find(({ id }) => id === leaving.id);
        this.#leaving = undefined;
        this.gone(leaving.id);
        this.api.remove(leaving.id).catch(() => {
            this.#items = gone === undefined ? this.#items : [gone, ...this.#items];
            this.#changed();
        });
    }

    /** It was deleted, here or in another tab. */
    gone(conversation: string): void {
        this.#items = this.#items.filter(({ id }) => id !== conversation);
        this.#changed();
    }

    clear(): void {
        this.#leaving?.cancel();
        this.#leaving = undefined;
        this.#generation += 1;
        this.#items = [];
        this.#next = undefined;
        this.state = 'unread';
        this.#changed();
    }

    #changed(): void {
        this.version += 1;
        this.onChange();
    }

    async #load(merge: (page: readonly Conversation[]) => readonly Conversation[]): Promise<void> {
        this.#generation += 1;
        const generation = this.#generation;
        this.state = 'loading';
        this.refusal = undefined;
        this.#changed();
        try {
            const page = await this.api.conversations(this.#next);
            if (generation === this.#generation) {
                this.#items = merge(page.items);
                this.#next = page.next;
            }
        } catch (error) {
            this.refusal = error instanceof RequestRefused ? error.refusal : undefined;
        }
        this.state = 'read';
        this.#changed();
    }
}
