import { html, type TemplateResult } from 'lit';
import { Search, Upload } from 'lucide';
import { api } from '../api.ts';
import { asApiError, type ApiError } from '../apiError.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { confirm } from '../parts/confirm.ts';
import { dataTable } from '../parts/dataTable.ts';
import { Sending, typed } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { notice } from '../parts/notice.ts';
import { tag } from '../parts/tag.ts';
import { time } from '../parts/time.ts';
import { toast } from '../parts/toast.ts';
import { nothing as anyAnswer, pageOf, type Page } from '../shape.ts';
import { agentPath, documentShape, foundPassages, type Document, type Passage } from './shapes.ts';
import { upload } from './upload.ts';

const POLL_MS = 1_500;
const ACCEPTED = '.md,.markdown,.txt,.html,.htm,.pdf,text/markdown,text/plain,text/html,application/pdf';

interface Going {
    readonly name: string;
    readonly share: number;
    readonly problem?: ApiError;
}

/** What the agent answers from. Documents act at once: they are not part of the draft. */
class Documents extends PlainElement {
    static override properties = { agent: {}, going: { state: true }, isOver: { state: true }, passages: { state: true } };
    declare agent: string;
    declare going: readonly Going[];
    declare isOver: boolean;
    declare passages: readonly Passage[] | undefined;
    #timer: ReturnType<typeof setTimeout> | undefined;
    readonly #searching = new Sending(this);
    readonly #deleting = new Sending(this);
    readonly #documents = new Loaded<Page<Document>>(this, (signal) =>
        api.get(agentPath(this.agent, '/documents'), pageOf(documentShape), { signal }));

    constructor() {
        super();
        this.going = [];
        this.isOver = false;
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        clearTimeout(this.#timer);
    }

    protected override updated(): void {
        clearTimeout(this.#timer);
        if (this.#documents.value?.items.some((each) => each.state === 'indexing')) {
            this.#timer = setTimeout(() => void this.#documents.reload(), POLL_MS);
        }
    }

    protected override render(): TemplateResult {
        return html`<section class="stack">
            <p class="quiet">The agent answers from these. They act at once, for the published version too.</p>
            ${this.#dropZone()}
            ${this.going.map((each) => (each.problem ? html`<div><strong>${each.name}</strong>${notice(each.problem)}</div>`
                : html`<div class="going"><span>${each.name}</span><progress max="1" .value=${each.share} aria-label="Sending ${each.name}"></progress></div>`))}
            ${this.#deleting.problem ? notice(this.#deleting.problem) : ''}
            ${this.#documents.show((page) => (page.items.length === 0
                ? html`<p class="quiet">No documents yet. Add help articles, policies or product pages: the agent quotes them with their source.</p>`
                : html`${this.#table(page.items)}${this.#search()}`), 3)}
        </section>`;
    }

    #dropZone(): TemplateResult {
        return html`<div class="drop-zone ${this.isOver ? 'over' : ''}"
            @dragover=${(event: DragEvent) => { event.preventDefault(); this.isOver = true; }}
            @dragleave=${() => { this.isOver = false; }} @drop=${(event: DragEvent) => this.#dropped(event)}>
            ${icon(Upload)}
            <p><label class="as-link" for="document-files">Choose files</label> or drop them here</p>
            <p class="quiet">Markdown, plain text, HTML or PDF, up to 20 MiB each.</p>
            <input class="unseen" type="file" id="document-files" multiple accept=${ACCEPTED}
                @change=${(event: Event) => this.#chosen(event.target as HTMLInputElement)}>
        </div>`;
    }

    #table(documents: readonly Document[]): TemplateResult {
        return dataTable({
            caption: 'Documents',
            columns: [
                { name: 'Name', cell: (each) => html`<strong>${each.name}</strong><small class="quiet">${size(each.bytes)}</small>` },
                { name: 'State', cell: state },
                { name: 'Added', cell: (each) => time(each.createdAt), end: true },
                { name: 'Actions', unnamed: true, end: true, cell: (each) => html`<button type="button" class="button small danger-quiet"
                    aria-label="Delete ${each.name}" @click=${() => void this.#delete(each)}>Delete</button>` },
            ],
            rows: documents,
        });
    }

    #search(): TemplateResult {
        return html`<section class="card stack" aria-label="Try the search">
            <h2>Try the search</h2>
            <form class="row" role="search" @submit=${(event: SubmitEvent) => void this.#find(event)}>
                <input class="grow" type="search" name="query" required maxlength="1000" aria-label="A question of a user" placeholder="Ask what a user would ask">
                <button class="button" ?disabled=${this.#searching.busy}>${icon(Search)} Search</button>
            </form>
            ${this.#searching.problem ? notice(this.#searching.problem) : ''}
            <div role="status" class="stack">${this.passages === undefined ? '' : this.passages.length === 0
                ? html`<p class="quiet">No passage fits. The agent would say that it does not know.</p>`
                : this.passages.map((each) => html`<article class="passage">
                    <header class="row spread"><strong>${each.name}${each.heading ? ` › ${each.heading}` : ''}</strong>
                        <label class="score"><span class="quiet">${Math.round(each.score * 100)} %</span><meter min="0" max="1" .value=${each.score}>${each.score}</meter></label></header>
                    <p>${each.text}</p></article>`)}</div>
        </section>`;
    }

    #dropped(event: DragEvent): void {
        event.preventDefault();
        this.isOver = false;
        void this.#send([...(event.dataTransfer?.files ?? [])]);
    }

    #chosen(input: HTMLInputElement): void {
        void this.#send([...(input.files ?? [])]);
        input.value = '';
    }

    /** One after the other: the hub indexes them so anyway. */
    async #send(files: readonly File[]): Promise<void> {
        for (const file of files) {
            this.#show({ name: file.name, share: 0 });
            try {
                const added = await upload(agentPath(this.agent, '/documents'), file, (share) => this.#show({ name: file.name, share }));
                this.going = this.going.filter((each) => each.name !== file.name);
                const page = this.#documents.value;
                this.#documents.set({ ...page, items: [added, ...(page?.items ?? [])] });
            } catch (problem) {
                this.#show({ name: file.name, share: 0, problem: asApiError(problem) });
            }
        }
        await this.#documents.reload();
    }

    #show(going: Going): void {
        this.going = [...this.going.filter((each) => each.name !== going.name), going];
    }

    async #delete(document: Document): Promise<void> {
        const sure = await confirm({
            title: 'Delete this document?', name: document.name, destroys: true, action: 'Delete document',
            consequence: 'The agent forgets it at once. Answers that were given keep their quotes.',
        });
        if (sure && await this.#deleting.send(() => api.delete(agentPath(this.agent, `/documents/${document.id}`), anyAnswer))) {
            toast('Document deleted.');
            this.passages = undefined;
            await this.#documents.reload();
        }
    }

    async #find(event: SubmitEvent): Promise<void> {
        const query = typed(event)['query'] ?? '';
        const found = await this.#searching.send(() => api.post(agentPath(this.agent, '/documents/search'), { query }, foundPassages));
        this.passages = found?.passages;
    }
}

function state(document: Document): TemplateResult {
    switch (document.state) {
        case 'ready': return tag('Ready', 'good');
        case 'indexing': return html`<span class="row"><progress max="1" .value=${document.progress} aria-label="Indexing ${document.name}"></progress>
            <span class="quiet">Indexing ${Math.round(document.progress * 100)} %</span></span>`;
        case 'failed': return html`<span>${tag('Not readable', 'danger')}<small class="quiet problem">${document.problem}</small></span>`;
    }
}

function size(bytes: number): string {
    return bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

customElements.define('parley-documents', Documents);
