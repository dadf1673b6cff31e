import { isCount, isRecord, isString, objectOf, type Guard, type Refusal } from '@parley/protocol';
import type { Store } from '../storage.ts';

/** A message of the user that the hub has not accepted yet. */
export interface Outgoing {
    /** Made here; the hub stores a message of one id once, however often it comes. */
    readonly id: string;
    readonly text: string;
    /** Where it belongs; a `draft:` id stands for a conversation that its first message will create. */
    readonly conversation: string;
    /** When it was written, in milliseconds since 1970. */
    readonly at: number;
    readonly state: 'queued' | 'sent' | 'refused';
    readonly refusal?: Refusal;
}

export const outboxLimit = 20;

type Kept = Pick<Outgoing, 'id' | 'text' | 'conversation' | 'at'>;

const isKept: Guard<Kept> = objectOf<Kept>({ id: isString, text: isString, conversation: isString, at: isCount });

/** A conversation that has no id yet. */
export function isFresh(conversation: string): boolean {
    return conversation.startsWith('draft:');
}

/**
 * What the user wrote and the hub has not acknowledged, in the order of writing. Everything sent over a line that
 * dropped is sent again over the next; the ids make that harmless.
 */
export class Outbox {
    #items: readonly Outgoing[] = [];
    #key: string | undefined;

    constructor(private readonly store: Store) {}

    get items(): readonly Outgoing[] {
        return this.#items;
    }

    get isFull(): boolean {
        return this.#items.length >= outboxLimit;
    }

    of(conversation: string): readonly Outgoing[] {
        return this.#items.filter((item) => item.conversation === conversation);
    }

    /** Keeps the queue under this key from now on, and takes up what an earlier load of the page left there. */
    keepUnder(key: string): void {
        if (this.#key === key) {
            return;
        }
        this.#key = key;
        const known = new Set(this.#items.map(({ id }) => id));
        const left = parse(this.store.get(key)).filter(({ id }) => !known.has(id));
        this.#items = [...left.map((item): Outgoing => ({ ...item, state: 'queued' })), ...this.#items];
        this.#save();
    }

    add(item: Kept): void {
        this.#update([...this.#items, { ...item, state: 'queued' }]);
    }

    /** What can go out now: in order, and of a conversation without an id only the first message. */
    sendable(): readonly Outgoing[] {
        const opening = new Set<string>();
        return this.#items.filter((item) => {
            const first = !opening.has(item.conversation);
            if (isFresh(item.conversation) && item.state !== 'refused') {
                opening.add(item.conversation);
            }
            return item.state === 'queued' && first;
        });
    }

    sent(id: string): void {
        this.#change(id, (item) => ({ ...item, state: 'sent' }));
    }

    /** The hub has it: forgets it and gives it back; messages of the same new conversation learn its id. */
    accepted(id: string, conversation: string): Outgoing | undefined {
        const done = this.#items.find((item) => item.id === id);
        if (done !== undefined) {
            const rest = this.#items.filter((item) => item !== done);
            this.#update(rest.map((item) => item.conversation === done.conversation ? { ...item, conversation } : item));
        }
        return done;
    }

    refused(id: string, refusal: Refusal): void {
        this.#change(id, (item) => ({ ...item, state: 'refused', refusal }));
    }

    /** Puts one back in the queue, in its old place. */
    again(id: string): void {
        this.#change(id, ({ refusal: _refusal, ...item }) => ({ ...item, state: 'queued' }));
    }

    /** The line dropped: nobody knows which of the sent ones arrived. */
    lineDropped(): void {
        this.#update(this.#items.map((item) => (item.state === 'sent' ? { ...item, state: 'queued' } : item)));
    }

    remove(id: string): void {
        this.#update(this.#items.filter((item) => item.id !== id));
    }

    removeOf(conversation: string): void {
        this.#update(this.#items.filter((item) => item.conversation !== conversation));
    }

    /** Forgets everything, in storage too. */
    clear(): void {
        this.#update([]);
        this.#key = undefined;
    }

    #change(id: string, change: (item: Outgoing) => Outgoing): void {
        this.#update(this.#items.map((item) => (item.id === id ? change(item) : item)));
    }

    #update(items: readonly Outgoing[]): void {
        this.#items = items;
        this.#save();
    }

    #save(): void {
        if (this.#key === undefined) {
            return;
        }
        if (this.#items.length === 0) {
            this.store.remove(this.#key);
        } else {
            const kept = this.#items.map(({ id, text, conversation, at }): Kept => ({ id, text, conversation, at }));
            this.store.set(this.#key, JSON.stringify(kept));
        }
    }
}

function parse(text: string | undefined): readonly Kept[] {
    try {
        const value: unknown = JSON.parse(text ?? '[]');
        return Array.isArray(value) ? value.filter((item): item is Kept => isRecord(item) && isKept(item)) : [];
    } catch {
        return [];
    }
}

