import type { Token } from 'marked';
import { lex } from './blocks.ts';
import { decodeEntities } from './entities.ts';

const longest = 2_000;

/** An answer as a screen reader says it: without markers, code named instead of spelled, cut after 2 000 characters. */
export function plainText(markdown: string, codeIs: string): string {
    const text = lex(markdown).map(({ token }) => plain(token, codeIs)).filter((part) => part !== '').join('\n');
    return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

function plain(token: Token, codeIs: string): string {
    if (token.type === 'code') {
        return codeIs;
    }
    if (token.type === 'space' || token.type === 'def' || token.type === 'hr') {
        return '';
    }
    if (token.type === 'list') {
        return (token['items'] as Token[]).map((item) => plain(item, codeIs)).join('\n');
    }
    if (token.type === 'table') {
        const rows = [token['header'], ...(token['rows'] as unknown[])] as Token[][];
        return rows.map((row) => row.map((cell) => plain(cell, codeIs)).join(', ')).join('\n');
    }
    const children = 'tokens' in token ? token.tokens : undefined;
    return children?.map((child) => plain(child, codeIs)).join('') ?? decodeEntities('text' in token ? String(token.text) : '');
}
