import { html, type TemplateResult } from 'lit';
import { Copy } from 'lucide';
import { icon } from '../icons.ts';
import { toast } from './toast.ts';

/** Puts a text on the clipboard and says so; without a clipboard, as on plain HTTP, says how to copy it by hand. */
export async function copy(text: string, what: string): Promise<void> {
    try {
        await navigator.clipboard.writeText(text);
        toast(`${what} copied.`);
    } catch {
        toast('This page may not use the clipboard. Select the text and copy it by hand.');
    }
}

/** A text that is made to be copied, such as a link, with the button that does it. */
export function copyField(what: string, text: string): TemplateResult {
    return html`<div class="copy-field">
        <input readonly aria-label=${what} .value=${text} @focus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()}>
        <button type="button" class="button" aria-label="Copy ${lower(what)}" @click=${() => void copy(text, what)}>${icon(Copy)}Copy</button>
    </div>`;
}

/** Several lines that are made to be copied, such as a piece of code. */
export function copyBlock(what: string, text: string): TemplateResult {
    return html`<div class="copy-block">
        <pre tabindex="0" aria-label=${what}><code>${text}</code></pre>
        <button type="button" class="button small" aria-label="Copy ${lower(what)}" @click=${() => void copy(text, what)}>${icon(Copy)}Copy</button>
    </div>`;
}

function lower(what: string): string {
    return what.charAt(0).toLowerCase() + what.slice(1);
}
