import { html, nothing, type TemplateResult } from 'lit';
import { Bot, Plus } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { dataTable } from '../parts/dataTable.ts';
import { emptyState } from '../parts/emptyState.ts';
import { filterBar } from '../parts/filters.ts';
import { Loaded } from '../parts/loaded.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { tag } from '../parts/tag.ts';
import { time } from '../parts/time.ts';
import type { Place } from '../routes.ts';
import { pageOf, type Page } from '../shape.ts';
import { listedAgent, type ListedAgent } from './shapes.ts';

const agents = pageOf(listedAgent);
const newAgent = html`<a class="button primary" href="/console/agents/new">${icon(Plus)} New agent</a>`;

/** `/console/agents`: the tenant's agents, newest first. */
class AgentList extends PlainElement {
    static override properties = { place: { attribute: false } };
    declare place: Place;
    readonly #agents = new Loaded<Page<ListedAgent>>(this, (signal) => api.get('/api/v1/agents', agents, { query: { limit: 200 }, signal }));

    async #more(shown: Page<ListedAgent>): Promise<void> {
        const page = await api.get('/api/v1/agents', agents, { query: { before: shown.next, limit: 200 } });
        this.#agents.set({ ...page, items: [...shown.items, ...page.items] });
    }

    protected override render(): TemplateResult {
        const isEmpty = this.#agents.value?.items.length === 0;
        return html`${pageHeader({ title: 'Agents', about: 'What people talk to inside your products.', actions: isEmpty ? nothing : newAgent })}
            ${this.#agents.show((page) => (page.items.length === 0
                ? emptyState(Bot, 'No agent yet', 'An agent answers from its instructions and your documents. Begin with a template, then try it at once.', newAgent)
                : this.#table(page)))}`;
    }

    #table(page: Page<ListedAgent>): TemplateResult {
        const wanted = (this.place.query.get('name') ?? '').toLowerCase();
        const shown = page.items.filter((agent) => `${agent.name} ${agent.slug}`.toLowerCase().includes(wanted));
        return html`${filterBar([{ name: 'name', label: 'Search', type: 'search', placeholder: 'Name or slug' }], this.place.query)}
            ${shown.length === 0
                ? html`<p class="quiet" role="status">No agent is called like “${wanted}”.</p>`
                : dataTable({
                    caption: 'Agents',
                    columns: [
                        { name: 'Name', cell: (agent: ListedAgent) => html`<a href="/console/agents/${agent.id}/instructions">${agent.name}</a><small class="quiet">${agent.slug}</small>` },
                        { name: 'State', cell: state },
                        { name: 'Access', cell: (agent) => (agent.access === 'public' ? 'Public' : 'Private') },
                        { name: 'Last 7 days', cell: (agent) => conversations(agent.recentConversations), end: true },
                        { name: 'Created', cell: (agent) => time(agent.createdAt), end: true },
                    ],
                    rows: shown,
                    more: page.next === undefined ? undefined : () => void this.#more(page),
                })}`;
    }
}

function state(agent: ListedAgent): TemplateResult {
    return html`<span class="row">${agent.status === 'suspended' ? tag('Suspended', 'caution') : tag(`Published v${agent.version}`, 'good')}
        ${agent.hasDraft ? tag('Unpublished changes') : ''}</span>`;
}

function conversations(count: number): string {
    return count === 1 ? '1 conversation' : `${count.toLocaleString()} conversations`;
}

customElements.define('parley-agent-list', AgentList);
