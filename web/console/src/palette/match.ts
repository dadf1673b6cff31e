/** How well a name fits what was typed: higher is better, undefined does not fit. Every typed word has to be found. */
export function fit(name: string, typed: string): number | undefined {
    const text = plain(name);
    const words = plain(typed).split(/\s+/).filter((word) => word !== '');
    let total = 0;
    for (const word of words) {
        const score = fitWord(text, word);
        if (score === undefined) {
            return undefined;
        }
        total += score;
    }
    return words.length === 0 ? 0 : total / words.length - text.length / 1000;
}

/** The start of the name before the start of a word, that before anywhere within one, that before scattered letters. */
function fitWord(text: string, word: string): number | undefined {
    const at = text.indexOf(word);
    if (at === 0) {
        return 4;
    }
    if (at > 0) {
        return /[\s\-_.@]/.test(text.charAt(at - 1)) ? 3 : 2;
    }
    return word.length > 1 && isScattered(text, word) ? 1 : undefined;
}

function isScattered(text: string, word: string): boolean {
    let from = 0;
    return [...word].every((letter) => {
        const at = text.indexOf(letter, from);
        from = at + 1;
        return at >= 0;
    });
}

/** Small letters without accents. */
function plain(text: string): string {
    return text.normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase();
}
