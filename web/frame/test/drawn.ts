import { nothing } from 'lit';
import type { Token } from 'marked';
import { Renderer } from '../src/markdown/render.ts';
import { en } from '../src/text/en.ts';

interface Template {
    readonly strings: readonly string[];
    readonly values: readonly unknown[];
}

/** What lit would put into the page: the template's own text as markup, every value escaped, as lit does. */
export function drawn(value: unknown): string {
    if (value === nothing || value === undefined) {
        return '';
    }
    if (Array.isArray(value)) {
        return value.map(drawn).join('');
    }
    if (isTemplate(value)) {
        return value.strings.map((part, index) => part + (index < value.values.length ? placed(part, value.values[index]) : '')).join('');
    }
    return escaped(String(value));
}

export function drawnTokens(tokens: readonly Token[]): string {
    const renderer = new Renderer(en);
    return tokens.map((token) => drawn(renderer.block(token))).join('');
}

function placed(before: string, value: unknown): string {
    return before.endsWith('=') ? `"${value === nothing ? '' : escaped(String(value))}"` : drawn(value);
}

function isTemplate(value: unknown): value is Template {
    return typeof value === 'object' && value !== null && 'strings' in value && 'values' in value;
}

function escaped(text: string): string {
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
