import { html, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { notice } from '../parts/notice.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { router } from '../router.ts';
import type { Place } from '../routes.ts';
import { pageOf, type Page } from '../shape.ts';
import { agentPath, agentShape, listedAgent, template, type Agent, type ListedAgent, type Template } from './shapes.ts';

interface Beginnings {
    templates: Template[];
    agents: Page<ListedAgent>;
}

const COPY = 'copy:';

/** `/console/agents/new`: a name and what it begins with; the next step is the first chat. */
class NewAgent extends PlainElement {
    static override properties = { place: { attribute: false }, chosen: { state: true } };
    declare place: Place;
    declare chosen: string;
    readonly #sending = new Sending(this);
    readonly #beginnings = new Loaded<Beginnings>(this, async (signal) => {
        const [templates, agents] = await Promise.all([
            api.get('/api/v1/agent-templates', pageOf(template), { signal }),
            api.get('/api/v1/agents', pageOf(listedAgent), { query: { limit: 200 }, signal }),
        ]);
        return { templates: templates.items, agents };
    });

    constructor() {
        super();
        this.chosen = '';
    }

    protected override render(): TemplateResult {
        const { problem } = this.#sending;
        return html`${pageHeader({ title: 'New agent', above: { path: '/agents', name: 'Agents' }, about: 'Choose what it begins with. You can change everything afterwards.' })}
            ${this.#beginnings.show((beginnings) => html`<form class="stack" novalidate @submit=${(event: SubmitEvent) => void this.#make(event)}>
                ${textField({ name: 'name', label: 'Name', required: true, maxLength: 100, help: 'People see it above the chat.', error: errorOf(problem, 'name') })}
                <fieldset class="beginnings">
                    <legend>Begin with</legend>
                    ${beginnings.templates.map((each) => this.#option(each.id, each.name, each.description))}
                </fieldset>
                ${beginnings.agents.items.length === 0 ? '' : this.#copies(beginnings.agents.items)}
                ${problem && !errorOf(problem, 'name') ? notice(problem) : ''}
                <div class="row"><button class="button primary" ?disabled=${this.#sending.busy}>Create agent</button>
                    <a class="button plain" href="/console/agents">Cancel</a></div>
            </form>`)}`;
    }

    #option(value: string, name: string, description: string): TemplateResult {
        return html`<label class="option card"><input type="radio" name="from" value=${value} .checked=${this.#isChosen(value)}
            @change=${() => { this.chosen = value; }}><strong>${name}</strong><span class="quiet">${description}</span></label>`;
    }

    #copies(agents: readonly ListedAgent[]): TemplateResult {
        const isCopy = this.#from().startsWith(COPY);
        return html`<fieldset class="beginnings">
            <legend>Or duplicate an agent</legend>
            <label class="option card"><input type="radio" name="from" value="copy" .checked=${isCopy}
                @change=${() => { this.chosen = `${COPY}${agents[0]?.id ?? ''}`; }}>
                <strong>Duplicate</strong><span class="quiet">Its definition and documents; never secrets, people, conversations or the model’s key.</span></label>
            ${isCopy ? html`<div class="field"><label for="field-original">Agent to duplicate</label>
                <select id="field-original" @change=${(event: Event) => { this.chosen = COPY + (event.target as HTMLSelectElement).value; }}>
                    ${agents.map((agent) => html`<option value=${agent.id} ?selected=${this.#from() === COPY + agent.id}>${agent.name}</option>`)}
                </select></div>` : ''}
        </fieldset>`;
    }

    /** What is chosen, or what the address asks for as `?from=`. */
    #from(): string {
        return this.chosen || (this.place.query.get('from') ?? 'blank');
    }

    #isChosen(value: string): boolean {
        return this.#from() === value;
    }

    async #make(event: SubmitEvent): Promise<void> {
        const name = (typed(event)['name'] ?? '').trim();
        const from = this.#from();
        const made = await this.#sending.send<Agent>(() => (from.startsWith(COPY)
            ? api.post(agentPath(from.slice(COPY.length), '/duplicate'), { name }, agentShape)
            : api.post('/api/v1/agents', { name, template: from }, agentShape)));
        if (made) {
            await router.go(`/agents/${made.id}/instructions`, 'replace');
        }
    }
}

customElements.define('parley-new-agent', NewAgent);
