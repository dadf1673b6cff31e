import type {
    ChangedFrame, Citation, CompletedFrame, FailedFrame, Message, MessageFrame, StartedFrame, ToolFrame,
} from '@parley/protocol';

/** One message as the page shows it. Replaced, never changed, so that an unchanged one need not be drawn again. */
export interface Entry {
    readonly message: Message;
    /** The run that is writing this answer now. */
    readonly run?: string;
    readonly tools: readonly Tool[];
}

export interface Tool {
    readonly name: string;
    readonly state: ToolFrame['state'];
}

/** What a delta did: `gap` means that characters are missing, `unknown` that the run is not of this conversation. */
export type DeltaEffect = 'appended' | 'repeated' | 'gap' | 'unknown';

/** From where the hub shall repeat, for `resume`. */
export interface ResumePoint {
    readonly afterSeq: number;
    readonly run?: string;
    readonly offset?: number;
}

/** The messages of one conversation, in order, each once, with answers growing by numbered deltas. */
export class Transcript {
    #entries: readonly Entry[] = [];

    /** All messages but those that a later one replaces. */
    get shown(): readonly Entry[] {
        const replaced = new Set(this.#entries.map(({ message }) => message.replaces));
        return this.#entries.filter(({ message }) => !replaced.has(message.id));
    }

    get running(): Entry | undefined {
        return this.#entries.find(({ message }) => message.state === 'streaming');
    }

    get isEmpty(): boolean {
        return this.#entries.length === 0;
    }

    find(message: string): Entry | undefined {
        return this.#entries.find((entry) => entry.message.id === message);
    }

    findRun(run: string): Entry | undefined {
        return this.#entries.find((entry) => entry.run === run);
    }

    clear(): void {
        this.#entries = [];
    }

    /** Puts a whole message in, or in the place of what we knew of it; an answer that grows here keeps its longer text. */
    put(message: Message | MessageFrame): void {
        const known = this.find(message.id);
        const plain = plainMessage(message);
        if (known !== undefined && plain.state === 'streaming' && known.message.text.length > plain.text.length) {
            return;
        }
        const { run, tools } = known ?? { run: undefined, tools: [] };
        const stillRunning = plain.state === 'streaming' && run !== undefined;
        this.#set({ message: plain, tools, ...(stillRunning ? { run } : {}) });
    }

    started({ run, message, seq, replaces }: StartedFrame, now: string): void {
        const known = this.find(message);
        if (known !== undefined) {
            this.#set({ ...known, run, message: { ...known.message, state: 'streaming' } });
            return;
        }
        const fresh: Message = { id: message, seq, role: 'assistant', text: '', state: 'streaming', createdAt: now };
        this.#set({ run, tools: [], message: replaces === undefined ? fresh : { ...fresh, replaces } });
    }

    delta(run: string, offset: number, text: string): DeltaEffect {
        const entry = this.findRun(run);
        if (entry === undefined) {
            return 'unknown';
        }
        const have = entry.message.text.length;
        if (offset > have) {
            return 'gap';
        }
        const fresh = text.slice(have - offset);
        if (fresh === '') {
            return 'repeated';
        }
        this.#set({ ...entry, message: { ...entry.message, text: entry.message.text + fresh } });
        return 'appended';
    }

    tool({ run, name, state }: ToolFrame): void {
        const entry = this.findRun(run);
        if (entry === undefined) {
            return;
        }
        const open = entry.tools.findIndex((tool) => tool.name === name && tool.state === 'running');
        const tools = open < 0 ? [...entry.tools, { name, state }] : entry.tools.with(open, { name, state });
        this.#set({ ...entry, tools });
    }

    completed({ run, citations }: CompletedFrame): Entry | undefined {
        return this.#end(run, 'completed', citations === undefined ? {} : { citations });
    }

    stopped(run: string): Entry | undefined {
        return this.#end(run, 'stopped', {});
    }

    failed({ run, code, detail }: FailedFrame): Entry | undefined {
        return this.#end(run, code === 'interrupted' ? 'interrupted' : 'failed', { failure: { code, detail } });
    }

    rated({ message, rating }: ChangedFrame): void {
        const entry = message === undefined ? undefined : this.find(message);
        if (entry !== undefined && rating !== undefined) {
            this.#set({ ...entry, message: { ...entry.message, rating } });
        }
    }

    resumePoint(): ResumePoint {
        const finished = this.#entries.filter(({ message }) => message.state !== 'streaming');
        const running = this.running;
        const before = finished.map(({ message }) => message.seq).filter((seq) => !running || seq < running.message.seq);
        const afterSeq = Math.max(0, ...before);
        return running?.run === undefined
            ? { afterSeq }
            : { afterSeq, run: running.run, offset: running.message.text.length };
    }

    #end(run: string, state: Message['state'], more: { citations?: Citation[]; failure?: Message['failure'] & {} }): Entry | undefined {
        const entry = this.findRun(run);
        if (entry === undefined) {
            return undefined;
        }
        const { run: _ended, ...rest } = entry;
        const ended: Entry = { ...rest, message: { ...entry.message, ...more, state } };
        this.#set(ended);
        return ended;
    }

    #set(entry: Entry): void {
        const at = this.#entries.findIndex(({ message }) => message.id === entry.message.id);
        this.#entries = at >= 0
            ? this.#entries.with(at, entry)
            : [...this.#entries, entry].sort((a, b) => a.message.seq - b.message.seq);
    }
}

function plainMessage(message: Message | MessageFrame): Message {
    if (!('type' in message)) {
        return message;
    }
    const { type: _type, conversation: _conversation, ...plain } = message;
    return plain;
}
