import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { MessagesSquare, SearchX, UserRoundX } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { agentName, namedAgents, type NamedAgent } from '../parts/agentNames.ts';
import { dataTable } from '../parts/dataTable.ts';
import { timeZone } from '../parts/days.ts';
import { emptyState } from '../parts/emptyState.ts';
import { exportButton } from '../parts/exportButton.ts';
import { filterBar } from '../parts/filters.ts';
import { Loaded } from '../parts/loaded.ts';
import { count, some } from '../parts/numbers.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { tag } from '../parts/tag.ts';
import { time } from '../parts/time.ts';
import type { Place } from '../paths.ts';
import { router } from '../router.ts';
import { asked, filters } from './filters.ts';
import { conversationPage, nameOf, type Conversation, type ConversationPage } from './shapes.ts';

/** `/console/conversations`: what was said at all agents, the latest first. */
class ConversationList extends PlainElement {
    static override properties = { place: { attribute: false } };
    declare place: Place;
    readonly #agents = new Loaded<readonly NamedAgent[]>(this, (signal) => namedAgents(signal));
    readonly #page = new Loaded<ConversationPage>(this, (signal) =>
        api.get('/api/v1/conversations', conversationPage, { query: { ...asked(this.place.query), count: 'true' }, signal }));

    protected override willUpdate(changed: PropertyValues<this>): void {
        const before = changed.get('place');
        if (before && String(before.query) !== String(this.place.query)) {
            void this.#page.reload();
        }
    }

    async #more(shown: ConversationPage): Promise<void> {
        const page = await api.get('/api/v1/conversations', conversationPage, { query: { ...asked(this.place.query), before: shown.next } });
        this.#page.set({ ...shown, next: page.next, items: [...shown.items, ...page.items] });
    }

    protected override render(): TemplateResult {
        const query = asked(this.place.query);
        return html`${pageHeader({
            title: 'Conversations',
            about: 'What people and agents said. Reading a conversation stands in the audit log.',
            actions: html`<a class="button" href="/console/conversations/erase">${icon(UserRoundX)}Erase a user</a>
                ${exportButton({
                    what: 'Conversations', path: '/api/v1/conversations/export', file: 'conversations', query,
                    about: 'The file holds every message of the conversations that the filters leave.',
                })}`,
        })}
        ${filterBar(filters(this.#agents.value ?? []), this.place.query)}
        ${this.#page.show((page) => (page.items.length === 0 ? this.#empty() : this.#table(page)))}`;
    }

    #empty(): TemplateResult {
        return Object.keys(asked(this.place.query)).length === 0
            ? emptyState(MessagesSquare, 'No conversation yet', 'When somebody talks to one of your agents, it is listed here.',
                html`<a class="button" href="/console/agents">Go to your agents</a>`)
            : emptyState(SearchX, 'No conversation matches', 'Nothing was said that fits all of these filters.',
                html`<button type="button" class="button" @click=${() => void router.go('/conversations')}>Clear filters</button>`);
    }

    #table(page: ConversationPage): TemplateResult {
        return html`<p class="quiet list-count" role="status">${counted(page)}. Dates are in your time zone, ${timeZone}.</p>
            ${dataTable({
                caption: 'Conversations',
                columns: [
                    { name: 'Conversation', cell: (each: Conversation) => html`<a href="/console/conversations/${each.id}">${each.title || 'Untitled conversation'}</a><small class="quiet">${nameOf(each.principal)}</small>` },
                    { name: 'Agent', cell: (each) => agentName(this.#agents.value ?? [], each.agent) },
                    { name: 'Outcome', cell: (each) => outcome(each) },
                    { name: 'Messages', cell: (each) => count(each.messages), end: true },
                    { name: 'Last active', cell: (each) => time(each.updatedAt), end: true },
                ],
                rows: page.items,
                more: page.next === undefined ? undefined : () => void this.#more(page),
            })}`;
    }
}

function counted(page: ConversationPage): string {
    const found = page.count ?? page.items.length;
    return page.countIsExact === false ? `More than ${count(found)} conversations` : some(found, 'conversation');
}

function outcome({ failures, ratings }: Conversation): unknown {
    if (failures + ratings.up + ratings.down === 0) {
        return nothing;
    }
    return html`<span class="row">
        ${failures > 0 ? tag(`${count(failures)} failed`, 'danger') : nothing}
        ${ratings.down > 0 ? tag(`${count(ratings.down)} bad`, 'caution') : nothing}
        ${ratings.up > 0 ? tag(`${count(ratings.up)} good`, 'good') : nothing}
    </span>`;
}

customElements.define('parley-conversation-list', ConversationList);
