import { html, nothing, type TemplateResult } from 'lit';
import { Braces, Plus } from 'lucide';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { confirm } from '../parts/confirm.ts';
import { dataTable } from '../parts/dataTable.ts';
import { dialog } from '../parts/dialog.ts';
import { emptyState } from '../parts/emptyState.ts';
import { areaField, textField } from '../parts/field.ts';
import { typed } from '../parts/form.ts';
import { tag } from '../parts/tag.ts';
import type { TabContext } from './instructions.ts';
import { unknownNames } from './instructions.ts';
import type { Variable } from './shapes.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** The values that instructions, greeting and starters name. */
class Variables extends PlainElement {
    static override properties = { context: { attribute: false }, editing: { state: true }, wrong: { state: true } };
    declare context: TabContext;
    /** The place of the variable in the dialog; its number of variables for a new one. */
    declare editing: number | undefined;
    declare wrong: string | undefined;

    protected override render(): TemplateResult {
        const { variables } = this.context.draft;
        const add = html`<button type="button" class="button" @click=${() => this.#open(variables.length)}>${icon(Plus)} Add variable</button>`;
        return html`<section class="stack">
            <div class="row spread"><p class="quiet">Write <code>{{name}}</code> where the value shall stand. The identity token of your product may give another value than the default, unless you say nobody may.</p>${variables.length === 0 ? '' : add}</div>
            ${variables.length === 0
                ? emptyState(Braces, 'No variables', 'With a variable the agent can greet people by name, or know their plan.', add)
                : dataTable({ caption: 'Variables', columns: this.#columns(), rows: variables })}
            ${unknownNames(this.context.draft, (change) => this.context.change(change))}
            ${this.#dialog(variables)}
        </section>`;
    }

    #columns(): Parameters<typeof dataTable<Variable>>[0]['columns'] {
        return [
            { name: 'Name', cell: (each) => html`<code>${each.name}</code>${each.description ? html`<small class="quiet">${each.description}</small>` : nothing}` },
            { name: 'Default', cell: (each) => (each.default === '' ? html`<span class="quiet">Empty</span>` : each.default) },
            { name: 'Who may override', cell: (each) => (each.overridable === 'host' ? tag('Host token') : tag('Nobody', 'accent')) },
            { name: 'Actions', unnamed: true, end: true, cell: (each) => html`<span class="row end">
                <button type="button" class="button small" aria-label="Edit ${each.name}" @click=${() => this.#open(this.context.draft.variables.indexOf(each))}>Edit</button>
                <button type="button" class="button small danger-quiet" aria-label="Remove ${each.name}" @click=${() => void this.#remove(each)}>Remove</button></span>` },
        ];
    }

    #dialog(variables: readonly Variable[]): TemplateResult {
        const known = this.editing === undefined ? undefined : variables[this.editing];
        const overridable = known?.overridable ?? 'host';
        return dialog({
            title: known ? `Variable ${known.name}` : 'New variable',
            open: this.editing !== undefined,
            closed: () => { this.editing = undefined; },
            body: html`<form id="variable" novalidate @submit=${(event: SubmitEvent) => this.#save(event)}>
                ${textField({ name: 'name', label: 'Name', value: known?.name ?? '', required: true, maxLength: 64, error: this.wrong, help: 'Letters, digits and underscores, such as first_name.' })}
                ${areaField({ name: 'default', label: 'Default', value: known?.default ?? '', rows: 2, maxLength: 2_000, help: 'Used where the token says nothing, and for visitors and members.' })}
                ${textField({ name: 'description', label: 'Description', value: known?.description ?? '', maxLength: 500, help: 'For whoever builds or integrates the agent.' })}
                <fieldset><legend>Who may override</legend>
                    <label class="option"><input type="radio" name="overridable" value="host" .checked=${overridable === 'host'}><span>The host’s identity token</span><span class="quiet">Your backend signs a value for its user.</span></label>
                    <label class="option"><input type="radio" name="overridable" value="nobody" .checked=${overridable === 'nobody'}><span>Nobody</span><span class="quiet">The default always holds; what a token says is ignored.</span></label>
                </fieldset>
            </form>`,
            buttons: html`<button type="button" class="button" @click=${() => { this.editing = undefined; }}>Cancel</button>
                <button type="submit" form="variable" class="button primary">${known ? 'Save' : 'Add'}</button>`,
        });
    }

    #open(index: number): void {
        this.wrong = undefined;
        this.editing = index;
    }

    #save(event: SubmitEvent): void {
        const form = typed(event);
        const { variables } = this.context.draft;
        const name = (form['name'] ?? '').trim();
        const index = this.editing ?? variables.length;
        const isTwice = variables.some((each, place) => place !== index && each.name === name);
        this.wrong = !NAME.test(name) ? 'Write a letter first, then letters, digits and underscores.'
            : isTwice ? 'There is a variable of this name: choose another one.' : undefined;
        if (this.wrong) {
            return;
        }
        const overridable = form['overridable'] === 'nobody' ? 'nobody' : 'host';
        const edited: Variable = { name, default: form['default'] ?? '', description: (form['description'] ?? '').trim(), overridable };
        this.context.change({ variables: [...variables.slice(0, index), edited, ...variables.slice(index + 1)] });
        this.editing = undefined;
    }

    async #remove(variable: Variable): Promise<void> {
        const uses = ['instructions', 'greeting'].filter((field) =>
            String(this.context.draft[field as 'instructions']).includes(`{{${variable.name}}}`));
        if (uses.length === 0 || await confirm({
            title: `Remove ${variable.name}?`,
            consequence: `It stands in the ${uses.join(' and the ')}, where it will be empty.`,
            action: 'Remove variable', destroys: true,
        })) {
            this.context.change({ variables: this.context.draft.variables.filter((each) => each !== variable) });
        }
    }
}

customElements.define('parley-variables', Variables);
