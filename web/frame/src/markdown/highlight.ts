import { html, type TemplateResult } from 'lit';

const words = new Set((
    'abstract and as async await break case catch class const continue def default defer delete do elif else enum except export '
    + 'extends false final finally fn for from func function go if implements import in instanceof interface is lambda let match '
    + 'mod mut namespace new nil none not null of or package pass private protected pub public raise record return sealed select '
    + 'self static struct super switch this throw throws trait true try type typeof undefined use using val var void when where '
    + 'while with yield create table insert into update set values join left right on group order by limit begin end then fi done echo'
).split(' '));

const hashComments = new Set(['py', 'python', 'sh', 'bash', 'shell', 'zsh', 'yaml', 'yml', 'toml', 'rb', 'ruby', 'r', 'ini', 'dockerfile', 'env', 'perl']);
const dashComments = new Set(['sql', 'lua', 'haskell', 'hs']);
const plain = new Set(['', 'text', 'txt', 'plain', 'plaintext', 'console', 'output', 'log', 'diff', 'md', 'markdown']);

/** Longer code is shown in one colour: colouring must never be what a reader waits for. */
const longest = 20_000;

/** Code with comments, strings, numbers and key words marked: one rule set for all languages, wrong only in colour. */
export function highlight(code: string, language: string): (string | TemplateResult)[] {
    const name = language.toLowerCase();
    if (plain.has(name) || code.length > longest) {
        return [code];
    }
    const line = hashComments.has(name) ? '#' : dashComments.has(name) ? '--' : '\\/\\/';
    const pattern = new RegExp(
        `(${line}[^\\n]*|\\/\\*[^]*?(?:\\*\\/|$))|("(?:\\\\.|[^"\\\\\\n])*"?|'(?:\\\\.|[^'\\\\\\n])*'?|\`(?:\\\\.|[^\`\\\\])*\`?)`
        + '|(\\b\\d[\\w.]*)|([\\p{L}_$][\\p{L}\\p{N}_$]*)',
        'gu',
    );
    const pieces: (string | TemplateResult)[] = [];
    let at = 0;
    for (const match of code.matchAll(pattern)) {
        const kind = kindOf(match, name);
        if (kind !== undefined) {
            pieces.push(code.slice(at, match.index), html`<span class=${kind}>${match[0]}</span>`);
            at = match.index + match[0].length;
        }
    }
    return [...pieces, code.slice(at)];
}

function kindOf([, comment, text, number, word]: RegExpMatchArray, language: string): string | undefined {
    if (comment !== undefined) {
        return 'comment';
    }
    if (text !== undefined) {
        return 'string';
    }
    if (number !== undefined) {
        return 'number';
    }
    const key = language === 'sql' ? word?.toLowerCase() : word?.replace(/^(True|False|None)$/, (each) => each.toLowerCase());
    return key !== undefined && words.has(key) ? 'word' : undefined;
}
