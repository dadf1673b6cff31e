import { Mismatch, type Shape } from '../shape.ts';

/** What somebody typed and has not saved yet, kept in this tab so that a reload or an ended session loses nothing. */
export class Draft<T> {
    readonly #key: string;
    readonly #shape: Shape<T>;

    /** @param key names the member and the thing, so that nobody else's draft is ever shown */
    constructor(key: string, shape: Shape<T>) {
        this.#key = `parley-draft-${key}`;
        this.#shape = shape;
    }

    keep(value: T): void {
        try {
            sessionStorage.setItem(this.#key, JSON.stringify(value));
        } catch {
            // A browser that stores nothing loses the draft at a reload, as without this.
        }
    }

    /** What was kept; undefined if there is nothing, or nothing that this page still understands. */
    kept(): T | undefined {
        try {
            const text = sessionStorage.getItem(this.#key);
            return text === null ? undefined : this.#shape(JSON.parse(text), '');
        } catch (problem) {
            if (!(problem instanceof Mismatch || problem instanceof SyntaxError || problem instanceof DOMException)) {
                throw problem;
            }
            return undefined;
        }
    }

    drop(): void {
        try {
            sessionStorage.removeItem(this.#key);
        } catch {
            // Nothing is stored there.
        }
    }
}

/** Drops every draft of this tab, as at signing out. */
export function dropAllDrafts(): void {
    try {
        Object.keys(sessionStorage).filter((key) => key.startsWith('parley-draft-')).forEach((key) => sessionStorage.removeItem(key));
    } catch {
        // Nothing is stored there.
    }
}
