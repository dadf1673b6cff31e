import { html, type TemplateResult } from 'lit';
import { Trash2 } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { confirm } from '../parts/confirm.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { caution, hint, notice } from '../parts/notice.ts';
import { time } from '../parts/time.ts';
import { toast } from '../parts/toast.ts';
import { changeOrigins, pathOf } from './hub.ts';
import { byOrigin } from './refusedOrigins.ts';
import { Repeated } from './repeated.ts';
import { refusalsShape, type Agent } from './shapes.ts';

/** Which pages may show an agent, and the ones that lately tried and were refused. */
class Origins extends PlainElement {
    static override properties = { agent: { attribute: false }, changed: { attribute: false } };
    declare agent: Agent;
    declare changed: (agent: Agent) => void;
    readonly #sending = new Sending(this);
    readonly #refused = new Loaded(this, (signal) =>
        api.get(pathOf(this.agent, '/refusals'), refusalsShape, { signal, query: { code: 'origin_not_allowed' } }));

    constructor() {
        super();
        new Repeated(this, () => this.#refused.reload());
    }

    protected override render(): TemplateResult {
        const origins = this.agent.allowedOrigins;
        return html`<section class="card">
            <h2>Allowed origins</h2>
            <p class="quiet">The pages that may show this agent. An origin is the start of a page’s address: scheme, host and port.</p>
            ${origins.includes('*') ? caution('Every page on the internet may show this agent. Remove * and list your own origins, unless that is what you want.') : ''}
            ${origins.length === 0
                ? hint('None is listed. Inside other pages the agent opens for users with an identity token alone, and for no visitor.')
                : html`<ul class="lines" aria-label="Allowed origins">${origins.map((origin) => html`<li>
                    <code>${origin}</code>
                    <button type="button" class="button small danger-quiet" ?disabled=${this.#sending.busy} aria-label="Remove ${origin}"
                        @click=${() => void this.#remove(origin)}>${icon(Trash2)}Remove</button></li>`)}</ul>`}
            <form class="inline-form" @submit=${(event: SubmitEvent) => void this.#typed(event)}>
                ${textField({
                    name: 'origin', label: 'Add an origin', placeholder: 'https://shop.example.com',
                    help: 'Such as https://shop.example.com or http://localhost:3000, without a path.',
                    error: errorOf(this.#sending.problem, 'allowedOrigins'),
                })}
                <button class="button" ?disabled=${this.#sending.busy}>Add</button>
            </form>
            ${this.#sending.besides('allowedOrigins') ? notice(this.#sending.problem!) : ''}
            ${this.#list()}
        </section>`;
    }

    #list(): TemplateResult {
        const refused = this.#refused.value ? byOrigin(this.#refused.value.items, this.agent.allowedOrigins) : [];
        return html`<h3>Recently refused</h3>
            ${refused.length === 0
                ? html`<p class="quiet">No page was refused in the last seven days. Pages that try appear here by themselves.</p>`
                : html`<ul class="lines" aria-label="Recently refused origins">${refused.map((each) => html`<li>
                    <span><code>${each.origin}</code><small class="quiet">${each.count === 1 ? 'once' : `${each.count} times`}, ${time(each.lastAt)}</small></span>
                    <button type="button" class="button small" ?disabled=${this.#sending.busy} aria-label="Allow ${each.origin}"
                        @click=${() => void this.#add(each.origin)}>Allow</button></li>`)}</ul>`}`;
    }

    async #typed(event: SubmitEvent): Promise<void> {
        const form = event.currentTarget as HTMLFormElement;
        const origin = (typed(event)['origin'] ?? '').trim().replace(/\/$/, '');
        if (origin !== '' && (await this.#add(origin))) {
            form.reset();
        }
    }

    async #add(origin: string): Promise<boolean> {
        if (origin === '*' && !(await confirm({
            title: 'Allow every page?',
            consequence: 'Any page on the internet can then show this agent to its visitors, and they talk to it at your cost.',
            action: 'Allow every page', destroys: true,
        }))) {
            return false;
        }
        const agent = await this.#sending.send(() => changeOrigins(this.agent, (now) => [...now.filter((each) => each !== origin), origin]));
        if (agent) {
            this.changed(agent);
            toast(`${origin} may show this agent.`);
        }
        return agent !== undefined;
    }

    async #remove(origin: string): Promise<void> {
        const yes = await confirm({
            title: `Remove ${origin}?`,
            consequence: this.agent.allowedOrigins.length === 1
                ? 'Its pages cannot show this agent to visitors any more. As no origin is left, pages anywhere may then show it to users with an identity token.'
                : 'Its pages cannot show this agent any more; chats that are open there close.',
            action: 'Remove', destroys: true,
        });
        const agent = yes ? await this.#sending.send(() => changeOrigins(this.agent, (now) => now.filter((each) => each !== origin))) : undefined;
        if (agent) {
            this.changed(agent);
            toast(`${origin} removed.`);
        }
    }
}

customElements.define('parley-share-origins', Origins);
