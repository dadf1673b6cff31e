import { html, nothing, type TemplateResult } from 'lit';
import { CircleCheck, CircleX } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { areaField, errorOf } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { notice } from '../parts/notice.ts';
import { flag, list, object, optional, text, type Of } from '../shape.ts';
import { way } from './shapes.ts';
import { wayIn } from './words.ts';

const decision = { allowed: flag, way: optional(way), title: optional(text), detail: optional(text) };
const finding = object({
    ...decision,
    subject: text,
    user: optional(object({ id: text, issuer: text, key: text, apiKey: optional(text) })),
    afterwards: optional(object(decision)),
});
type Finding = Of<typeof finding>;

const agentName = object({ id: text, name: text });
const agentPage = object({ items: list(agentName), next: optional(text) });
type AgentName = Of<typeof agentName>;

const issuers: Readonly<Record<string, string>> = {
    agent: 'the agent’s identity secret', tenant: 'the tenant’s secret', hub: 'a mint key of the hub',
};

/**
 * Whether somebody may use an agent, and why; the hub answers by the rules that decide it.
 *
 * `<parley-why .agent=${id}>` asks about an address or a token for one agent, as in the share panel;
 * `<parley-why .member=${id}>` asks about any agent for one member.
 */
export class Why extends PlainElement {
    static override properties = { agent: { attribute: false }, member: { attribute: false }, open: { state: true }, finding: { state: true } };
    declare agent: string | undefined;
    declare member: string | undefined;
    declare open: boolean;
    #agents: readonly AgentName[] = [];
    declare finding: Finding | undefined;
    readonly #sending = new Sending(this);

    constructor() {
        super();
        this.open = false;
    }

    async #show(): Promise<void> {
        this.open = true;
        if (this.member !== undefined) {
            this.#agents = (await api.get('/api/v1/agents', agentPage, { query: { limit: '200' } })).items;
            this.requestUpdate();
        }
    }

    async #ask(event: SubmitEvent): Promise<void> {
        const { who = '', agent = this.agent ?? '' } = typed(event);
        const asked = who.trim();
        const question = this.member !== undefined
            ? { member: this.member }
            : asked.includes('@') ? { email: asked } : { token: asked };
        this.finding = await this.#sending.send(() =>
            api.post(`/api/v1/agents/${encodeURIComponent(agent)}/access-check`, question, finding));
    }

    protected override render(): TemplateResult {
        if (!this.open) {
            return html`<p><button type="button" class="button small" @click=${() => void this.#show()}>
                ${this.member === undefined ? 'May somebody use this agent?' : 'Why can they, or can’t they, use an agent?'}</button></p>`;
        }
        const problem = this.#sending.problem;
        return html`<form class="stack why" @submit=${(event: SubmitEvent) => void this.#ask(event)}>
                ${problem && !problem.field ? notice(problem) : nothing}
                ${this.member === undefined
                    ? areaField({
                        name: 'who', label: 'An e-mail address or an identity token', rows: 2,
                        help: 'A token is only looked at; nothing of it is kept.',
                        error: errorOf(problem, 'email') ?? errorOf(problem, 'member'),
                    })
                    : html`<div class="field"><label for="why-agent">Agent</label><select id="why-agent" name="agent">
                        ${this.#agents.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}</select></div>`}
                <p><button type="submit" class="button" ?disabled=${this.#sending.busy}>Ask</button></p>
            </form>
            <div role="status">${this.finding ? answer(this.finding) : nothing}</div>`;
    }
}

function answer(found: Finding): TemplateResult {
    return html`<div class="notice ${found.allowed ? '' : 'caution'}">${icon(found.allowed ? CircleCheck : CircleX)}<div>
        <strong>${found.allowed ? 'Yes' : `No: ${found.title ?? ''}`}</strong>
        <p>${found.allowed && found.way ? `${wayIn(found.way)}.` : found.detail}</p>
        ${found.user ? html`<p>The token proves the user <code>${found.user.id}</code>. It was verified by ${issuers[found.user.issuer] ?? found.user.issuer}
            (<code>${found.user.apiKey ?? found.user.key}</code>).</p>` : nothing}
        ${found.afterwards?.allowed && found.afterwards.way ? html`<p>Once they have accepted their invitation, they may. ${wayIn(found.afterwards.way)}.</p>` : nothing}
        ${found.subject === 'stranger' ? html`<p class="quiet">Nobody here has this address.</p>` : nothing}
    </div></div>`;
}

customElements.define('parley-why', Why);
