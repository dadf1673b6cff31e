import { html, nothing, type TemplateResult } from 'lit';
import type { IconNode } from 'lucide';
import { icon } from '../icons.ts';

/** Where a list has nothing: what would stand here and the one thing to do about it. */
export function emptyState(picture: IconNode, title: string, sentence: string, action?: TemplateResult): TemplateResult {
    return html`<div class="empty-state">
        <span class="picture">${icon(picture)}</span>
        <h2>${title}</h2>
        <p class="quiet">${sentence}</p>
        ${action ?? nothing}
    </div>`;
}
