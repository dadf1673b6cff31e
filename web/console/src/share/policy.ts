import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { PlainElement } from '../element.ts';
import { choiceField } from '../parts/field.ts';
import { Sending } from '../parts/form.ts';
import { caution, hint, notice } from '../parts/notice.ts';
import { toast } from '../parts/toast.ts';
import { changeAgent } from './hub.ts';
import type { Agent, Issuer } from './shapes.ts';

const issuers: readonly { issuer: Issuer; label: string; means: string }[] = [
    { issuer: 'agent', label: 'This agent’s identity secret', means: 'Tokens your backend signs for this agent, with user_email.' },
    { issuer: 'tenant', label: 'The tenant’s secret', means: 'Tokens of a product that signs once for all agents, with tenantId and userId. Whoever holds that secret gets into this agent.' },
    { issuer: 'minted', label: 'Minted tokens', means: 'Tokens this hub issues to a backend with an API key, at POST /auth/embed/token.' },
];

const lifetimes = [
    { value: '15m', label: '15 minutes' },
    { value: '1h', label: '1 hour' },
    { value: '12h', label: '12 hours' },
    { value: '24h', label: '24 hours' },
    { value: '7d', label: '7 days' },
];

/** Which identity tokens an agent accepts, and for how long. */
class Policy extends PlainElement {
    static override properties = { agent: { attribute: false }, changed: { attribute: false }, withoutExpiry: { attribute: false } };
    declare agent: Agent;
    declare changed: (agent: Agent) => void;
    declare withoutExpiry: number;
    /** What somebody just chose, until the hub has answered. */
    #pending: Partial<Agent['tokenPolicy']> = {};
    readonly #sending = new Sending(this);

    protected override render(): TemplateResult {
        const { accept, requireExp, maxLifetime, adoptVisitor } = { ...this.agent.tokenPolicy, ...this.#pending };
        const choices = lifetimes.some((each) => each.value === maxLifetime) ? lifetimes : [{ value: maxLifetime, label: maxLifetime }, ...lifetimes];
        return html`<section class="card stack">
            <h2>Which tokens count</h2>
            ${this.#sending.problem ? notice(this.#sending.problem) : ''}
            <fieldset ?disabled=${this.#sending.busy}>
                <legend>Signed with</legend>
                ${issuers.map(({ issuer, label, means }) => html`<label class="option">
                    <input type="checkbox" .checked=${live(this.agent.isDefault || accept.includes(issuer))} ?disabled=${this.agent.isDefault}
                        @change=${(event: Event) => void this.#accept(issuer, event.target as HTMLInputElement)}>
                    <span>${label}</span><small class="quiet">${means}</small></label>`)}
                ${this.agent.isDefault ? hint('This is the tenant’s default agent: it accepts all three.') : ''}
            </fieldset>
            <fieldset ?disabled=${this.#sending.busy}>
                <legend>Expiry</legend>
                <label class="option">
                    <input type="checkbox" role="switch" .checked=${live(requireExp)}
                        @change=${(event: Event) => void this.#change({ requireExp: (event.target as HTMLInputElement).checked })}>
                    <span>Require an expiry</span><small class="quiet">A token without “exp” is then refused as an invalid identity token.</small></label>
                ${this.withoutExpiry === 0 ? '' : caution(`${this.withoutExpiry === 1 ? '1 good token' : `${this.withoutExpiry} good tokens`} without an expiry since the hub started. ${
                    requireExp ? 'New ones are refused.' : 'Let your signing call set one before you require it.'}`)}
            </fieldset>
            <fieldset ?disabled=${this.#sending.busy}>${choiceField({
                name: 'maxLifetime', label: 'Longest age', value: maxLifetime, choices,
                help: 'After its “iat” a token signed with the identity secret never counts for longer, whatever its expiry.',
                changed: (value) => void this.#change({ maxLifetime: value }),
            })}</fieldset>
            <fieldset ?disabled=${this.#sending.busy}>
                <legend>Visitors</legend>
                <label class="option">
                    <input type="checkbox" role="switch" .checked=${live(adoptVisitor)}
                        @change=${(event: Event) => void this.#change({ adoptVisitor: (event.target as HTMLInputElement).checked })}>
                    <span>A visitor’s conversation goes to the user who signs in</span>
                    <small class="quiet">Once, and only what was said in that browser. Leave it off where several people share one.</small></label>
            </fieldset>
        </section>`;
    }

    async #accept(issuer: Issuer, box: HTMLInputElement): Promise<void> {
        const rest = this.agent.tokenPolicy.accept.filter((each) => each !== issuer);
        await this.#change({ accept: box.checked ? [...rest, issuer] : rest });
    }

    async #change(tokenPolicy: Partial<Agent['tokenPolicy']>): Promise<void> {
        this.#pending = tokenPolicy;
        const agent = await this.#sending.send(() => changeAgent(this.agent, { tokenPolicy }));
        this.#pending = {};
        if (agent) {
            this.agent = agent;
            this.changed(agent);
            toast('Saved.');
        }
        this.requestUpdate();
    }
}

customElements.define('parley-share-policy', Policy);
