import { html, nothing, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { confirm } from '../parts/confirm.ts';
import { copyField } from '../parts/copyField.ts';
import { dataTable } from '../parts/dataTable.ts';
import { dialog } from '../parts/dialog.ts';
import { Sending } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { notice } from '../parts/notice.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { tag } from '../parts/tag.ts';
import { time } from '../parts/time.ts';
import { toast } from '../parts/toast.ts';
import { nameThisPage, router } from '../router.ts';
import type { Place } from '../routes.ts';
import { may } from '../session.ts';
import { nothing as nothingMore, pageOf, type Page } from '../shape.ts';
import { handOver } from './inviteDialog.ts';
import { sessionTable } from './sessions.ts';
import { group, invited, member, memberAgent, resetLink, session, type Group, type Member, type MemberAgent, type Role, type Session } from './shapes.ts';
import { roleChoices, roleNames, roleSentences, wayIn } from './words.ts';
import './why.ts';

/** `/console/people/members/{member}`: one person, what they may use and why, and where they are signed in. */
class MemberPage extends PlainElement {
    static override properties = { place: { attribute: false }, link: { state: true } };
    declare place: Place;
    declare link: { title: string; body: TemplateResult } | undefined;
    readonly #member = new Loaded<Member>(this, async (signal) => {
        const found = await api.get(this.#path, member, { signal });
        nameThisPage(found.email);
        return found;
    });
    readonly #agents = new Loaded<Page<MemberAgent>>(this, (signal) => api.get(`${this.#path}/agents`, pageOf(memberAgent), { signal }));
    readonly #groups = new Loaded<Page<Group>>(this, (signal) => api.get(`${this.#path}/groups`, pageOf(group), { signal }));
    readonly #sessions = new Loaded<Page<Session>>(this, (signal) =>
        may(this.place.me, 'admin') ? api.get(`${this.#path}/sessions`, pageOf(session), { signal }) : Promise.resolve({ items: [] }));
    readonly #sending = new Sending(this);

    get #path(): string {
        return `/api/v1/members/${encodeURIComponent(this.place.parameters['member'] ?? '')}`;
    }

    /** Admins manage people, but nobody somebody of a higher role. */
    #manages(one: Member): boolean {
        return may(this.place.me, 'admin') && may(this.place.me, one.role);
    }

    protected override render(): TemplateResult {
        return html`${this.#member.show((one) => this.#person(one))}
            ${dialog({
                title: this.link?.title ?? 'Link', open: this.link !== undefined, closed: () => { this.link = undefined; },
                body: this.link?.body, buttons: html`<button type="button" class="button primary" @click=${() => { this.link = undefined; }}>Done</button>`,
            })}`;
    }

    #person(one: Member): TemplateResult {
        const manages = this.#manages(one);
        return html`${pageHeader({
                title: one.email,
                above: { path: '/people/members', name: 'People' },
                about: html`${one.status === 'active' ? tag('Active', 'good') : tag('Invited', 'caution')} ${roleNames[one.role]} · last seen ${time(one.lastSeenAt, 'never')}`,
                actions: manages ? this.#actions(one) : nothing,
            })}
            <div class="stack wide">
                ${this.#sending.problem ? notice(this.#sending.problem) : nothing}
                ${this.#roleCard(one, manages)}
                <section class="card stack"><h2>Groups</h2>${this.#groups.show((page) => groupList(page.items), 1)}</section>
                <section class="card stack"><h2>Agents ${one.status === 'invited' ? 'they may use once they accept' : 'they may use'}</h2>
                    ${this.#agents.show((page) => agentTable(page.items), 2)}
                    <parley-why .member=${one.id}></parley-why>
                </section>
                ${may(this.place.me, 'admin') ? html`<section class="card stack"><h2>Sessions</h2>
                    ${this.#sessions.show((page) => html`${sessionTable(page.items, (each) => void this.#end(each))}
                        ${manages && page.items.length > 0 ? html`<p><button type="button" class="button" @click=${() => void this.#signOut(one)}>Sign out everywhere</button></p>` : nothing}`, 2)}
                </section>` : nothing}
            </div>`;
    }

    #actions(one: Member): TemplateResult {
        return html`${one.status === 'invited'
            ? html`<button type="button" class="button" ?disabled=${this.#sending.busy} @click=${() => void this.#inviteAgain(one)}>Invite again</button>
                <button type="button" class="button danger-quiet" @click=${() => void this.#remove(one)}>Revoke invitation</button>`
            : html`<button type="button" class="button" ?disabled=${this.#sending.busy} @click=${() => void this.#reset(one)}>Reset password</button>
                <button type="button" class="button danger-quiet" @click=${() => void this.#remove(one)}>Remove</button>`}`;
    }

    #roleCard(one: Member, manages: boolean): TemplateResult {
        return html`<section class="card stack"><h2>Role</h2>
            ${manages ? html`<div class="field"><select aria-label="Role" @change=${(event: Event) => void this.#changeRole(one, event.target as HTMLSelectElement)}>
                ${roleChoices.filter(({ value }) => may(this.place.me, value)).map(({ value, label }) => html`<option value=${value} ?selected=${value === one.role}>${label}</option>`)}
            </select></div>` : html`<p>${roleNames[one.role]}</p>`}
            <p class="quiet">${roleSentences[one.role]}</p></section>`;
    }

    async #changeRole(one: Member, select: HTMLSelectElement): Promise<void> {
        const wanted = select.value as Role;
        const agreed = await confirm({
            title: `Make ${one.email} ${wanted === 'admin' || wanted === 'owner' ? 'an' : 'a'} ${wanted}?`,
            consequence: `${roleSentences[wanted]} This works at once, in everything they have open; what they may no longer use is closed.`,
            action: 'Change role',
        });
        const changed = agreed ? await this.#sending.send(() => api.patch(this.#path, { role: wanted }, member)) : undefined;
        if (changed) {
            this.#member.set(changed);
            void this.#agents.reload();
            toast(`${one.email} is ${roleNames[wanted].toLowerCase()} now.`);
        } else {
            select.value = one.role;
        }
    }

    async #inviteAgain(one: Member): Promise<void> {
        const made = await this.#sending.send(() => api.post(`${this.#path}/invitation`, {}, invited));
        if (made) {
            this.link = { title: `A new link for ${one.email}`, body: handOver(made) };
        }
    }

    async #reset(one: Member): Promise<void> {
        const made = await this.#sending.send(() => api.post(`${this.#path}/reset-link`, {}, resetLink));
        if (made) {
            this.link = {
                title: `A link for ${one.email}`,
                body: html`<div class="stack"><p>Hand this link over to ${one.email}: with it they choose another password, which signs them out everywhere.</p>
                    ${copyField('Reset link', made.link)}
                    <p class="quiet">It works once and expires ${time(made.expiresAt)}. It is shown only now.</p></div>`,
            };
        }
    }

    async #remove(one: Member): Promise<void> {
        const agreed = await confirm({
            title: one.status === 'invited' ? 'Revoke this invitation?' : `Remove ${one.email}?`,
            consequence: one.status === 'invited'
                ? 'Their link stops working, and what was shared with them is taken back.'
                : 'They are signed out everywhere within a second, leave their groups, and lose every agent. Their conversations stay until you delete them.',
            action: one.status === 'invited' ? 'Revoke invitation' : 'Remove member', name: one.email, destroys: true,
        });
        if (agreed && await this.#sending.send(() => api.delete(this.#path, nothingMore)) !== undefined) {
            toast(`${one.email} was removed.`);
            void router.go('/people/members');
        }
    }

    async #end({ id }: Session): Promise<void> {
        if (await this.#sending.send(() => api.delete(`${this.#path}/sessions/${id}`, nothingMore)) !== undefined) {
            toast('The session was ended.');
            void this.#sessions.reload();
        }
    }

    async #signOut(one: Member): Promise<void> {
        const agreed = await confirm({
            title: `Sign ${one.email} out everywhere?`, consequence: 'All their sessions end at once, with every chat they have open. They can sign in again.',
            action: 'Sign out everywhere', destroys: true,
        });
        if (agreed && await this.#sending.send(() => api.delete(`${this.#path}/sessions`, nothingMore)) !== undefined) {
            toast(`${one.email} is signed out everywhere.`);
            void this.#sessions.reload();
        }
    }
}

function groupList(groups: readonly Group[]): TemplateResult {
    return groups.length === 0
        ? html`<p class="quiet">In no group.</p>`
        : html`<ul class="tag-list">${groups.map(({ id, name }) => html`<li><a class="tag" href="/console/people/groups/${id}">${name}</a></li>`)}</ul>`;
}

function agentTable(agents: readonly MemberAgent[]): TemplateResult {
    return agents.length === 0 ? html`<p class="quiet">No agent yet: share one with them, or with a group of theirs.</p>` : dataTable({
        caption: 'Agents',
        columns: [
            { name: 'Agent', cell: ({ id, name }: MemberAgent) => html`<a href="/console/agents/${id}/share/access">${name}</a>` },
            { name: 'Why', cell: ({ way }) => wayIn(way) },
        ],
        rows: agents,
    });
}

customElements.define('parley-member', MemberPage);
