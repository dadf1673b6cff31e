import { html, nothing, type TemplateResult } from 'lit';
import { api, ApiError } from '../api.ts';
import { PlainElement } from '../element.ts';
import { confirm } from '../parts/confirm.ts';
import { dataTable } from '../parts/dataTable.ts';
import { dialog } from '../parts/dialog.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { notice } from '../parts/notice.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { toast } from '../parts/toast.ts';
import { nameThisPage, router } from '../router.ts';
import type { Place } from '../routes.ts';
import { may } from '../session.ts';
import { nothing as nothingMore, object, pageOf, text, type Of, type Page } from '../shape.ts';
import { member, wholeGroup, type Member, type WholeGroup } from './shapes.ts';
import { roleNames } from './words.ts';

const granted = object({ id: text, name: text });
type Granted = Of<typeof granted>;
const suggested = 8;

/** `/console/people/groups/{group}`: who is in it, and which agents are shared with it. */
class GroupPage extends PlainElement {
    static override properties = { place: { attribute: false }, renaming: { state: true }, found: { state: true } };
    declare place: Place;
    declare renaming: boolean;
    declare found: readonly Member[];
    readonly #group = new Loaded<WholeGroup>(this, async (signal) => {
        const whole = await api.get(this.#path, wholeGroup, { signal });
        nameThisPage(whole.name);
        return whole;
    });
    readonly #agents = new Loaded<Page<Granted>>(this, (signal) => api.get(`${this.#path}/agents`, pageOf(granted), { signal }));
    readonly #sending = new Sending(this);
    #search: AbortController | undefined;

    constructor() {
        super();
        this.renaming = false;
        this.found = [];
    }

    get #path(): string {
        return `/api/v1/groups/${encodeURIComponent(this.place.parameters['group'] ?? '')}`;
    }

    protected override render(): TemplateResult {
        return html`${this.#group.show((whole) => this.#whole(whole))}`;
    }

    #whole(whole: WholeGroup): TemplateResult {
        const manages = may(this.place.me, 'admin');
        const problem = this.#sending.problem;
        return html`${pageHeader({
                title: whole.name, above: { path: '/people/groups', name: 'Groups' },
                actions: manages ? html`<button type="button" class="button" @click=${() => { this.renaming = true; }}>Rename</button>
                    <button type="button" class="button danger-quiet" @click=${() => void this.#delete(whole)}>Delete</button>` : nothing,
            })}
            <div class="stack wide">
                ${problem && problem.field !== 'name' && problem.field !== 'who' ? notice(problem) : nothing}
                <section class="card stack"><h2>Members</h2>
                    ${manages ? this.#adding(whole) : nothing}
                    ${whole.members.length === 0 ? html`<p class="quiet">Nobody is in this group yet.</p>` : this.#members(whole, manages)}
                </section>
                <section class="card stack"><h2>Agents shared with this group</h2>
                    ${this.#agents.show(({ items }) => items.length === 0
                        ? html`<p class="quiet">None yet: share one from its Share panel, as group:${whole.name}.</p>`
                        : html`<ul class="tag-list">${items.map(({ id, name }) => html`<li><a class="tag" href="/console/agents/${id}/share/access">${name}</a></li>`)}</ul>`, 1)}
                </section>
            </div>
            ${this.#renameDialog(whole)}`;
    }

    #members(whole: WholeGroup, manages: boolean): TemplateResult {
        return dataTable({
            caption: 'Members of the group',
            columns: [
                { name: 'Member', cell: ({ id, email }: Member) => html`<a href="/console/people/members/${id}">${email}</a>` },
                { name: 'Role', cell: ({ role }) => roleNames[role] },
                ...(manages ? [{
                    name: 'Take out', unnamed: true, end: true,
                    cell: (one: Member) => html`<button type="button" class="button small" aria-label="Take out ${one.email}"
                        @click=${() => void this.#takeOut(whole, one)}>Take out</button>`,
                }] : []),
            ],
            rows: whole.members,
        });
    }

    /** The browser's own completion: what is typed is searched for, and one of the found is taken. */
    #adding(whole: WholeGroup): TemplateResult {
        return html`<form class="add-member" @submit=${(event: SubmitEvent) => void this.#add(whole, event)}>
            ${textField({
                name: 'who', label: 'Add a member', type: 'email', placeholder: 'E-mail address', required: true,
                error: errorOf(this.#sending.problem, 'who'), changed: (value) => void this.#complete(value), list: 'group-candidates',
            })}
            <datalist id="group-candidates">${this.found.map(({ email }) => html`<option value=${email}></option>`)}</datalist>
            <button type="submit" class="button" ?disabled=${this.#sending.busy}>Add</button>
        </form>`;
    }

    async #complete(typedSoFar: string): Promise<void> {
        this.#search?.abort();
        this.#search = new AbortController();
        const { signal } = this.#search;
        try {
            const page = await api.get('/api/v1/members', pageOf(member), { query: { search: typedSoFar.trim(), limit: String(suggested) }, signal });
            this.found = page.items;
        } catch {
            // A completion that does not come is none; what is typed still counts.
        }
    }

    async #add(whole: WholeGroup, event: SubmitEvent): Promise<void> {
        const form = event.currentTarget as HTMLFormElement;
        const { who = '' } = typed(event);
        const added = await this.#sending.send(async () => {
            const page = await api.get('/api/v1/members', pageOf(member), { query: { search: who.trim() } });
            const one = page.items.find(({ email }) => email.toLowerCase() === who.trim().toLowerCase());
            if (!one) {
                throw unknownAddress();
            }
            return this.#set([...whole.members.map(({ id }) => id), one.id]);
        });
        if (added) {
            form.reset();
            toast(`${who.trim()} is in ${whole.name} now.`);
        }
    }

    async #takeOut(whole: WholeGroup, one: Member): Promise<void> {
        const agreed = await confirm({
            title: `Take ${one.email} out of ${whole.name}?`,
            consequence: 'What they may use through this group alone is closed within a second.', action: 'Take out', destroys: true,
        });
        if (agreed && await this.#sending.send(() => this.#set(whole.members.filter(({ id }) => id !== one.id).map(({ id }) => id)))) {
            toast(`${one.email} is no longer in ${whole.name}.`);
        }
    }

    async #set(members: readonly string[]): Promise<WholeGroup> {
        const changed = await api.put(`${this.#path}/members`, { members }, wholeGroup);
        this.#group.set(changed);
        return changed;
    }

    async #delete(whole: WholeGroup): Promise<void> {
        const agreed = await confirm({
            title: `Delete ${whole.name}?`,
            consequence: `Its ${whole.members.length} members stay, but lose what they may use through this group alone, within a second.`,
            action: 'Delete group', name: whole.name, destroys: true,
        });
        if (agreed && await this.#sending.send(() => api.delete(this.#path, nothingMore)) !== undefined) {
            toast(`${whole.name} was deleted.`);
            void router.go('/people/groups');
        }
    }

    #renameDialog(whole: WholeGroup): TemplateResult {
        const problem = this.#sending.problem;
        return dialog({
            title: 'Rename group', open: this.renaming, closed: () => { this.renaming = false; },
            body: html`<form id="rename-group" @submit=${(event: SubmitEvent) => void this.#rename(event)}>
                ${problem && this.renaming && !problem.field ? notice(problem) : nothing}
                ${textField({ name: 'name', label: 'Name', value: whole.name, required: true, maxLength: 100, error: errorOf(problem, 'name') })}
            </form>`,
            buttons: html`<button type="button" class="button" @click=${() => { this.renaming = false; }}>Cancel</button>
                <button type="submit" form="rename-group" class="button primary" ?disabled=${this.#sending.busy}>Rename</button>`,
        });
    }

    async #rename(event: SubmitEvent): Promise<void> {
        const { name = '' } = typed(event);
        const changed = await this.#sending.send(() => api.patch(this.#path, { name }, wholeGroup));
        if (changed) {
            this.#group.set(changed);
            this.renaming = false;
        }
    }
}

function unknownAddress(): ApiError {
    return new ApiError({
        code: 'invalid_request', status: 400, title: 'Not a member', field: 'who',
        detail: 'Nobody here has this address: invite them under Members first.',
    });
}

customElements.define('parley-group', GroupPage);
