import { html, type TemplateResult } from 'lit';

/** Grey rows where a list or a form is about to be. */
export function skeleton(rows: number): TemplateResult {
    return html`<div class="skeleton" role="status" aria-label="Loading">${Array.from({ length: rows }, () => html`<div></div>`)}</div>`;
}
