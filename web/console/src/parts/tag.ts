import { html, type TemplateResult } from 'lit';

export type Tone = 'plain' | 'good' | 'caution' | 'danger' | 'accent';

/** A state in one word; the colour only repeats what the word says. */
export function tag(word: string, tone: Tone = 'plain'): TemplateResult {
    return html`<span class="tag ${tone}">${word}</span>`;
}
