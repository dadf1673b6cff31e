import { html, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { confirm } from '../parts/confirm.ts';
import { dataTable } from '../parts/dataTable.ts';
import { dialog } from '../parts/dialog.ts';
import { Sending } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { notice } from '../parts/notice.ts';
import { tag } from '../parts/tag.ts';
import { time } from '../parts/time.ts';
import { toast } from '../parts/toast.ts';
import { pageOf, type Page } from '../shape.ts';
import { diffView } from './diff.ts';
import type { DraftEditor } from './draftEditor.ts';
import { agentPath, difference, restored, version, type Difference, type Version } from './shapes.ts';

const versions = pageOf(version);

/** What was published so far, to be compared and brought back. */
class Versions extends PlainElement {
    static override properties = { agent: {}, editor: { attribute: false }, published: { type: Number }, compared: { state: true } };
    declare agent: string;
    declare editor: DraftEditor;
    /** The version users talk to: when it changes, there is a new one to list. */
    declare published: number;
    declare compared: { version: Version; against: string; difference?: Difference } | undefined;
    readonly #sending = new Sending(this);
    readonly #versions = new Loaded<Page<Version>>(this, (signal) => api.get(agentPath(this.agent, '/versions'), versions, { signal }));

    protected override willUpdate(changed: Map<string, unknown>): void {
        if (changed.get('published') !== undefined) {
            void this.#versions.reload();
        }
    }

    protected override render(): TemplateResult {
        return html`<section class="stack">
            <p class="quiet">Users talk to the published version. Restore makes an earlier one the draft; Publish again lets users talk to it at once.</p>
            ${this.#sending.problem ? notice(this.#sending.problem) : ''}
            ${this.#versions.show((page) => dataTable({
                caption: 'Versions', rows: page.items, columns: this.#columns(),
                more: page.next === undefined ? undefined : () => void this.#more(page),
            }))}
            ${this.#dialog()}
        </section>`;
    }

    #columns(): Parameters<typeof dataTable<Version>>[0]['columns'] {
        const isCurrent = (each: Version): boolean => each.number === this.published;
        return [
            { name: 'Version', cell: (each) => html`<strong>v${each.number}</strong> ${isCurrent(each) ? tag('Published', 'good') : ''}
                ${each.restores === undefined ? '' : html`<small class="quiet">Brings back v${each.restores}</small>`}` },
            { name: 'Note', cell: (each) => each.note || html`<span class="quiet">None</span>` },
            { name: 'Published by', cell: (each) => each.email ?? each.by },
            { name: 'When', cell: (each) => time(each.createdAt) },
            { name: 'Actions', unnamed: true, end: true, cell: (each) => html`<span class="row end">
                <button type="button" class="button small" aria-label="Compare v${each.number} with the draft" @click=${() => void this.#compare(each, 'draft')}>Compare</button>
                ${isCurrent(each) ? '' : html`
                    <button type="button" class="button small" aria-label="Restore v${each.number} as the draft" @click=${() => void this.#restore(each)}>Restore</button>
                    <button type="button" class="button small" aria-label="Publish again: v${each.number}" @click=${() => void this.#publishAgain(each)}>Publish again</button>`}</span>` },
        ];
    }

    #dialog(): TemplateResult {
        const { compared } = this;
        return dialog({
            title: compared ? `From v${compared.version.number} to ${compared.against === 'draft' ? 'the draft' : `v${compared.against}`}` : 'Comparison',
            open: compared !== undefined,
            side: 'end',
            closed: () => { this.compared = undefined; },
            body: html`${compared === undefined || compared.version.number === this.published ? '' : html`<div class="row">
                    <button type="button" class="button small" aria-pressed=${compared.against === 'draft'} @click=${() => void this.#compare(compared.version, 'draft')}>With the draft</button>
                    <button type="button" class="button small" aria-pressed=${compared.against !== 'draft'} @click=${() => void this.#compare(compared.version, String(this.published))}>With v${this.published}</button></div>`}
                ${compared?.difference ? diffView(compared.difference) : html`<p class="quiet" role="status">Comparing…</p>`}`,
        });
    }

    async #compare(chosen: Version, against: string): Promise<void> {
        this.compared = { version: chosen, against };
        await this.editor.flush();
        const found = await this.#sending.send(() =>
            api.get(agentPath(this.agent, `/versions/${chosen.number}/diff`), difference, { query: { against } }));
        this.compared = found ? { version: chosen, against, difference: found } : undefined;
    }

    async #restore(chosen: Version): Promise<void> {
        const isLost = this.editor.draft?.exists === true;
        const sure = !isLost || await confirm({
            title: `Restore v${chosen.number}?`, action: 'Restore', destroys: true,
            consequence: 'It becomes the draft. The changes in the present draft, which are not published, are lost.',
        });
        if (sure) {
            await this.#bringBack(chosen, {}, `v${chosen.number} is the draft now. Publish it when it is right.`);
        }
    }

    async #publishAgain(chosen: Version): Promise<void> {
        if (await confirm({
            title: `Publish v${chosen.number} again?`, action: `Publish v${chosen.number} again`,
            consequence: 'Users talk to it from their next message on. The draft stays as it is.',
        })) {
            await this.#bringBack(chosen, { publish: true }, `Users talk to v${chosen.number} again.`);
        }
    }

    async #bringBack(chosen: Version, body: object, done: string): Promise<void> {
        const answer = await this.#sending.send(() => api.post(agentPath(this.agent, `/versions/${chosen.number}/restore`), body, restored));
        if (answer) {
            await this.editor.takeTheirs();
            toast(done);
        }
    }

    async #more(shown: Page<Version>): Promise<void> {
        const page = await api.get(agentPath(this.agent, '/versions'), versions, { query: { before: shown.next } });
        this.#versions.set({ ...page, items: [...shown.items, ...page.items] });
    }
}

customElements.define('parley-versions', Versions);
