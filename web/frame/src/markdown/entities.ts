const named: Readonly<Record<string, string>> = {
    amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', hellip: '…', mdash: '—', ndash: '–', copy: '©', reg: '®',
    trade: '™', times: '×', middot: '·', bull: '•', laquo: '«', raquo: '»', ldquo: '“', rdquo: '”', lsquo: '‘', rsquo: '’',
    euro: '€', pound: '£', deg: '°', para: '¶', sect: '§', larr: '←', rarr: '→', uarr: '↑', darr: '↓',
};

/** Text with its character references resolved; one that is unknown or names no character stays as it is written. */
export function decodeEntities(text: string): string {
    return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) {
            return Object.hasOwn(named, name) ? (named[name] ?? whole) : whole;
        }
        const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
        const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
        return isCharacter ? String.fromCodePoint(code) : whole;
    });
}
