import { html, nothing, type TemplateResult } from 'lit';
import type { ApiError } from '../apiError.ts';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { namedAgents, type NamedAgent } from '../parts/agentNames.ts';
import { confirm } from '../parts/confirm.ts';
import { choiceField, errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { notice } from '../parts/notice.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { toast } from '../parts/toast.ts';
import type { Place } from '../paths.ts';
import { may } from '../session.ts';
import './providers.ts';
import './secret.ts';
import { tenantShape, type Tenant } from './shapes.ts';

const retentions = [
    { value: 'off', label: 'Keep for ever' }, { value: '30d', label: '30 days' }, { value: '90d', label: '90 days' },
    { value: '180d', label: '180 days' }, { value: '365d', label: 'A year' }, { value: '730d', label: 'Two years' },
];

interface There {
    tenant: Tenant;
    agents: readonly NamedAgent[];
}

/** `/console/settings`: what is decided for the whole tenant. Each section is saved by itself. */
class SettingsPage extends PlainElement {
    static override properties = { place: { attribute: false } };
    declare place: Place;
    readonly #there = new Loaded<There>(this, async (signal) => {
        const [tenant, agents] = await Promise.all([api.get('/api/v1/tenant', tenantShape, { signal }), namedAgents(signal)]);
        return { tenant, agents };
    });
    readonly #organisation = new Sending(this);
    readonly #retention = new Sending(this);
    readonly #budget = new Sending(this);

    async #save(sending: Sending, change: unknown): Promise<void> {
        const tenant = await sending.send(() => api.patch('/api/v1/tenant', change, tenantShape));
        if (tenant) {
            this.#there.set({ agents: this.#there.value?.agents ?? [], tenant });
            toast('Saved.');
        }
    }

    async #saveRetention(event: SubmitEvent): Promise<void> {
        const { retention = 'off' } = typed(event);
        const label = retentions.find(({ value }) => value === retention)?.label ?? retention;
        const isSure = retention === 'off' || (await confirm({
            title: 'Delete old conversations?',
            consequence: html`<p>Conversations without a message for <strong>${label.toLowerCase()}</strong> are deleted for good, the first within the
                hour, then every hour. Usage numbers stay, and each deletion stands in the audit log.</p>`,
            action: 'Delete old conversations', name: retention, destroys: true,
        }));
        if (isSure) {
            await this.#save(this.#retention, { retention });
        }
    }

    protected override render(): TemplateResult {
        return html`${pageHeader({ title: 'Settings', about: 'For the whole tenant.' })}
            ${this.#there.show(({ tenant, agents }) => html`<div class="settings">
                ${section('organisation', 'Organisation', 'How your tenant is called, and who answers where no agent is named.', this.#organisationForm(tenant, agents))}
                ${section('secret', 'Tenant secret', 'Signs tenant tokens for every agent that accepts them. Agents have identity secrets of their own.', html`<parley-tenant-secret></parley-tenant-secret>`)}
                ${section('providers', 'Model providers', 'Language models that several agents share, each with one key.', html`<parley-model-providers></parley-model-providers>`)}
                ${section('retention', 'Retention', 'How long conversations are kept after their last message.', this.#retentionForm(tenant))}
                ${may(this.place.me, 'owner') ? section('sign-in', 'Sign-in', 'Let your colleagues sign in to this console and to private agents with the account they have elsewhere.', html`<p><a class="button" href="/console/people/sign-in">Sign-in with OpenID Connect</a></p>`) : nothing}
                ${section('limits', 'Daily budget', 'When it is used up, answers fail with “budget_exceeded” until midnight UTC. Answers that run already end normally.', this.#budgetForm(tenant))}
            </div>`)}`;
    }

    #organisationForm(tenant: Tenant, agents: readonly NamedAgent[]): TemplateResult {
        const { problem } = this.#organisation;
        return html`<form class="stack" @submit=${(event: SubmitEvent) => void this.#save(this.#organisation, typed(event))}>
            ${textField({ name: 'name', label: 'Name', value: tenant.name, required: true, maxLength: 100, error: errorOf(problem, 'name') })}
            ${choiceField({
                name: 'defaultAgent', label: 'Default agent', value: tenant.defaultAgent ?? '', error: errorOf(problem, 'defaultAgent'),
                help: html`Answers where a page names only the tenant, <code>${tenant.id}</code>.`,
                choices: [{ value: '', label: 'None' }, ...agents.map(({ id, name }) => ({ value: id, label: name }))],
            })}
            ${ending(this.#organisation, problem, ['name', 'defaultAgent'])}
        </form>`;
    }

    #retentionForm(tenant: Tenant): TemplateResult {
        const choices = retentions.some(({ value }) => value === tenant.retention)
            ? retentions
            : [...retentions, { value: tenant.retention, label: `${Number.parseInt(tenant.retention, 10)} days` }];
        return html`<form class="stack" @submit=${(event: SubmitEvent) => void this.#saveRetention(event)}>
            ${choiceField({ name: 'retention', label: 'Keep conversations', value: tenant.retention, choices, error: errorOf(this.#retention.problem, 'retention') })}
            ${ending(this.#retention, this.#retention.problem, ['retention'])}
        </form>`;
    }

    #budgetForm({ budget }: Tenant): TemplateResult {
        const { problem } = this.#budget;
        const save = (event: SubmitEvent): void => {
            const form = typed(event);
            void this.#save(this.#budget, { budget: { answersPerDay: whole(form['answersPerDay']), tokensPerDay: whole(form['tokensPerDay']) } });
        };
        const limit = (name: 'answersPerDay' | 'tokensPerDay', label: string, help: string): TemplateResult => textField({
            name, label, help, type: 'number', value: budget[name] === undefined ? '' : String(budget[name]), placeholder: 'No limit',
            error: errorOf(problem, `budget.${name}`),
        });
        return html`<form class="stack" @submit=${save}>
            ${limit('answersPerDay', 'Answers a day', 'Of all agents together.')}
            ${limit('tokensPerDay', 'Tokens a day', 'Read and written, as providers count them. The built-in model counts none.')}
            ${ending(this.#budget, problem, ['budget'])}
        </form>`;
    }
}

function whole(text: string | undefined): number | null {
    return text === undefined || text.trim() === '' ? null : Number(text);
}

function section(id: string, title: string, about: string, content: unknown): TemplateResult {
    return html`<section class="card setting" aria-labelledby="setting-${id}" id=${id}>
        <div><h2 id="setting-${id}">${title}</h2><p class="quiet">${about}</p></div>
        <div class="stack">${content}</div>
    </section>`;
}

function ending(sending: Sending, problem: ApiError | undefined, fields: readonly string[]): TemplateResult {
    return html`${sending.besides(...fields) && problem ? notice(problem) : nothing}
        <div class="actions start"><button type="submit" class="button primary" ?disabled=${sending.busy}>Save</button></div>`;
}

customElements.define('parley-settings', SettingsPage);

export function page(place: Place): TemplateResult {
    return html`<parley-settings .place=${place}></parley-settings>`;
}
