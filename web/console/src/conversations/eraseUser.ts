import { html, nothing, type TemplateResult } from 'lit';
import { SearchX } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { namedAgents, type NamedAgent } from '../parts/agentNames.ts';
import { confirm } from '../parts/confirm.ts';
import { dataTable } from '../parts/dataTable.ts';
import { emptyState } from '../parts/emptyState.ts';
import { filterBar } from '../parts/filters.ts';
import { Sending } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { hint, notice } from '../parts/notice.ts';
import { some } from '../parts/numbers.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import type { Place } from '../paths.ts';
import type { PropertyValues } from 'lit';
import { receiptDialog } from './receipt.ts';
import { conversationPage, kindOf, nameOf, receiptShape, type Principal, type Receipt } from './shapes.ts';

interface Found {
    principal: Principal;
    conversations: number;
    isAll: boolean;
}

/** `/console/conversations/erase`: finds a person, then deletes all they said. */
class EraseUser extends PlainElement {
    static override properties = { place: { attribute: false } };
    declare place: Place;
    readonly #agents = new Loaded<readonly NamedAgent[]>(this, (signal) => namedAgents(signal));
    readonly #found = new Loaded<readonly Found[]>(this, (signal) => this.#find(signal));
    readonly #erasing = new Sending(this);
    #progress = '';
    #receipt: Receipt | undefined;

    get #query(): { user: string; agent: string } {
        return { user: this.place.query.get('user') ?? '', agent: this.place.query.get('agent') ?? '' };
    }

    protected override willUpdate(changed: PropertyValues<this>): void {
        const before = changed.get('place');
        if (before && String(before.query) !== String(this.place.query)) {
            void this.#found.reload();
        }
    }

    /** The same id may be of several people: one vouched for by an agent, one by the tenant, and so on. */
    async #find(signal: AbortSignal): Promise<readonly Found[]> {
        if (this.#query.user === '') {
            return [];
        }
        const page = await api.get('/api/v1/conversations', conversationPage, { query: { ...this.#query, limit: 200 }, signal });
        const people = new Map<string, Found>();
        for (const { principal } of page.items) {
            const key = `${principal.kind}:${principal.issuer ?? ''}:${principal.id}`;
            const known = people.get(key);
            people.set(key, { principal, conversations: (known?.conversations ?? 0) + 1, isAll: page.next === undefined });
        }
        return [...people.values()];
    }

    async #erase({ principal, conversations, isAll }: Found): Promise<void> {
        const agent = this.#agents.value?.find(({ id }) => id === this.#query.agent);
        const amount = isAll ? some(conversations, 'conversation') : `more than ${some(conversations, 'conversation')}`;
        const sure = await confirm({
            title: 'Erase this user?',
            consequence: html`<p>${amount} of <strong>${nameOf(principal)}</strong> with ${agent ? agent.name : 'every agent'}, all messages and
                ratings in them, are deleted for good. Their identity is not blocked: they can start anew. You get a receipt.</p>`,
            action: 'Erase user', name: nameOf(principal), destroys: true,
        });
        if (!sure) {
            return;
        }
        this.#progress = `Deleting ${amount} …`;
        const path = agent ? `/api/v1/agents/${agent.id}/users/erase` : '/api/v1/users/erase';
        const { kind, issuer, id } = principal;
        this.#receipt = await this.#erasing.send(() => api.post(path, { kind, id, ...(issuer ? { issuer } : {}) }, receiptShape));
        await this.#found.reload();
    }

    protected override render(): TemplateResult {
        const { busy, problem } = this.#erasing;
        return html`${pageHeader({
            title: 'Erase a user', above: { path: '/conversations', name: 'Conversations' },
            about: 'Deletes everything one person said, such as when they ask for it by law.',
        })}
        ${filterBar([
            { name: 'user', label: 'User', type: 'search', placeholder: 'Id or e-mail address' },
            { name: 'agent', label: 'Agent', type: 'choice', choices: (this.#agents.value ?? []).map(({ id, name }) => ({ value: id, label: name })) },
        ], this.place.query)}
        ${busy ? html`<p role="status" class="row"><progress aria-label="Erasing"></progress>${this.#progress}</p>` : nothing}
        ${problem ? notice(problem) : nothing}
        ${this.#query.user === '' ? hint('Write the id or the e-mail address of the person, exactly as your product signs it, and press Enter.')
            : this.#found.show((found) => this.#people(found))}
        ${receiptDialog(this.#receipt, () => {
            this.#receipt = undefined;
            this.requestUpdate();
        })}`;
    }

    #people(found: readonly Found[]): TemplateResult {
        return found.length === 0
            ? emptyState(SearchX, 'Nobody of that name', 'No conversation is kept of anybody with exactly this id or e-mail address.')
            : dataTable({
                caption: 'People found',
                columns: [
                    { name: 'Person', cell: ({ principal }: Found) => html`<strong>${nameOf(principal)}</strong><small class="quiet">${principal.id}</small>` },
                    { name: 'Kind', cell: ({ principal }) => kindOf(principal) },
                    { name: 'Conversations', cell: ({ conversations, isAll }) => (isAll ? conversations : `${conversations} or more`), end: true },
                    { name: 'Erase', unnamed: true, end: true, cell: (each) => html`<button type="button" class="button small" ?disabled=${this.#erasing.busy}
                        aria-label="Erase ${nameOf(each.principal)}" @click=${() => void this.#erase(each)}>Erase …</button>` },
                ],
                rows: found,
            });
    }
}

customElements.define('parley-erase-user', EraseUser);
