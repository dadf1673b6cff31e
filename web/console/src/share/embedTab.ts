import { html, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { copyBlock } from '../parts/copyField.ts';
import { Loaded } from '../parts/loaded.ts';
import { hint } from '../parts/notice.ts';
import { router } from '../router.ts';
import { secureWays, type Way } from './embedCode.ts';
import { hubOrigin, pathOf } from './hub.ts';
import './policy.ts';
import './refusals.ts';
import './secretStep.ts';
import { segments } from './segments.ts';
import { samplesShape, secretStatusShape, type Agent, type Sample, type SecretStatus } from './shapes.ts';
import './verifyStep.ts';

/** From the secret to a token that is proven to work, step by step, and what goes wrong afterwards. */
class EmbedTab extends PlainElement {
    static override properties = { agent: { attribute: false }, changed: { attribute: false }, query: { attribute: false } };
    declare agent: Agent;
    declare changed: (agent: Agent) => void;
    declare query: URLSearchParams;
    #way: Way['key'] = 'script';
    readonly #status = new Loaded<SecretStatus>(this, (signal) => api.get(pathOf(this.agent, '/identity-secret'), secretStatusShape, { signal }));
    readonly #samples = new Loaded(this, (signal) => api.get(pathOf(this.agent, '/signing'), samplesShape, { signal }));

    get #language(): string {
        return this.query.get('language') ?? 'node';
    }

    protected override render(): TemplateResult {
        const status = this.#status.value;
        const used = status?.current?.lastUsedAt ?? status?.previous?.lastUsedAt;
        return html`<div class="stack share">
            <p class="quiet">Your users need no account here: your backend says who they are with a short-lived signed token, and each of them has
                their own conversations.</p>
            ${this.agent.tokenPolicy.accept.includes('agent') || this.agent.isDefault
                ? '' : hint('This agent does not accept tokens signed with its own secret. Change that under “Which tokens count” below.')}
            <ol class="steps">
                <li class=${status?.configured ? 'done' : ''}><h2>Identity secret</h2>
                    ${this.#status.show((now) => html`<parley-share-secret .agent=${this.agent} .status=${now}
                        .changed=${() => void this.#status.reload()}></parley-share-secret>`, 2)}</li>
                <li class=${used ? 'done' : ''}><h2>Sign a token on your backend</h2>${this.#backend()}</li>
                <li><h2>Put the agent on your page</h2>${this.#frontend()}</li>
                <li><h2>Verify</h2>
                    <parley-share-verify .agent=${this.agent} .language=${this.#language}></parley-share-verify></li>
            </ol>
            <parley-share-refusals .agent=${this.agent}></parley-share-refusals>
            <parley-share-policy .agent=${this.agent} .changed=${this.changed} .withoutExpiry=${status?.tokensWithoutExpiry ?? 0}></parley-share-policy>
        </div>`;
    }

    #backend(): TemplateResult {
        return html`<p class="quiet">An endpoint of yours answers <code>{"token": "…"}</code> for the user of its own session, and never for one the page names.</p>
            ${this.#samples.show(({ items }) => {
                const sample = items.find((each) => each.language === this.#language) ?? items[0];
                return html`${languages(items, sample, 'backend-language')}
                    ${sample ? html`${copyBlock(`${sample.label} code`, sample.code)}
                        <p class="quiet">${sample.library}: <code>${sample.install}</code></p>` : ''}`;
            })}`;
    }

    #frontend(): TemplateResult {
        const ways = secureWays(this.agent, hubOrigin());
        const way = ways.find((each) => each.key === this.#way) ?? ways[0];
        return html`<p class="quiet"><code>/api/parley-token</code> is your endpoint. The secret itself never goes to the browser.</p>
            ${segments('Embed with', 'secure-way', ways.map((each) => ({ value: each.key, label: each.name })), this.#way, (key) => {
                this.#way = key;
                this.requestUpdate();
            })}
            ${way ? copyBlock(`${way.name} code`, way.code) : ''}`;
    }
}

/** The choice of a language; it stays in the address. */
export function languages(samples: readonly Sample[], chosen: Sample | undefined, name: string): TemplateResult {
    return segments('Language', name, samples.map((each) => ({ value: each.language, label: each.label })), chosen?.language ?? '',
        (language) => router.filter({ language: language === 'node' ? '' : language }));
}

customElements.define('parley-share-embed', EmbedTab);
