import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { api } from '../api.ts';
import { ApiError, asApiError } from '../apiError.ts';
import { agentPath, draftShape, type Content, type Draft } from './shapes.ts';

/** How the words on the screen stand to those on the hub. */
export type SaveState =
    | { readonly kind: 'saved' }
    | { readonly kind: 'waiting' }
    | { readonly kind: 'saving' }
    /** Somebody else saved meanwhile; nothing is sent until the builder has decided. */
    | { readonly kind: 'conflict' }
    | { readonly kind: 'failed'; readonly problem: ApiError };

/** How long after the last key the draft is saved, in ms. */
const PAUSE = 700;

/** A change of what is saved as one types; the model, with its key, is saved by itself. */
export type Change = Partial<Omit<Content, 'model'>>;

/** The draft as it is being written: what changes is shown at once and saved soon after, over the revision that was seen. */
export class DraftEditor implements ReactiveController {
    draft: Draft | undefined;
    state: SaveState = { kind: 'saved' };
    #pending: Change = {};
    #timer: ReturnType<typeof setTimeout> | undefined;
    #saving: Promise<void> | undefined;
    readonly #host: ReactiveControllerHost;
    readonly #agent: () => string;

    constructor(host: ReactiveControllerHost, agent: () => string) {
        this.#host = host;
        this.#agent = agent;
        host.addController(this);
    }

    hostConnected(): void {}

    hostDisconnected(): void {
        void this.flush();
    }

    /** Takes the draft as the hub has it, in place of whatever was there. */
    take(draft: Draft): void {
        clearTimeout(this.#timer);
        this.draft = draft;
        this.#pending = {};
        this.#become({ kind: 'saved' });
    }

    change(change: Change): void {
        if (!this.draft) {
            return;
        }
        this.draft = { ...this.draft, ...change };
        this.#pending = { ...this.#pending, ...change };
        if (this.state.kind !== 'conflict') {
            this.#become({ kind: 'waiting' });
            clearTimeout(this.#timer);
            this.#timer = setTimeout(() => void this.flush(), PAUSE);
        } else {
            this.#host.requestUpdate();
        }
    }

    /** Saves what is not saved yet; true if nothing is left. */
    async flush(): Promise<boolean> {
        clearTimeout(this.#timer);
        await this.#saving;
        if (this.state.kind === 'conflict') {
            return false;
        }
        if (Object.keys(this.#pending).length > 0) {
            this.#saving = this.#save().finally(() => {
                this.#saving = undefined;
            });
            await this.#saving;
        }
        return this.state.kind === 'saved';
    }

    /** Saves the model as the hub takes it; what else is written is saved first. */
    async saveModel(model: object): Promise<void> {
        await this.flush();
        const saved = await api.patch(agentPath(this.#agent(), '/draft'), { revision: this.draft?.revision, model }, draftShape);
        this.draft = { ...saved, ...this.#pending };
        this.#host.requestUpdate();
    }

    /** Drops what was written here for what somebody else wrote. */
    async takeTheirs(): Promise<void> {
        this.take(await api.get(agentPath(this.#agent(), '/draft'), draftShape));
    }

    /** Saves what was written here over what somebody else wrote. */
    async keepMine(): Promise<boolean> {
        const theirs = await api.get(agentPath(this.#agent(), '/draft'), draftShape);
        if (this.draft) {
            this.draft = { ...this.draft, revision: theirs.revision };
        }
        this.#become({ kind: 'waiting' });
        return this.flush();
    }

    /** Whether leaving now would lose something. */
    get isUnsaved(): boolean {
        return this.state.kind === 'failed' || this.state.kind === 'conflict';
    }

    async #save(): Promise<void> {
        const sent = this.#pending;
        this.#pending = {};
        this.#become({ kind: 'saving' });
        try {
            const saved = await api.patch(agentPath(this.#agent(), '/draft'), { revision: this.draft?.revision, ...sent }, draftShape);
            this.draft = { ...saved, ...this.#pending };
            this.#become({ kind: Object.keys(this.#pending).length > 0 ? 'waiting' : 'saved' });
        } catch (problem) {
            this.#pending = { ...sent, ...this.#pending };
            const refusal = asApiError(problem);
            this.#become(refusal.code === 'conflict' ? { kind: 'conflict' } : { kind: 'failed', problem: refusal });
        }
    }

    #become(state: SaveState): void {
        this.state = state;
        this.#host.requestUpdate();
    }
}
