import type { Principal } from '@parley/protocol';
import { fingerprint } from '../ids.ts';
import type { Store } from '../storage.ts';

/** What the browser remembers of one agent: a visitor's token, and for each principal apart drafts and the open conversation. */
export class Memory {
    readonly #root: string;
    #own: string | undefined;
    /** Drafts of somebody we do not know yet: not in storage, where the next one would find them. */
    readonly #unowned = new Map<string, string>();

    /**
     * @param lasting kept until somebody clears it; shared by all tabs
     * @param passing kept for this tab, over a reload
     */
    constructor(
        agent: string,
        private readonly lasting: Store,
        readonly passing: Store,
    ) {
        this.#root = `parley:${agent}:`;
    }

    /** From now on everything is read and written for this principal, and nobody else's can be read. */
    useFor(principal: Principal): void {
        this.#own = `${this.#root}${fingerprint(principalKey(principal))}:`;
    }

    get outboxKey(): string {
        return `${this.#prefix}outbox`;
    }

    /** A member's login to this agent, for this tab. */
    get login(): string | undefined {
        return this.passing.get(`${this.#root}login`);
    }

    set login(token: string | undefined) {
        const key = `${this.#root}login`;
        token === undefined ? this.passing.remove(key) : this.passing.set(key, token);
    }

    get visitor(): string | undefined {
        return this.lasting.get(`${this.#root}visitor`) || undefined;
    }

    /** Nothing forgets the visitor but an empty text. */
    set visitor(token: string | undefined) {
        if (token === '') {
            this.lasting.remove(`${this.#root}visitor`);
        } else if (token !== undefined) {
            this.lasting.set(`${this.#root}visitor`, token);
        }
    }

    /** The conversation to show after a reload; `new` where the user had started a new one. */
    get open(): string | undefined {
        return this.passing.get(`${this.#prefix}open`) ?? this.lasting.get(`${this.#prefix}open`);
    }

    set open(conversation: string) {
        this.passing.set(`${this.#prefix}open`, conversation);
        this.lasting.set(`${this.#prefix}open`, conversation);
    }

    draft(conversation: string): string {
        if (this.#own === undefined) {
            return this.#unowned.get(conversation) ?? '';
        }
        return this.lasting.get(this.#draftKey(conversation)) ?? '';
    }

    keepDraft(conversation: string, text: string): void {
        if (this.#own === undefined) {
            this.#unowned.set(conversation, text);
        } else if (text === '') {
            this.lasting.remove(this.#draftKey(conversation));
        } else {
            this.lasting.set(this.#draftKey(conversation), text);
        }
    }

    moveDraft(from: string, to: string): void {
        const draft = this.draft(from);
        this.keepDraft(from, '');
        this.keepDraft(to, draft);
    }

    /** Forgets the present principal. */
    wipe(): void {
        this.lasting.removeAll(this.#prefix);
        this.passing.removeAll(this.#prefix);
        this.#unowned.clear();
        this.#own = undefined;
    }

    /** Forgets everybody, the visitor too. */
    wipeAll(): void {
        this.lasting.removeAll(this.#root);
        this.passing.removeAll(this.#root);
        this.#unowned.clear();
        this.#own = undefined;
    }

    get #prefix(): string {
        return this.#own ?? `${this.#root}nobody:`;
    }

    #draftKey(conversation: string): string {
        return `${this.#prefix}draft:${conversation.startsWith('draft:') ? 'new' : conversation}`;
    }
}

/** One text per principal; different issuers never give the same one. */
export function principalKey({ kind, issuer, id }: Principal): string {
    return JSON.stringify([kind, issuer ?? '', id]);
}
