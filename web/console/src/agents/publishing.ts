import { html, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { dialog } from '../parts/dialog.ts';
import { textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { caution, notice } from '../parts/notice.ts';
import { skeleton } from '../parts/skeleton.ts';
import { toast } from '../parts/toast.ts';
import { diffView } from './diff.ts';
import type { DraftEditor } from './draftEditor.ts';
import { agentPath, difference, version, type Difference } from './shapes.ts';

/** Shows what users will notice, then lets them talk to the draft. */
class Publishing extends PlainElement {
    static override properties = { agent: {}, editor: { attribute: false }, open: { type: Boolean }, closed: { attribute: false }, changes: { state: true } };
    declare agent: string;
    declare editor: DraftEditor;
    declare open: boolean;
    declare closed: () => void;
    declare changes: Difference | undefined;
    readonly #sending = new Sending(this);

    protected override willUpdate(changed: Map<string, unknown>): void {
        if (changed.has('open') && this.open) {
            this.changes = undefined;
            this.#sending.problem = undefined;
            void this.#compare();
        }
    }

    protected override render(): TemplateResult {
        const draft = this.editor.draft;
        const next = (draft?.published ?? 0) + 1;
        return dialog({
            title: `Publish version ${next}`,
            open: this.open,
            side: 'end',
            closed: this.closed,
            body: html`<form id="publishing" @submit=${(event: SubmitEvent) => void this.#publish(event)}>
                <p>Users talk to it from their next message on. You can bring the present version back under Versions.</p>
                ${draft && draft.exists && draft.basedOn !== draft.published
                    ? caution(`This draft was started from v${draft.basedOn}. Since then v${draft.published} was published: what it changed may be undone here.`) : ''}
                ${draft && draft.unknownNames.length > 0
                    ? caution(html`No variable is called ${draft.unknownNames.map(({ name }, index) => html`${index > 0 ? ', ' : ''}<code>${name}</code>`)}: these places stay empty.`) : ''}
                ${textField({ name: 'note', label: 'Note', maxLength: 500, help: 'What changed and why, for whoever reads the versions. May be left empty.' })}
                ${this.#sending.problem ? notice(this.#sending.problem) : ''}
                <section class="stack"><h3>Changes since v${draft?.published}</h3>
                    ${this.changes ? diffView(this.changes) : skeleton(3)}</section>
            </form>`,
            buttons: html`<button type="button" class="button" @click=${() => this.closed()}>Cancel</button>
                <button type="submit" form="publishing" class="button primary" ?disabled=${this.#sending.busy || this.changes === undefined}>Publish</button>`,
        });
    }

    async #compare(): Promise<void> {
        this.changes = await this.#sending.send(() =>
            api.get(agentPath(this.agent, `/versions/${this.editor.draft?.published}/diff`), difference));
    }

    async #publish(event: SubmitEvent): Promise<void> {
        const note = typed(event)['note'] ?? '';
        const made = await this.#sending.send(() =>
            api.post(agentPath(this.agent, '/publish'), { note, revision: this.editor.draft?.revision }, version));
        if (made) {
            await this.editor.takeTheirs();
            this.closed();
            toast(`Published v${made.number}.`);
        }
    }
}

customElements.define('parley-publishing', Publishing);
