import { html, nothing, type TemplateResult } from 'lit';
import { UserPlus, Users } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { dataTable, type Column } from '../parts/dataTable.ts';
import { emptyState } from '../parts/emptyState.ts';
import { filterBar, type Filter } from '../parts/filters.ts';
import { Loaded } from '../parts/loaded.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { tag } from '../parts/tag.ts';
import { time } from '../parts/time.ts';
import type { Place } from '../routes.ts';
import { may } from '../session.ts';
import { pageOf, type Page } from '../shape.ts';
import './inviteDialog.ts';
import { member, type Member } from './shapes.ts';
import { roleChoices, roleNames } from './words.ts';

const filters: readonly Filter[] = [
    { name: 'search', label: 'Search', type: 'search', placeholder: 'E-mail address' },
    { name: 'role', label: 'Role', type: 'choice', choices: roleChoices },
    { name: 'status', label: 'Status', type: 'choice', choices: [{ value: 'active', label: 'Active' }, { value: 'invited', label: 'Invited' }] },
];

const columns: readonly Column<Member>[] = [
    { name: 'Member', cell: ({ id, email, operator }) => html`<a href="/console/people/members/${id}">${email}</a>${operator ? html` ${tag('Operator', 'accent')}` : nothing}` },
    { name: 'Role', cell: ({ role }) => roleNames[role] },
    { name: 'Status', cell: ({ status }) => (status === 'active' ? tag('Active', 'good') : tag('Invited', 'caution')) },
    { name: 'Last seen', cell: ({ lastSeenAt }) => time(lastSeenAt), end: true },
];

/** `/console/people/members`: everybody with a login in this organisation, newest first. */
class MemberList extends PlainElement {
    static override properties = { place: { attribute: false }, tabs: { attribute: false }, inviting: { state: true } };
    declare place: Place;
    declare tabs: TemplateResult;
    declare inviting: boolean;
    #asked = '';
    readonly #members = new Loaded<Page<Member>>(this, (signal) => this.#load(undefined, signal));

    constructor() {
        super();
        this.inviting = false;
    }

    #load(before: string | undefined, signal?: AbortSignal): Promise<Page<Member>> {
        const { query } = this.place;
        const asked = Object.fromEntries(filters.flatMap(({ name }) => (query.get(name) ? [[name, query.get(name) ?? '']] : [])));
        return api.get('/api/v1/members', pageOf(member), { query: { ...asked, before }, ...(signal ? { signal } : {}) });
    }

    override willUpdate(): void {
        const asked = String(this.place.query);
        if (this.hasUpdated && asked !== this.#asked) {
            void this.#members.reload();
        }
        this.#asked = asked;
    }

    async #more(shown: Page<Member>): Promise<void> {
        const page = await this.#load(shown.next);
        this.#members.set({ ...page, items: [...shown.items, ...page.items] });
    }

    protected override render(): TemplateResult {
        const { me, query } = this.place;
        const invite = may(me, 'admin')
            ? html`<button type="button" class="button primary" @click=${() => { this.inviting = true; }}>${icon(UserPlus)}Invite</button>`
            : nothing;
        return html`${pageHeader({ title: 'People', about: 'Your colleagues with a login. People who use an agent inside your product need none.', actions: invite })}
            ${this.tabs}
            ${filterBar(filters, query)}
            ${this.#members.show((page) => page.items.length === 0
                ? emptyState(Users, 'Nobody found', query.size > 0 ? 'Nobody matches these filters.' : 'Invite somebody to begin.')
                : dataTable({ caption: 'Members', columns, rows: page.items, more: page.next === undefined ? undefined : () => void this.#more(page) }))}
            <parley-invite .me=${me} .open=${this.inviting} .closed=${(changed: boolean) => this.#closed(changed)}></parley-invite>`;
    }

    #closed(changed: boolean): void {
        this.inviting = false;
        if (changed) {
            void this.#members.reload();
        }
    }
}

customElements.define('parley-member-list', MemberList);
