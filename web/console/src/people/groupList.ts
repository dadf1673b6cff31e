import { html, nothing, type TemplateResult } from 'lit';
import { Plus, UsersRound } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { dataTable } from '../parts/dataTable.ts';
import { dialog } from '../parts/dialog.ts';
import { emptyState } from '../parts/emptyState.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { notice } from '../parts/notice.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { time } from '../parts/time.ts';
import { router } from '../router.ts';
import type { Place } from '../routes.ts';
import { may } from '../session.ts';
import { number, object, pageOf, text, type Of, type Page } from '../shape.ts';
import { group } from './shapes.ts';

const listed = object({ id: text, name: text, size: number, createdAt: text });
type Listed = Of<typeof listed>;

/** `/console/people/groups`: sets of members that an agent is shared with as one. */
class GroupList extends PlainElement {
    static override properties = { place: { attribute: false }, tabs: { attribute: false }, making: { state: true } };
    declare place: Place;
    declare tabs: TemplateResult;
    declare making: boolean;
    readonly #groups = new Loaded<Page<Listed>>(this, (signal) => api.get('/api/v1/groups', pageOf(listed), { signal }));
    readonly #sending = new Sending(this);

    constructor() {
        super();
        this.making = false;
    }

    async #more(shown: Page<Listed>): Promise<void> {
        const page = await api.get('/api/v1/groups', pageOf(listed), { query: { before: shown.next } });
        this.#groups.set({ ...page, items: [...shown.items, ...page.items] });
    }

    async #make(event: SubmitEvent): Promise<void> {
        const { name = '' } = typed(event);
        const made = await this.#sending.send(() => api.post('/api/v1/groups', { name }, group));
        if (made) {
            this.making = false;
            void router.go(`/people/groups/${made.id}`);
        }
    }

    protected override render(): TemplateResult {
        const problem = this.#sending.problem;
        const add = may(this.place.me, 'admin')
            ? html`<button type="button" class="button primary" @click=${() => { this.making = true; }}>${icon(Plus)}New group</button>`
            : nothing;
        return html`${pageHeader({ title: 'People', about: 'Share an agent with a group once, and manage who is in it here.', actions: add })}
            ${this.tabs}
            ${this.#groups.show((page) => page.items.length === 0
                ? emptyState(UsersRound, 'No group yet', 'A group is invited to an agent as one: whoever joins it may use the agent, whoever leaves it may not.')
                : dataTable({
                    caption: 'Groups',
                    columns: [
                        { name: 'Group', cell: ({ id, name }: Listed) => html`<a href="/console/people/groups/${id}">${name}</a>` },
                        { name: 'Members', cell: ({ size }) => String(size), end: true },
                        { name: 'Created', cell: ({ createdAt }) => time(createdAt), end: true },
                    ],
                    rows: page.items,
                    more: page.next === undefined ? undefined : () => void this.#more(page),
                }))}
            ${dialog({
                title: 'New group', open: this.making, closed: () => { this.making = false; },
                body: html`<form id="new-group" class="stack" @submit=${(event: SubmitEvent) => void this.#make(event)}>
                    ${problem && !problem.field ? notice(problem) : nothing}
                    ${textField({ name: 'name', label: 'Name', required: true, maxLength: 100, placeholder: 'Support', error: errorOf(problem, 'name') })}
                </form>`,
                buttons: html`<button type="button" class="button" @click=${() => { this.making = false; }}>Cancel</button>
                    <button type="submit" form="new-group" class="button primary" ?disabled=${this.#sending.busy}>Create group</button>`,
            })}`;
    }
}

customElements.define('parley-group-list', GroupList);
