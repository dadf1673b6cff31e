import { html, nothing, type TemplateResult } from 'lit';

/** Pages that stand beside each other, as links: each has its address. */
export function tabs(label: string, current: string, pages: readonly { path: string; name: string }[]): TemplateResult {
    return html`<nav class="tabs" aria-label=${label}>${pages.map((page) => html`
        <a href="/console${page.path}" aria-current=${page.path === current ? 'page' : nothing}>${page.name}</a>`)}</nav>`;
}
