/** Text kept in the browser, or in memory where the browser forbids storage: nothing here ever throws. */
export interface Store {
    get(key: string): string | undefined;
    set(key: string, value: string): void;
    remove(key: string): void;
    /** Removes every key that starts so. */
    removeAll(prefix: string): void;
}

class MemoryStore implements Store {
    readonly #values = new Map<string, string>();

    get(key: string): string | undefined {
        return this.#values.get(key);
    }

    set(key: string, value: string): void {
        this.#values.set(key, value);
    }

    remove(key: string): void {
        this.#values.delete(key);
    }

    removeAll(prefix: string): void {
        for (const key of this.#values.keys()) {
            if (key.startsWith(prefix)) {
                this.#values.delete(key);
            }
        }
    }
}

/** Writes through to the browser's storage and keeps a copy, so that a full or forbidden storage loses nothing today. */
class BrowserStore implements Store {
    readonly #copy = new MemoryStore();

    constructor(private readonly storage: Storage) {}

    get(key: string): string | undefined {
        return this.#copy.get(key) ?? this.#try(() => this.storage.getItem(key) ?? undefined);
    }

    set(key: string, value: string): void {
        this.#copy.set(key, value);
        this.#try(() => this.storage.setItem(key, value));
    }

    remove(key: string): void {
        this.#copy.remove(key);
        this.#try(() => this.storage.removeItem(key));
    }

    removeAll(prefix: string): void {
        this.#copy.removeAll(prefix);
        this.#try(() => {
            const keys = Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index) ?? '');
            keys.filter((key) => key.startsWith(prefix)).forEach((key) => this.storage.removeItem(key));
        });
    }

    #try<T>(action: () => T): T | undefined {
        try {
            return action();
        } catch {
            return undefined;
        }
    }
}

/** `open` is called once; reading the property alone already throws where storage is denied. */
export function storeOf(open: () => Storage): Store {
    try {
        return new BrowserStore(open());
    } catch {
        return new MemoryStore();
    }
}
