import { html, type TemplateResult } from 'lit';
import { TriangleAlert } from 'lucide';
import type { ApiError } from '../apiError.ts';
import { icon } from '../icons.ts';
import { errorOf } from '../parts/field.ts';
import { toast } from '../parts/toast.ts';
import type { Change } from './draftEditor.ts';
import type { Draft } from './shapes.ts';
import './templateField.ts';

export interface TabContext {
    readonly draft: Draft;
    /** Why the last save was refused, if it was. */
    readonly problem: ApiError | undefined;
    change(change: Change): void;
}

/** What the agent is told. */
export function instructionsTab({ draft, problem, change }: TabContext): TemplateResult {
    return html`<section class="stack">
        <parley-template-field name="instructions" label="Instructions" .rows=${18} .longest=${32_000}
            help="Who the agent is, whom it talks to and how it answers. Type {{ to put in a variable." .value=${draft.instructions}
            .error=${errorOf(problem, 'instructions')} .variables=${draft.variables}
            .changed=${(instructions: string) => change({ instructions })}></parley-template-field>
        ${unknownNames(draft, change)}
    </section>`;
}

/** The names no variable has, each with a button that makes one. */
export function unknownNames(draft: Draft, change: (change: Change) => void): TemplateResult | string {
    if (draft.unknownNames.length === 0) {
        return '';
    }
    return html`<div class="notice caution">${icon(TriangleAlert)}<div>
        <strong>Names that no variable has</strong>
        <p>They stay empty when the agent answers. Define them, or correct their spelling.</p>
        <ul class="unknown-names">${draft.unknownNames.map(({ name, fields }) => html`<li>
            <code>${name}</code> <span class="quiet">in ${fields.join(', ')}</span>
            ${/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name)
                ? html`<button type="button" class="button small" aria-label="Define ${name}" @click=${() => define(draft, name, change)}>Define</button>`
                : html`<span class="quiet">A name has letters, digits and underscores only.</span>`}
        </li>`)}</ul>
    </div></div>`;
}

function define(draft: Draft, name: string, change: (change: Change) => void): void {
    change({ variables: [...draft.variables, { name, default: '', description: '', overridable: 'host' }] });
    toast(`Variable ${name} added. Give it a default under Variables.`);
}
