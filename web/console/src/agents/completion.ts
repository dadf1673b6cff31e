/** What is being typed between double braces: where its name begins, and as much of it as stands before the caret. */
export interface Opened {
    readonly start: number;
    readonly typed: string;
}

/** The variable that is being typed at the caret, if the text before it opens one. */
export function openedAt(text: string, caret: number): Opened | undefined {
    const found = /\{\{ *([A-Za-z_][A-Za-z0-9_]*)?$/.exec(text.slice(0, caret));
    if (!found) {
        return undefined;
    }
    const typed = found[1] ?? '';
    return { start: caret - typed.length, typed };
}

/** The names that what was typed may become: first those that begin with it, then those that hold it. */
export function candidates(typed: string, names: readonly string[]): string[] {
    const wanted = typed.toLowerCase();
    const begins = names.filter((name) => name.toLowerCase().startsWith(wanted));
    const holds = names.filter((name) => !begins.includes(name) && name.toLowerCase().includes(wanted));
    return [...begins, ...holds].slice(0, 8);
}

/** The text with a name put in, its braces closed, and where the caret then stands. */
export function completed(text: string, caret: number, opened: Opened, name: string): { text: string; caret: number } {
    const after = text.slice(caret);
    const rest = /^[A-Za-z0-9_]* *\}\}/.exec(after)?.[0] ?? '';
    const before = `${text.slice(0, opened.start)}${name}}}`;
    return { text: before + after.slice(rest.length), caret: before.length };
}
