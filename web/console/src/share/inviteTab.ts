import { html, type TemplateResult } from 'lit';
import { UserPlus } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { confirm } from '../parts/confirm.ts';
import { copyField } from '../parts/copyField.ts';
import { dataTable } from '../parts/dataTable.ts';
import { emptyState } from '../parts/emptyState.ts';
import { errorOf } from '../parts/field.ts';
import { Sending } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { hint, notice } from '../parts/notice.ts';
import { tag } from '../parts/tag.ts';
import { time } from '../parts/time.ts';
import { toast } from '../parts/toast.ts';
import { nothing as empty, number, object, pageOf, text, type Page } from '../shape.ts';
import '../people/whoCan.ts';
import '../people/why.ts';
import { pathOf } from './hub.ts';
import './inviteeField.ts';
import type { InviteeField } from './inviteeField.ts';
import { labelOf, type Candidate } from './invitees.ts';
import { invitationsShape, type Agent, type Invitation } from './shapes.ts';

const peopleShape = pageOf(object({ email: text, role: text }));
const groupsShape = pageOf(object({ name: text, size: number }));

/** Who was invited to the agent, and the one field that invites more people and groups. */
class InviteTab extends PlainElement {
    static override properties = { agent: { attribute: false } };
    declare agent: Agent;
    #chosen: readonly string[] = [];
    /** What the last invitation gave: links are shown this once. */
    #links: readonly Invitation[] = [];
    #unread: string | undefined;
    #explains = false;
    readonly #sending = new Sending(this);
    readonly #changing = new Sending(this);
    readonly #candidates = new Loaded<Candidate[]>(this, candidates);
    readonly #invited = new Loaded<Page<Invitation>>(this, (signal) => api.get(pathOf(this.agent, '/invitations'), invitationsShape, { signal }));

    protected override render(): TemplateResult {
        return html`<div class="stack share">
            ${this.agent.access === 'public' ? hint('This agent is public: everybody who has its link may use it already. Invitations count once it is private.') : ''}
            <section class="card">
                <h2>Invite users</h2>
                <form class="stack" @submit=${(event: SubmitEvent) => void this.#invite(event)}>
                    <parley-invitee-field .candidates=${this.#candidates.value ?? []} .chosen=${this.#chosen} .error=${this.#error()}
                        @chosen=${(event: CustomEvent<readonly string[]>) => this.#choose(event.detail)}></parley-invitee-field>
                    <p class="quiet">Access works at once. Whoever has no login yet gets a one-time link, and joins with the role member.</p>
                    ${this.#sending.besides('invitees') ? notice(this.#sending.problem!) : ''}
                    <div class="row"><button class="button primary" ?disabled=${this.#sending.busy}>${icon(UserPlus)}Invite</button></div>
                </form>
                ${this.#links.map((each) => link(each))}
            </section>
            <section class="stack">
                <div class="row between"><h2>Who is invited</h2><a href="/console/people/members">User Management →</a></div>
                ${this.#changing.problem ? notice(this.#changing.problem) : ''}
                ${this.#invited.show((page) => this.#table(page), 3)}
            </section>
            <section class="stack">
                <h2>Who may use it, and why</h2>
                ${this.#explains
                    ? html`<parley-who-can .agent=${this.agent.id} .changed=${this.#invited.value}></parley-who-can>`
                    : html`<p><button type="button" class="button small" @click=${() => this.#explain()}>Show everyone who may use it</button></p>`}
                <parley-why .agent=${this.agent.id}></parley-why>
            </section>
        </div>`;
    }

    #error(): string | undefined {
        const wrong = /^invitees\[(\d+)\]$/.exec(this.#sending.problem?.field ?? '')?.[1];
        const which = wrong === undefined ? undefined : this.#chosen[Number(wrong)];
        const problem = errorOf(this.#sending.problem, 'invitees');
        return this.#unread ?? (problem && which ? `${labelOf(which)}: ${problem}` : problem);
    }

    #explain(): void {
        this.#explains = true;
        this.requestUpdate();
    }

    #choose(chosen: readonly string[]): void {
        this.#chosen = chosen;
        this.#unread = undefined;
        this.#sending.problem = undefined;
        this.requestUpdate();
    }

    async #invite(event: SubmitEvent): Promise<void> {
        event.preventDefault();
        const field = this.querySelector<InviteeField>('parley-invitee-field');
        if (field && !field.take()) {
            this.#unread = `“${field.text}” is neither an e-mail address nor a group of this tenant.`;
        } else if (this.#chosen.length === 0) {
            this.#unread = 'Write an e-mail address or the name of a group.';
        } else {
            await this.#send(this.#chosen);
        }
        this.requestUpdate();
    }

    async #send(invitees: readonly string[]): Promise<void> {
        const made = await this.#sending.send(() => api.post(pathOf(this.agent, '/invitations'), { invitees }, invitationsShape));
        if (made) {
            this.#links = made.items.filter((each) => each.link !== undefined);
            this.#chosen = [];
            toast(made.items.length === 1 ? `${labelOf(made.items[0]?.invitee ?? '')} has access.` : `${made.items.length} have access.`);
            await this.#invited.reload();
        }
    }

    #table(page: Page<Invitation>): TemplateResult {
        if (page.items.length === 0) {
            return emptyState(UserPlus, 'Nobody is invited yet', 'Builders, admins and owners of this tenant may use every agent without an invitation.');
        }
        return dataTable({
            caption: 'Who is invited',
            columns: [
                { name: 'Person or group', cell: (each: Invitation) => html`<strong>${labelOf(each.invitee)}</strong>
                    ${each.kind === 'group' ? html`<small class="quiet">Group</small>` : ''}` },
                { name: 'State', cell: (each) => (each.pending ? tag('Pending', 'caution') : tag('Has access', 'good')) },
                { name: 'Invited', cell: (each) => time(each.createdAt), end: true },
                { name: 'Actions', unnamed: true, end: true, cell: (each) => this.#actions(each) },
            ],
            rows: page.items,
            more: page.next === undefined ? undefined : () => void this.#more(page),
        });
    }

    #actions(invitation: Invitation): TemplateResult {
        const name = labelOf(invitation.invitee);
        return html`<div class="actions">
            ${invitation.pending ? html`<button type="button" class="button small" aria-label="Resend to ${name}" ?disabled=${this.#sending.busy}
                @click=${() => void this.#send([invitation.invitee])}>Resend</button>` : ''}
            <button type="button" class="button small danger-quiet" aria-label="Revoke ${name}" ?disabled=${this.#changing.busy}
                @click=${() => void this.#revoke(invitation)}>Revoke</button>
        </div>`;
    }

    async #more(shown: Page<Invitation>): Promise<void> {
        const page = await this.#changing.send(() =>
            api.get(pathOf(this.agent, '/invitations'), invitationsShape, { query: { before: shown.next } }));
        if (page) {
            this.#invited.set({ ...page, items: [...shown.items, ...page.items] });
        }
    }

    async #revoke(invitation: Invitation): Promise<void> {
        const name = labelOf(invitation.invitee);
        const yes = await confirm({
            title: `Revoke the access of ${name}?`,
            consequence: invitation.kind === 'group'
                ? 'Members of this group who have no other way in lose access now, and their open chats close.'
                : 'They lose access now unless a group or their role gives it, and their open chats close. Their login stays.',
            action: 'Revoke', destroys: true,
        });
        if (yes && (await this.#changing.send(() => api.delete(pathOf(this.agent, `/invitations/${invitation.id}`), empty)))) {
            this.#links = this.#links.filter((each) => each.id !== invitation.id);
            toast(`${name} is not invited any more.`);
            await this.#invited.reload();
        }
    }
}

function link(invitation: Invitation): TemplateResult {
    return html`<div class="one-time-link">
        <p><strong>${invitation.invitee}</strong> has no login yet. ${invitation.mailed
            ? 'The link is on its way by e-mail; you can also hand it over yourself.'
            : 'Hand this link over: it works once, and is not shown again.'}
            ${invitation.linkExpiresAt ? html`<span class="quiet">It ends ${time(invitation.linkExpiresAt)}.</span>` : ''}</p>
        ${copyField(`One-time link for ${invitation.invitee}`, invitation.link ?? '')}
    </div>`;
}

/** Members and groups to complete from; none where the member may not list them. */
async function candidates(signal: AbortSignal): Promise<Candidate[]> {
    const [people, groups] = await Promise.all([
        api.get('/api/v1/members', peopleShape, { signal, query: { limit: 200 } }),
        api.get('/api/v1/groups', groupsShape, { signal, query: { limit: 200 } }),
    ]);
    return [
        ...groups.items.map((group) => ({
            invitee: `group:${group.name}`, label: group.name, about: group.size === 1 ? 'Group, 1 member' : `Group, ${group.size} members`,
        })),
        ...people.items.map((person) => ({ invitee: person.email, label: person.email, about: person.role })),
    ];
}

customElements.define('parley-share-invite', InviteTab);
