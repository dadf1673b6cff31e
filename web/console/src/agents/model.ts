import { html, type TemplateResult } from 'lit';
import { CircleCheck, CircleX, PlugZap } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { modelProviders, type ModelProvider } from '../parts/modelProviders.ts';
import { notice } from '../parts/notice.ts';
import { toast } from '../parts/toast.ts';
import type { DraftEditor } from './draftEditor.ts';
import { agentPath, modelTest, type Draft, type Model, type ModelTest } from './shapes.ts';

type Provider = Model['provider'];

/** Which model answers. Its key is write-only, so this form is saved as a whole instead of as one types. */
class ModelTab extends PlainElement {
    static override properties = {
        agent: {}, editor: { attribute: false }, draft: { attribute: false }, provider: { state: true }, result: { state: true }, removesKey: { state: true },
    };
    declare agent: string;
    declare editor: DraftEditor;
    declare draft: Draft;
    declare provider: Provider | undefined;
    declare result: ModelTest | undefined;
    declare removesKey: boolean;
    readonly #providers = new Loaded<readonly ModelProvider[]>(this, modelProviders);
    readonly #testing = new Sending(this);
    readonly #saving = new Sending(this);

    get #form(): HTMLFormElement | null {
        return this.querySelector('form');
    }

    protected override render(): TemplateResult {
        const { model } = this.draft;
        const provider = this.provider ?? model.provider;
        const problem = this.#saving.problem ?? this.#testing.problem;
        return html`<section><form class="stack" novalidate @submit=${(event: SubmitEvent) => void this.#save(event)}>
            <fieldset><legend>Provider</legend>
                ${this.#choice('builtin', provider, 'Built-in search', 'Quotes the passages of your documents that answer. No language model, no key, no network.')}
                ${this.#providers.value?.map(({ id, name, baseUrl }) => this.#choice(id, provider, name, `Your organisation’s provider: ${baseUrl}`))}
                ${this.#choice('openai', provider, 'A language model', 'Any OpenAI-compatible address: hosted, or on your own machines.')}
            </fieldset>
            ${provider === 'builtin' ? '' : provider === 'openai' ? this.#fields(model) : this.#nameField(model)}
            ${problem && !['model.baseUrl', 'model.model', 'model.apiKey'].includes(problem.field ?? '') ? notice(problem) : ''}
            ${this.#outcome()}
            <div class="row">
                <button class="button primary" ?disabled=${this.#saving.busy}>Save model</button>
                <button type="button" class="button" ?disabled=${this.#testing.busy} @click=${() => void this.#test()}>${icon(PlugZap)}
                    ${this.#testing.busy ? 'Testing…' : 'Test connection'}</button>
            </div>
        </form></section>`;
    }

    #choice(value: Provider, chosen: Provider, name: string, about: string): TemplateResult {
        return html`<label class="option"><input type="radio" name="provider" value=${value} .checked=${value === chosen}
            @change=${() => { this.provider = value; this.result = undefined; }}><span>${name}</span><span class="quiet">${about}</span></label>`;
    }

    #nameField(model: Model): TemplateResult {
        const problem = this.#saving.problem ?? this.#testing.problem;
        return textField({ name: 'model', label: 'Model', value: model.model ?? '', placeholder: 'gpt-4o-mini', error: errorOf(problem, 'model.model'), help: 'The provider’s name of it.' });
    }

    #fields(model: Model): TemplateResult {
        const problem = this.#saving.problem ?? this.#testing.problem;
        return html`
            ${textField({ name: 'baseUrl', label: 'Base URL', type: 'url', value: model.baseUrl ?? '', placeholder: 'https://api.openai.com/v1', error: errorOf(problem, 'model.baseUrl'), help: 'Ends before /chat/completions. Private addresses need the operator’s PARLEY_PRIVATE_HOSTS.' })}
            ${this.#nameField(model)}
            ${textField({ name: 'apiKey', label: 'API key', type: 'password', autocomplete: 'new-password', placeholder: model.hasKey ? 'Stored. Type to replace it' : '', error: errorOf(problem, 'model.apiKey'), help: model.hasKey ? 'A key is stored, encrypted, and never shown again. Another base URL needs its own key.' : 'Stored encrypted and never shown again. Leave it empty if the model needs none.' })}
            ${model.hasKey ? html`<label class="option"><input type="checkbox" name="removeKey" .checked=${this.removesKey} @change=${(event: Event) => { this.removesKey = (event.target as HTMLInputElement).checked; }}><span>Remove the stored key</span></label>` : ''}`;
    }

    #outcome(): TemplateResult {
        const { result } = this;
        return html`<div role="status">${result === undefined ? '' : result.ok
            ? html`<div class="notice">${icon(CircleCheck)}<div><strong>The model answers</strong>
                <p>After ${((result.latencyMs ?? 0) / 1000).toFixed(1)} seconds: “${result.words}”</p></div></div>`
            : html`<div class="notice danger">${icon(CircleX)}<div><strong>The model does not answer</strong>
                <p>${result.cause}</p><p class="quiet"><code>${result.code}</code></p></div></div>`}</div>`;
    }

    /** The form as the hub takes it; what was left as it is stored is left out. */
    #given(): Record<string, string> {
        const data = new FormData(this.#form ?? undefined);
        const value = (name: string): string => String(data.get(name) ?? '').trim();
        const provider = value('provider');
        if (provider === 'builtin') {
            return { provider };
        }
        const given: Record<string, string> = { provider };
        for (const name of ['baseUrl', 'model', 'apiKey']) {
            if (value(name) !== '') {
                given[name] = value(name);
            }
        }
        if (data.has('removeKey')) {
            given['apiKey'] = '';
        }
        return given;
    }

    async #test(): Promise<void> {
        this.result = undefined;
        this.#saving.problem = undefined;
        await this.editor.flush();
        this.result = await this.#testing.send(() => api.post(agentPath(this.agent, '/model-test'), { model: this.#given() }, modelTest));
    }

    async #save(event: SubmitEvent): Promise<void> {
        event.preventDefault();
        this.#testing.problem = undefined;
        this.result = undefined;
        await this.#saving.send(async () => {
            await this.editor.saveModel(this.#given());
            this.provider = undefined;
            this.removesKey = false;
            const key = this.querySelector<HTMLInputElement>('[name="apiKey"]');
            if (key) {
                key.value = '';
            }
            toast('Model saved in the draft.');
        });
    }
}

customElements.define('parley-agent-model', ModelTab);
