import { Lexer, type Links, type Token } from 'marked';
import { mend } from './mend.ts';

/** One top-level piece of an answer. The same object as long as its text is the same, so that it is drawn once. */
export interface Block {
    readonly raw: string;
    readonly token: Token;
}

/** How many blocks at the end can still turn into something else when text follows: `a` and then `-` become a list. */
const unsettled = 2;

/** An answer cut into blocks while it grows: only its tail is read again, whatever its length. */
export class Blocks {
    #text = '';
    #settled: readonly Block[] = [];
    #settledLength = 0;
    #links: Links = {};
    #all: readonly Block[] = [];

    /** @param done nothing follows: read the whole once more, so that a definition at the end reaches its references */
    update(text: string, done: boolean): readonly Block[] {
        if (!text.startsWith(this.#text) || done) {
            this.#settled = [];
            this.#settledLength = 0;
            this.#links = {};
        }
        this.#text = text;
        const rest = text.slice(this.#settledLength);
        const tail = lex(done ? rest : mend(rest), this.#links);
        const blocks = [...this.#settled, ...tail.filter(({ token }) => token.type !== 'space' && token.type !== 'def')];
        this.#all = blocks.map((block, index) => this.#kept(block, index));
        if (!done) {
            this.#settle(rest);
        }
        return this.#all;
    }

    #kept(block: Block, index: number): Block {
        const before = this.#all[index];
        if (before === undefined || before === block || before.raw !== block.raw) {
            return block;
        }
        return sameLinks(before.token, block.token) ? before : block;
    }

    #settle(rest: string): void {
        const tail = lex(rest, this.#links);
        const solid = tail.filter(({ token }) => token.type !== 'space');
        const first = solid.at(-unsettled);
        if (first === undefined || solid.length <= unsettled) {
            return;
        }
        const settled = tail.slice(0, tail.indexOf(first));
        this.#settledLength += settled.reduce((length, { raw }) => length + raw.length, 0);
        for (const { token } of settled) {
            if (token.type === 'def') {
                this.#links[token['tag'] as string] ??= { href: token['href'] as string, title: token['title'] as string };
            }
        }
        const kept = settled.filter(({ token }) => token.type !== 'space' && token.type !== 'def');
        const drawn = this.#all.slice(this.#settled.length);
        const same = (block: Block, index: number): Block => (drawn[index]?.raw === block.raw ? drawn[index] : block);
        this.#settled = [...this.#settled, ...kept.map(same)];
    }
}

/** The text as tokens; text that the reader cannot cope with is one paragraph as it stands. */
export function lex(text: string, links: Links = {}): readonly Block[] {
    try {
        const lexer = new Lexer({ gfm: true, breaks: true });
        Object.assign(lexer.tokens.links, links);
        return lexer.lex(text).map((token) => ({ raw: token.raw, token }));
    } catch {
        return [{ raw: text, token: { type: 'text', raw: text, text } }];
    }
}

/** A reference may have got its definition since: same text, another meaning. */
function sameLinks(before: Token, after: Token): boolean {
    const both = JSON.stringify([before, after]).includes('"href"');
    return !both || JSON.stringify(before) === JSON.stringify(after);
}
