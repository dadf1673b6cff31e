import { html, nothing, type TemplateResult } from 'lit';
import { Download } from 'lucide';
import { fetchFile } from '../files.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { dialog } from './dialog.ts';
import { Sending, typed } from './form.ts';
import { notice } from './notice.ts';
import { bytes } from './numbers.ts';
import { saveBlob } from './secretReveal.ts';
import { toast } from './toast.ts';

export interface Export {
    /** What is exported, such as `Conversations`. */
    what: string;
    /** Of the hub, such as `/api/v1/conversations/export`. */
    path: string;
    /** The file's name without its ending. */
    file: string;
    /** The filters of the list, so that the file holds what the list shows. */
    query: Readonly<Record<string, string | undefined>>;
    /** What the file will hold, in a sentence. */
    about: string;
}

/** A button that asks for the format and then fetches the file, saying how much has come. */
export function exportButton(spec: Export): TemplateResult {
    return html`<parley-export .spec=${spec}></parley-export>`;
}

class ExportButton extends PlainElement {
    static override properties = { spec: { attribute: false } };
    declare spec: Export;
    readonly #sending = new Sending(this);
    #open = false;
    #received = 0;
    #stop: AbortController | undefined;

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#stop?.abort();
    }

    #show(open: boolean): void {
        this.#stop?.abort();
        this.#open = open;
        this.#received = 0;
        this.requestUpdate();
    }

    async #fetch(event: SubmitEvent): Promise<void> {
        const format = typed(event)['format'] === 'csv' ? 'csv' : 'json';
        const stop = new AbortController();
        this.#stop = stop;
        const file = await this.#sending.send(() => fetchFile(this.spec.path, { ...this.spec.query, format }, stop.signal, (received) => {
            this.#received = received;
            this.requestUpdate();
        }));
        if (file && !stop.signal.aborted) {
            saveBlob(`${this.spec.file}.${format}`, file);
            this.#show(false);
            toast(`${this.spec.what} exported: ${bytes(file.size)}.`);
        }
    }

    protected override render(): TemplateResult {
        const { busy, problem } = this.#sending;
        return html`<button type="button" class="button" @click=${() => this.#show(true)}>${icon(Download)}Export</button>
            ${dialog({
                title: `Export ${this.spec.what.toLowerCase()}`,
                open: this.#open,
                closed: () => this.#show(false),
                body: html`<form id="export" class="stack" @submit=${(event: SubmitEvent) => void this.#fetch(event)}>
                    <p>${this.spec.about} The export stands in the audit log.</p>
                    <fieldset ?disabled=${busy}>
                        <legend class="unseen">Format</legend>
                        <label class="option"><input type="radio" name="format" value="json" checked>JSON
                            <span class="quiet">For programs: everything, as the API gives it.</span></label>
                        <label class="option"><input type="radio" name="format" value="csv">CSV
                            <span class="quiet">For spreadsheets: UTF-8, one line each; nothing in it runs as a formula.</span></label>
                    </fieldset>
                    ${busy ? html`<p role="status"><progress aria-label="Export"></progress> ${bytes(this.#received)} received …</p>` : nothing}
                    ${problem ? notice(problem) : nothing}
                </form>`,
                buttons: html`<button type="button" class="button" @click=${() => this.#show(false)}>Cancel</button>
                    <button type="submit" form="export" class="button primary" ?disabled=${busy}>${busy ? 'Exporting …' : 'Export'}</button>`,
            })}`;
    }
}

customElements.define('parley-export', ExportButton);
