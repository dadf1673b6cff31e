import type { ClientFrame, GivenContext, PageContext, Refusal } from '@parley/protocol';

/** The hub's limits, checked here too, so that the page's developer hears of them and not the user. */
const mostEntries = 32;
const longestName = 64;
const longestText = 2_000;
const mostBytes = 8 * 1024;

/** What a page says of itself, made flat: nested data becomes JSON text, and what is nothing is left out. */
export function flatContext(given: GivenContext): PageContext {
    const entries = Object.entries(given).filter(([, value]) => value !== null && value !== undefined);
    return Object.fromEntries(entries.map(([name, value]) => [name, flat(value)]));
}

function flat(value: unknown): string | number | boolean {
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? value
        : JSON.stringify(value);
}

/** What the hub would not take, in words for a developer; undefined when all is well. */
export function problemWith(context: PageContext): string | undefined {
    const entries = Object.entries(context);
    if (entries.length > mostEntries) {
        return `The page's context has ${entries.length} entries; at most ${mostEntries} are taken.`;
    }
    for (const [name, value] of entries) {
        if (name === '' || name.length > longestName) {
            return `The page's context has a name of ${name.length} characters; 1 to ${longestName} are taken.`;
        }
        if (String(value).length > longestText) {
            return `The entry "${name}" of the page's context is longer than ${longestText} characters.`;
        }
    }
    return new TextEncoder().encode(JSON.stringify(context)).length > mostBytes
        ? `The page's context is larger than ${mostBytes / 1024} KiB.`
        : undefined;
}

/** What the page around the chat says of itself, told to the hub on every connection. */
export class PageData {
    #said: PageContext = {};

    constructor(
        private readonly send: (frame: ClientFrame) => boolean,
        private readonly failed: (refusal: Refusal) => void,
    ) {}

    /** Takes the place of what the page said before. */
    say(given: GivenContext): void {
        const context = flatContext(given);
        const detail = problemWith(context);
        if (detail !== undefined) {
            this.failed({ code: 'invalid_request', title: 'Invalid Request', detail });
            return;
        }
        this.#said = context;
        this.send({ type: 'context', context });
    }

    /** A new connection knows nothing of it. */
    repeat(): void {
        if (Object.keys(this.#said).length > 0) {
            this.send({ type: 'context', context: this.#said });
        }
    }

    /** It was said for a user who is here no more. */
    forget(): void {
        this.#said = {};
    }
}
