import { html, nothing, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { areaField, errorOf } from '../parts/field.ts';
import { Sending } from '../parts/form.ts';
import { notice } from '../parts/notice.ts';
import { explained } from './explanation.ts';
import { pathOf } from './hub.ts';
import { explanationShape, type Agent, type Explanation } from './shapes.ts';

/** Takes a token and shows everything the hub says of it. */
class VerifyStep extends PlainElement {
    static override properties = { agent: { attribute: false }, language: { attribute: false } };
    declare agent: Agent;
    declare language: string;
    #token = '';
    #explanation: Explanation | undefined;
    readonly #sending = new Sending(this);

    protected override updated(changed: Map<PropertyKey, unknown>): void {
        if (changed.has('language') && changed.get('language') !== undefined && this.#explanation) {
            void this.#check();
        }
    }

    protected override render(): TemplateResult {
        return html`<form class="stack" @submit=${(event: SubmitEvent) => this.#submit(event)}>
                ${areaField({
                    name: 'token', label: 'Paste a token', value: this.#token, rows: 4, maxLength: 32_768,
                    help: 'It is checked as if a user came with it, and neither kept nor logged. It counts as no use of the secret.',
                    error: errorOf(this.#sending.problem, 'token'),
                    changed: (value) => {
                        this.#token = value;
                    },
                })}
                ${this.#sending.besides('token') ? notice(this.#sending.problem!) : nothing}
                <div class="row"><button class="button primary" ?disabled=${this.#sending.busy}>Verify</button></div>
            </form>
            <div role="region" aria-label="What the hub says of the token" aria-live="polite">
                ${this.#explanation ? explained(this.#explanation) : nothing}
            </div>`;
    }

    #submit(event: SubmitEvent): void {
        event.preventDefault();
        void this.#check();
    }

    async #check(): Promise<void> {
        this.#explanation = await this.#sending.send(() =>
            api.post(pathOf(this.agent, '/token-check'), { token: this.#token.trim(), language: this.language }, explanationShape));
        this.requestUpdate();
    }
}

customElements.define('parley-share-verify', VerifyStep);
