import { html, nothing, type TemplateResult } from 'lit';
import type { Messages } from '../text/en.ts';
import { PlainElement } from '../view/element.ts';
import { lockIcon } from '../view/icons.ts';
import { Failed, type Provider, type SignInHub } from './hub.ts';

/** The card of the sign-in page: who is signed in already, or the ways to sign in. */
export class ParleySignIn extends PlainElement {
    static override properties = {
        messages: { attribute: false },
        name: { attribute: false },
        hub: { attribute: false },
        failed: { attribute: false },
        finish: { attribute: false },
        who: { state: true },
        providers: { state: true },
        isReady: { state: true },
        isBusy: { state: true },
        refusal: { state: true },
    };

    declare messages: Messages;
    declare name: string;
    declare hub: SignInHub;
    /** Why signing in with a provider did not work, as the hub sent it along. */
    declare failed: string | undefined;
    declare finish: () => Promise<void>;
    declare who: string | undefined;
    declare providers: readonly Provider[];
    declare isReady: boolean;
    declare isBusy: boolean;
    declare refusal: string | undefined;

    constructor() {
        super();
        this.providers = [];
        this.isReady = false;
        this.isBusy = false;
    }

    async begin(): Promise<void> {
        [this.who, this.providers] = await Promise.all([this.hub.whoAmI(), this.hub.providers()]);
        this.isReady = true;
        await this.updateComplete;
        this.querySelector<HTMLElement>('input, .primary')?.focus();
    }

    override shouldUpdate(): boolean {
        return this.isReady;
    }

    override render(): TemplateResult {
        const { messages } = this;
        return html`<section class="gate">
            <span class="gate-icon">${lockIcon}</span>
            <h1>${messages.signInTo(this.name)}</h1>
            ${this.who === undefined ? this.#ways() : this.#known(this.who)}
        </section>`;
    }

    #known(who: string): TemplateResult {
        const { messages } = this;
        return html`<p>${messages.signedInAs(who)}</p>
            ${this.#problem()}
            <div class="remedies">
                <button type="button" class="primary" ?disabled=${this.isBusy} @click=${() => void this.#try(() => this.finish())}>${messages.continueChat}</button>
                <button type="button" class="secondary" ?disabled=${this.isBusy} @click=${() => void this.#try(() => this.#leave())}>${messages.signInAsOther}</button>
            </div>`;
    }

    #ways(): TemplateResult {
        const { messages } = this;
        return html`${this.providers.map(({ name, start }) => html`<a class="secondary" href=${start}>${messages.continueWith(name)}</a>`)}
            <form class="login" @submit=${this.#submit}>
                <label>${messages.email}<input name="email" type="email" autocomplete="username" required></label>
                <label>${messages.password}<input name="password" type="password" autocomplete="current-password" required></label>
                ${this.#problem()}
                <button type="submit" class="primary" ?disabled=${this.isBusy}>${messages.signIn}</button>
            </form>
            <p><a href="/console/forgot" target="_blank" rel="noopener">${messages.forgotPassword}</a></p>`;
    }

    #problem(): TemplateResult | typeof nothing {
        const { signInFailed, providerFailures, refusals } = this.messages;
        if (this.refusal === undefined) {
            const known = Object.hasOwn(providerFailures, this.failed ?? '') ? this.failed as keyof Messages['providerFailures'] : 'broken';
            return this.failed === undefined ? nothing : html`<p class="field-error" role="alert">${providerFailures[known]}</p>`;
        }
        const isOther = this.refusal !== 'authentication_failed' && Object.hasOwn(refusals, this.refusal);
        return html`<p class="field-error" role="alert">${isOther ? refusals[this.refusal as keyof Messages['refusals']] : signInFailed}</p>`;
    }

    #submit = async (event: Event): Promise<void> => {
        event.preventDefault();
        const field = (name: string): string => this.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? '';
        await this.#try(async () => {
            await this.hub.signIn(field('email'), field('password'));
            await this.finish();
        });
    };

    async #leave(): Promise<void> {
        await this.hub.signOut();
        this.who = undefined;
    }

    async #try(action: () => Promise<void>): Promise<void> {
        this.isBusy = true;
        this.refusal = undefined;
        this.failed = undefined;
        try {
            await action();
        } catch (error) {
            this.refusal = error instanceof Failed ? error.code : 'internal_error';
        }
        this.isBusy = false;
    }
}

customElements.define('parley-sign-in', ParleySignIn);
