import { html, type TemplateResult } from 'lit';
import { ago } from './ago.ts';

const absolute = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** A time as `3 hours ago`, with date and time of day in its title. */
export function time(iso: string | undefined, never = 'Never'): TemplateResult {
    return iso === undefined
        ? html`<span class="quiet">${never}</span>`
        : html`<time datetime=${iso} title=${absolute.format(new Date(iso))}>${ago(iso)}</time>`;
}
