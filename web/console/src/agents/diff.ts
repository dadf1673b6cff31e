import { html, type TemplateResult } from 'lit';
import type { Difference } from './shapes.ts';

type Field = Difference['fields'][number];
type Line = NonNullable<Field['lines']>[number];

/** Lines of context shown around a change. */
const AROUND = 2;

const NAMES: Readonly<Record<string, string>> = {
    instructions: 'Instructions', greeting: 'Greeting', starters: 'Starters', 'model.provider': 'Provider', 'model.baseUrl': 'Base URL',
    'model.model': 'Model', 'model.hasKey': 'API key', 'model.apiKey': 'API key', 'appearance.title': 'Title',
    'appearance.placeholder': 'Placeholder', 'appearance.accent': 'Accent colour', 'appearance.position': 'Launcher position',
};

/** What changed, field by field. */
export function diffView(difference: Difference): TemplateResult {
    return difference.fields.length === 0
        ? html`<p class="quiet">Nothing differs.</p>`
        : html`<div class="diff">${difference.fields.map((field) => html`<section>
            <h3>${nameOf(field.field)}</h3>
            ${field.lines ? linesView(field.lines) : html`<p class="values"><del>${valueOf(field.from)}</del> <span aria-hidden="true">→</span> <ins>${valueOf(field.to)}</ins></p>`}
        </section>`)}</div>`;
}

function nameOf(field: string): string {
    return NAMES[field] ?? (field.startsWith('variables.') ? `Variable ${field.slice('variables.'.length)}` : field);
}

function linesView(lines: readonly Line[]): TemplateResult {
    return html`<div class="lines" tabindex="0" role="group" aria-label="Changed lines">${folded(lines).map((line) => (typeof line === 'number'
        ? html`<p class="fold">${line} unchanged ${line === 1 ? 'line' : 'lines'}</p>`
        : line.kind === 'same' ? html`<p>${line.text || ' '}</p>`
            : line.kind === 'added' ? html`<p class="added"><span class="unseen">Added: </span><ins>${line.text || ' '}</ins></p>`
                : html`<p class="removed"><span class="unseen">Removed: </span><del>${line.text || ' '}</del></p>`))}</div>`;
}

/** The lines with long unchanged stretches as their number. */
export function folded(lines: readonly Line[]): (Line | number)[] {
    const isNear = (index: number): boolean =>
        lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some((line) => line.kind !== 'same');
    const shown: (Line | number)[] = [];
    lines.forEach((line, index) => {
        const last = shown.at(-1);
        if (isNear(index)) {
            shown.push(line);
        } else if (typeof last === 'number') {
            shown[shown.length - 1] = last + 1;
        } else {
            shown.push(1);
        }
    });
    return shown;
}

function valueOf(value: unknown): string {
    if (value === undefined || value === '') {
        return 'nothing';
    }
    if (typeof value === 'boolean') {
        return value ? 'stored' : 'none';
    }
    if (typeof value === 'object' && value !== null && 'default' in value) {
        const { default: text, description, overridable } = value as Record<string, unknown>;
        const who = overridable === 'nobody' ? 'nobody may override' : 'the host may override';
        return `“${String(text)}”, ${who}${description ? `, ${String(description)}` : ''}`;
    }
    return String(value);
}
