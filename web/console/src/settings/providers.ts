import { html, nothing, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { confirm } from '../parts/confirm.ts';
import { dataTable } from '../parts/dataTable.ts';
import { dialog } from '../parts/dialog.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { modelProvider, modelProviders, providersPath, type ModelProvider } from '../parts/modelProviders.ts';
import { notice } from '../parts/notice.ts';
import { toast } from '../parts/toast.ts';
import { nothing as done } from '../shape.ts';

/** The language models that the tenant's agents share. */
class Providers extends PlainElement {
    readonly #providers = new Loaded<readonly ModelProvider[]>(this, modelProviders);
    readonly #saving = new Sending(this);
    readonly #removing = new Sending(this);
    /** The one that is edited; undefined while one is added. */
    #edited: ModelProvider | undefined;
    #open = false;

    protected override render(): unknown {
        return html`${this.#providers.show((providers) => this.#list(providers), 2)}
            ${this.#removing.problem ? notice(this.#removing.problem) : nothing}
            ${this.#dialog()}`;
    }

    #list(providers: readonly ModelProvider[]): TemplateResult {
        return html`<div class="stack">${providers.length === 0 ? html`<p>None yet: each agent has its own base URL and key.</p>` : dataTable({
            caption: 'Model providers', rows: providers,
            columns: [
                { name: 'Name', cell: (provider) => provider.name },
                { name: 'Base URL', cell: (provider) => provider.baseUrl },
                { name: 'Key', cell: (provider) => (provider.hasKey ? 'Stored' : 'None') },
                { name: 'Actions', unnamed: true, end: true, cell: (provider) => this.#actions(provider) },
            ],
        })}
        <div class="actions start"><button type="button" class="button" @click=${() => this.#show(true)}>Add provider …</button></div></div>`;
    }

    #actions(provider: ModelProvider): TemplateResult {
        return html`<button type="button" class="button small" aria-label="Edit ${provider.name}" @click=${() => this.#show(true, provider)}>Edit</button>
            <button type="button" class="button small" aria-label="Remove ${provider.name}" @click=${() => void this.#remove(provider)}>Remove</button>`;
    }

    #show(open: boolean, edited?: ModelProvider): void {
        this.#open = open;
        this.#edited = edited;
        this.#saving.problem = undefined;
        this.requestUpdate();
    }

    #dialog(): TemplateResult {
        const { busy, problem } = this.#saving;
        const edited = this.#edited;
        // The settings page has a field `name` of its own, and an id stands once in a page.
        return dialog({
            title: edited ? `Edit ${edited.name}` : 'Add a model provider',
            open: this.#open,
            closed: () => this.#show(false),
            body: html`<form id="provider" class="stack" novalidate @submit=${(event: SubmitEvent) => void this.#save(event)}>
                ${textField({ name: 'providerName', label: 'Provider name', value: edited?.name ?? '', maxLength: 100, error: errorOf(problem, 'name'), help: 'Builders choose it by this name.' })}
                ${textField({ name: 'baseUrl', label: 'Base URL', type: 'url', value: edited?.baseUrl ?? '', placeholder: 'https://api.openai.com/v1', error: errorOf(problem, 'baseUrl'), help: 'OpenAI-compatible; ends before /chat/completions. Private addresses need the operator’s PARLEY_PRIVATE_HOSTS.' })}
                ${textField({ name: 'apiKey', label: 'API key', type: 'password', autocomplete: 'new-password', placeholder: edited?.hasKey ? 'Stored. Type to replace it' : '', error: errorOf(problem, 'apiKey'), help: 'Stored encrypted and never shown again. Another base URL needs its own key.' })}
                ${edited?.hasKey ? html`<label class="option"><input type="checkbox" name="removeKey"><span>Remove the stored key</span></label>` : nothing}
                ${problem && !['name', 'baseUrl', 'apiKey'].includes(problem.field ?? '') ? notice(problem) : nothing}
            </form>`,
            buttons: html`<button type="button" class="button" @click=${() => this.#show(false)}>Cancel</button>
                <button type="submit" form="provider" class="button primary" ?disabled=${busy}>${edited ? 'Save provider' : 'Add provider'}</button>`,
        });
    }

    async #save(event: SubmitEvent): Promise<void> {
        const { providerName = '', baseUrl = '', apiKey = '', removeKey } = typed(event);
        const edited = this.#edited;
        const given = {
            name: providerName, baseUrl: baseUrl.trim(),
            ...(removeKey !== undefined ? { apiKey: '' } : apiKey.trim() === '' ? {} : { apiKey: apiKey.trim() }),
        };
        const saved = await this.#saving.send(() => (edited
            ? api.patch(`${providersPath}/${edited.id}`, given, modelProvider)
            : api.post(providersPath, given, modelProvider)));
        if (saved) {
            this.#show(false);
            toast('Provider saved.');
            await this.#providers.reload();
        }
    }

    async #remove(provider: ModelProvider): Promise<void> {
        const sure = await confirm({
            title: 'Remove this provider?',
            consequence: html`<p>Its key is deleted. Agents that use it must choose another model first.</p>`,
            action: 'Remove provider', name: provider.name, destroys: true,
        });
        if (sure && (await this.#removing.send(() => api.delete(`${providersPath}/${provider.id}`, done)))) {
            toast('Provider removed.');
            await this.#providers.reload();
        }
    }
}

customElements.define('parley-model-providers', Providers);
