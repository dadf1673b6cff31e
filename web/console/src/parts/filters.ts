import { html, nothing, type TemplateResult } from 'lit';
import { router } from '../router.ts';

export interface Filter {
    /** The parameter of the address, and usually of the request. */
    name: string;
    label: string;
    type: 'search' | 'date' | 'choice';
    choices?: readonly { value: string; label: string }[];
    placeholder?: string;
}

/** The filters of a list, the days last and side by side. They live in the address, so that a link shows the same list and going back undoes one. */
export function filterBar(filters: readonly Filter[], query: URLSearchParams): TemplateResult {
    const labelled = (filter: Filter): TemplateResult =>
        html`<label><span>${filter.label}</span>${control(filter, query.get(filter.name) ?? '')}</label>`;
    const days = filters.filter(({ type }) => type === 'date');
    const used = filters.filter((filter) => query.has(filter.name));
    return html`<form class="filters" role="search" @submit=${(event: SubmitEvent) => event.preventDefault()}>
        ${filters.filter(({ type }) => type !== 'date').map(labelled)}
        ${days.length === 0 ? nothing : html`<div class="pair">${days.map(labelled)}</div>`}
        ${used.length === 0 ? nothing : html`<button type="button" class="button plain"
            @click=${() => router.filter(Object.fromEntries(used.map((filter) => [filter.name, ''])))}>Clear filters</button>`}
    </form>`;
}

function control(filter: Filter, value: string): TemplateResult {
    const changed = (event: Event): void =>
        router.filter({ [filter.name]: (event.target as HTMLInputElement | HTMLSelectElement).value.trim() });
    return filter.type === 'choice'
        ? html`<select name=${filter.name} @change=${changed}>
            <option value="" ?selected=${value === ''}>All</option>
            ${(filter.choices ?? []).map((choice) => html`<option value=${choice.value} ?selected=${choice.value === value}>${choice.label}</option>`)}
        </select>`
        : html`<input type=${filter.type} name=${filter.name} .value=${value} placeholder=${filter.placeholder ?? nothing} @change=${changed}>`;
}
