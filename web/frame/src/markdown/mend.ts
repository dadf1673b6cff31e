/**
 * An unfinished answer with what is open at its end closed, so that half a marker does not flash up as text: `**bo`
 * is drawn bold at once, and a link whose address is still arriving is drawn as its label.
 */
export function mend(text: string): string {
    if (isInFence(text)) {
        return text;
    }
    const start = text.lastIndexOf('\n\n') + 1;
    return text.slice(0, start) + mendParagraph(text.slice(start));
}

function isInFence(text: string): boolean {
    let open: string | undefined;
    for (const [, fence = ''] of text.matchAll(/^ {0,3}(?:>[ >]*|[-*+] +|\d{1,9}[.)] +)*(`{3,}|~{3,})/gm)) {
        if (open === undefined) {
            open = fence;
        } else if (fence[0] === open[0] && fence.length >= open.length) {
            open = undefined;
        }
    }
    return open !== undefined;
}

function mendParagraph(text: string): string {
    // A line of dashes or equals signs would turn the paragraph above into a heading for a moment.
    let mended = text.replace(/(\S[^\n]*\n) {0,3}(?:-+|=+)[ \t]*$/, '$1');
    if (count(mended, /`+/g) % 2 === 1) {
        return /`$/.test(mended) ? mended.replace(/`+$/, '') : `${mended}${lastMatch(mended, /`+/g)}`;
    }
    mended = mended.replace(/!?\[([^\][\n]*)(?:\](?:\([^()\n]*)?)?$/, '$1');
    for (const marker of ['**', '~~']) {
        const escaped = marker.replaceAll('*', '\\*');
        if (count(mended, new RegExp(escaped, 'g')) % 2 === 1) {
            const bare = mended.replace(new RegExp(`${escaped}\\s*$`), '');
            mended = bare === mended ? mended.trimEnd() + marker : bare;
        }
    }
    return mended;
}

function count(text: string, pattern: RegExp): number {
    return [...text.matchAll(pattern)].length;
}

function lastMatch(text: string, pattern: RegExp): string {
    return [...text.matchAll(pattern)].at(-1)?.[0] ?? '';
}
