import { html, nothing, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { namedAgents, type NamedAgent } from '../parts/agentNames.ts';
import { choiceField, errorOf, textField } from '../parts/field.ts';
import { Sending } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { notice } from '../parts/notice.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { secretReveal } from '../parts/secretReveal.ts';
import { router } from '../router.ts';
import { object, text, type Of } from '../shape.ts';
import { expiries, lifetimes, scopes } from './scopes.ts';

const createdShape = object({ id: text, name: text, key: text });
const DAY_MS = 86_400_000;

/** `/console/keys/new`: what a new key may do, then the key itself, this once. */
class NewKey extends PlainElement {
    readonly #agents = new Loaded<readonly NamedAgent[]>(this, (signal) => namedAgents(signal));
    readonly #sending = new Sending(this);
    #created: Of<typeof createdShape> | undefined;
    #someAgents = false;
    #mints = true;
    #dirty = false;
    #unguard: (() => void) | undefined;

    override connectedCallback(): void {
        super.connectedCallback();
        this.#unguard = router.guard(() => this.#dirty);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#unguard?.();
    }

    async #create(event: SubmitEvent): Promise<void> {
        event.preventDefault();
        const data = new FormData(event.currentTarget as HTMLFormElement);
        const days = Number(data.get('expiresAt'));
        const body = {
            name: data.get('name'),
            scopes: data.getAll('scopes'),
            ...(this.#someAgents ? { agents: data.getAll('agents') } : {}),
            ...(days > 0 ? { expiresAt: new Date(Date.now() + days * DAY_MS).toISOString() } : {}),
            ...(this.#mints ? { maxTokenLifetime: data.get('maxTokenLifetime') } : {}),
        };
        this.#created = await this.#sending.send(() => api.post('/api/v1/api-keys', body, createdShape));
        this.#dirty &&= this.#created === undefined;
        this.requestUpdate();
    }

    #changed(event: Event): void {
        const form = event.currentTarget as HTMLFormElement;
        const data = new FormData(form);
        this.#dirty = true;
        this.#someAgents = data.get('reach') === 'some';
        this.#mints = data.getAll('scopes').some((scope) => scope === 'embed:mint' || scope === 'admin');
        this.requestUpdate();
    }

    protected override render(): TemplateResult {
        return html`${pageHeader({ title: this.#created ? 'Your new key' : 'New API key', above: { path: '/keys', name: 'API keys' } })}
            ${this.#created ? this.#reveal(this.#created) : this.#form()}`;
    }

    #reveal({ name, key }: Of<typeof createdShape>): TemplateResult {
        return html`<div class="form stack">
            ${secretReveal({ what: 'API key', secret: key, file: { name: 'parley.env', content: `PARLEY_API_KEY=${key}\n` } })}
            <p>“${name}” works at once. Keep it on your server: whoever has it can do what it may do. Send it as
                <code>Authorization: Bearer …</code>.</p>
            <p><a class="button primary" href="/console/keys">Done</a></p>
        </div>`;
    }

    #form(): TemplateResult {
        const { busy, problem } = this.#sending;
        return html`<form class="form stack" @submit=${(event: SubmitEvent) => void this.#create(event)} @change=${(event: Event) => this.#changed(event)}>
            ${textField({ name: 'name', label: 'Name', required: true, maxLength: 100, placeholder: 'Backend of the shop', help: 'Where the key is used, so that you know what to change before you revoke it.', error: errorOf(problem, 'name') })}
            <fieldset><legend>What it may do</legend>
                ${scopes.map(({ value, label, about }) => html`<label class="option"><input type="checkbox" name="scopes" value=${value} ?checked=${value === 'embed:mint'}>${label}
                    <span class="quiet">${about} <code>${value}</code></span></label>`)}
                ${fieldError(errorOf(problem, 'scopes'))}
            </fieldset>
            <fieldset><legend>Where</legend>
                <label class="option"><input type="radio" name="reach" value="all" checked>All agents, also those made later</label>
                <label class="option"><input type="radio" name="reach" value="some">Only some agents
                    <span class="quiet">The key sees nothing of the others, and nothing that is about the whole tenant.</span></label>
                ${this.#someAgents ? html`<div class="inner" role="group" aria-label="Agents">${this.#agents.show((agents) => agents.map(({ id, name }) =>
                    html`<label class="option"><input type="checkbox" name="agents" value=${id}>${name}</label>`), 2)}</div>` : nothing}
                ${fieldError(errorOf(problem, 'agents'))}
            </fieldset>
            ${choiceField({ name: 'expiresAt', label: 'Expires', value: '365', choices: expiries, error: errorOf(problem, 'expiresAt') })}
            ${this.#mints ? choiceField({
                name: 'maxTokenLifetime', label: 'Longest life of a minted token', value: '1h', choices: lifetimes,
                help: 'A token that a user’s browser holds ends by then at the latest.', error: errorOf(problem, 'maxTokenLifetime'),
            }) : nothing}
            ${this.#sending.besides('name', 'scopes', 'agents', 'expiresAt', 'maxTokenLifetime') ? notice(problem!) : nothing}
            <div class="actions start"><button type="submit" class="button primary" ?disabled=${busy}>${busy ? 'Creating …' : 'Create key'}</button>
                <a class="button" href="/console/keys">Cancel</a></div>
        </form>`;
    }
}

function fieldError(error: string | undefined): TemplateResult | typeof nothing {
    return error ? html`<p class="error" role="alert">${error}</p>` : nothing;
}

customElements.define('parley-new-key', NewKey);
