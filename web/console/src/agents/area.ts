import { html, type TemplateResult } from 'lit';
import { Bot } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { dataTable } from '../parts/dataTable.ts';
import { emptyState } from '../parts/emptyState.ts';
import { Loaded } from '../parts/loaded.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { tag } from '../parts/tag.ts';
import { time } from '../parts/time.ts';
import { object, oneOf, pageOf, text, type Of, type Page } from '../shape.ts';

const agentShape = object({
    id: text, name: text, slug: text, access: oneOf('public', 'private'), status: oneOf('active', 'suspended'), createdAt: text,
});
type Agent = Of<typeof agentShape>;

/** `/console/agents`: the tenant's agents, newest first. */
class AgentList extends PlainElement {
    readonly #agents = new Loaded<Page<Agent>>(this, (signal) => api.get('/api/v1/agents', pageOf(agentShape), { signal }));

    async #more(shown: Page<Agent>): Promise<void> {
        const page = await api.get('/api/v1/agents', pageOf(agentShape), { query: { before: shown.next } });
        this.#agents.set({ ...page, items: [...shown.items, ...page.items] });
    }

    protected override render(): TemplateResult {
        return html`${pageHeader({ title: 'Agents', about: 'What people talk to inside your products.' })}
            ${this.#agents.show((page) => page.items.length === 0
                ? emptyState(Bot, 'No agent yet', 'An agent answers from its instructions and your documents.')
                : dataTable({
                    caption: 'Agents',
                    columns: [
                        { name: 'Name', cell: (agent: Agent) => html`<strong>${agent.name}</strong><small class="quiet">${agent.slug}</small>` },
                        { name: 'Access', cell: (agent) => tag(agent.access === 'public' ? 'Public' : 'Private') },
                        { name: 'Status', cell: (agent) => (agent.status === 'active' ? tag('Active', 'good') : tag('Suspended', 'caution')) },
                        { name: 'Created', cell: (agent) => time(agent.createdAt), end: true },
                    ],
                    rows: page.items,
                    more: page.next === undefined ? undefined : () => void this.#more(page),
                }))}`;
    }
}

customElements.define('parley-agent-list', AgentList);

export function page(): TemplateResult {
    return html`<parley-agent-list></parley-agent-list>`;
}
