import { html, nothing, type TemplateResult } from 'lit';

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a line of the log tells: every field, and what it was before and is after where it changed. Always as text. */
export function details(value: unknown): TemplateResult | typeof nothing {
    if (!isObject(value)) {
        return html`<p class="error">These details cannot be read: somebody changed the line. Verify the log.</p>`;
    }
    const entries = Object.entries(value).filter(([, each]) => each !== null);
    if (entries.length === 0) {
        return nothing;
    }
    const changes = entries.filter((entry): entry is [string, Record<string, unknown>] => isChange(entry[1]));
    const facts = entries.filter(([, each]) => !isChange(each));
    return html`<details class="audit-details"><summary>${summary(changes.length, facts.length)}</summary>
        ${changes.length === 0 ? nothing : html`<table><thead><tr><th scope="col">Field</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
            <tbody>${changes.map(([name, change]) => html`<tr><th scope="row">${name}</th><td>${shown(change['from'])}</td><td>${shown(change['to'])}</td></tr>`)}</tbody>
        </table>`}
        ${facts.length === 0 ? nothing : html`<dl class="facts">${facts.map(([name, fact]) => html`<div><dt>${name}</dt><dd>${shown(fact)}</dd></div>`)}</dl>`}
    </details>`;
}

function isChange(value: unknown): boolean {
    return isObject(value) && 'from' in value && 'to' in value;
}

function summary(changes: number, facts: number): string {
    return changes > 0 ? `${changes} ${changes === 1 ? 'change' : 'changes'}` : `${facts} ${facts === 1 ? 'detail' : 'details'}`;
}

function shown(value: unknown): TemplateResult {
    if (value === null || value === undefined || value === '') {
        return html`<span class="quiet">nothing</span>`;
    }
    return html`<span class="value">${typeof value === 'string' ? value : JSON.stringify(value, undefined, 1)}</span>`;
}
