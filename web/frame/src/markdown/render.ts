import type { MarkedToken, Token, Tokens } from 'marked';
import { html, nothing, type TemplateResult } from 'lit';
import type { Messages } from '../text/en.ts';
import { renderCode } from './code.ts';
import { decodeEntities } from './entities.ts';
import { safeLink } from './links.ts';

type Drawn = TemplateResult | string | typeof nothing;

/** Nothing that people write nests deeper; what does is shown as its source. */
const deepest = 24;

/**
 * Draws tokens by a closed list of elements. There is no way from a token to an element, an attribute or an address that
 * is not written here: HTML is shown as text, an image as a link to where it lies.
 */
export class Renderer {
    constructor(private readonly text: Messages) {}

    block(token: Token, depth = 0): Drawn {
        if (depth > deepest) {
            return token.raw;
        }
        const known = token as MarkedToken;
        switch (known.type) {
            case 'paragraph':
                return html`<p dir="auto">${this.#inline(known.tokens, depth)}</p>`;
            case 'heading':
                return this.#heading(known, depth);
            case 'code':
                return renderCode(known.text, known.lang ?? '', this.text);
            case 'blockquote':
                return html`<blockquote dir="auto">${this.#blocks(known.tokens, depth)}</blockquote>`;
            case 'list':
                return this.#list(known, depth);
            case 'table':
                return this.#table(known, depth);
            case 'hr':
                return html`<hr>`;
            case 'text':
                return html`<p dir="auto">${known.tokens ? this.#inline(known.tokens, depth) : known.text}</p>`;
            case 'html':
                return html`<p class="source" dir="auto">${known.raw.trimEnd()}</p>`;
            case 'space':
            case 'def':
                return nothing;
            default:
                return token.raw;
        }
    }

    #blocks(tokens: readonly Token[], depth: number): Drawn[] {
        return tokens.map((token) => this.block(token, depth + 1));
    }

    /** All of one level below the message's own: an answer may begin with any, and a page must not skip one. */
    #heading({ depth: level, tokens }: Tokens.Heading, depth: number): Drawn {
        return html`<h3 class="level-${Math.min(level, 4)}" dir="auto">${this.#inline(tokens, depth)}</h3>`;
    }

    #list({ ordered, start, items }: Tokens.List, depth: number): Drawn {
        const drawn = items.map((item) => html`<li class=${item.task ? 'task' : nothing} dir="auto">${this.#item(item, depth)}</li>`);
        return ordered ? html`<ol start=${start === '' ? 1 : start}>${drawn}</ol>` : html`<ul>${drawn}</ul>`;
    }

    #item({ tokens, loose }: Tokens.ListItem, depth: number): Drawn[] {
        return tokens.map((token) => {
            if (token.type === 'checkbox') {
                const { checked } = token as Tokens.Checkbox;
                return html`<span class=${checked ? 'box checked' : 'box'} role="img" aria-label=${checked ? this.text.done : this.text.open}></span>`;
            }
            const isTight = token.type === 'text' && !loose;
            return isTight ? html`${this.#inline((token as Tokens.Text).tokens ?? [token], depth + 1)}` : this.block(token, depth + 1);
        });
    }

    #table({ header, rows }: Tokens.Table, depth: number): Drawn {
        const cell = ({ tokens, align, header: isHeader }: Tokens.TableCell): Drawn => {
            const content = this.#inline(tokens, depth);
            const place = align ?? nothing;
            return isHeader
                ? html`<th scope="col" class=${place} dir="auto">${content}</th>`
                : html`<td class=${place} dir="auto">${content}</td>`;
        };
        return html`<div class="scroll" tabindex="0" role="group" aria-label=${this.text.table}><table>
            <thead><tr>${header.map(cell)}</tr></thead>
            <tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}</tbody>
        </table></div>`;
    }

    #inline(tokens: readonly Token[], depth: number): Drawn[] {
        return tokens.map((token) => (depth > deepest ? token.raw : this.#span(token as MarkedToken, depth + 1)));
    }

    #span(token: MarkedToken, depth: number): Drawn {
        switch (token.type) {
            case 'text':
                return token.tokens ? html`${this.#inline(token.tokens, depth)}` : decodeEntities(token.text);
            case 'escape':
                return token.text;
            case 'strong':
                return html`<strong>${this.#inline(token.tokens, depth)}</strong>`;
            case 'em':
                return html`<em>${this.#inline(token.tokens, depth)}</em>`;
            case 'del':
                return html`<s>${this.#inline(token.tokens, depth)}</s>`;
            case 'codespan':
                return html`<code>${token.text}</code>`;
            case 'br':
                return html`<br>`;
            case 'link':
                return this.#link(token, depth);
            case 'image':
                return this.#image(token);
            default:
                return token.raw;
        }
    }

    #link({ href, tokens, raw }: Tokens.Link, depth: number): Drawn {
        const link = safeLink(href);
        return link === undefined
            ? raw
            : html`<a href=${link.href} target="_blank" rel="noopener noreferrer nofollow" title=${link.destination}
                >${this.#inline(tokens, depth)}</a>`;
    }

    /** Never loaded: the address of a remote picture can carry a conversation away. */
    #image({ href, text, raw }: Tokens.Image): Drawn {
        const link = safeLink(href);
        if (link === undefined) {
            return raw;
        }
        const label = text === '' ? this.text.picture : decodeEntities(text);
        return html`<a class="picture" href=${link.href} target="_blank" rel="noopener noreferrer nofollow"
            >${label} <span class="host">${link.destination}</span></a>`;
    }
}
