import { html, nothing, type TemplateResult } from 'lit';
import { ChevronLeft } from 'lucide';
import { icon } from '../icons.ts';

export interface PageHeader {
    title: unknown;
    /** The page above: its path below `/console` and its name. */
    above?: { path: string; name: string };
    /** One sentence about the page. */
    about?: unknown;
    /** Buttons on the right, the most important one last. */
    actions?: unknown;
}

/** The head of every page: its one h1, which has the focus after navigation, and what can be done here. */
export function pageHeader({ title, above, about, actions }: PageHeader): TemplateResult {
    return html`<header class="page-header">
        ${above ? html`<nav class="above" aria-label="Above"><a href="/console${above.path}">${icon(ChevronLeft)}${above.name}</a></nav>` : nothing}
        <h1 tabindex="-1">${title}</h1>
        ${about && about !== nothing ? html`<p class="about quiet">${about}</p>` : nothing}
        ${actions && actions !== nothing ? html`<div class="actions">${actions}</div>` : nothing}
    </header>`;
}
