import { html, nothing, type TemplateResult } from 'lit';
import type { Messages } from '../text/en.ts';
import { PlainElement } from './element.ts';

/** Signs a member in; gives the code of the refusal, or undefined once it is done. */
export type SignIn = (email: string, password: string) => Promise<string | undefined>;

/** The small form with which an invited colleague signs in. */
export class ParleyLogin extends PlainElement {
    static override properties = {
        messages: { attribute: false },
        signIn: { attribute: false },
        isBusy: { state: true },
        refusal: { state: true },
    };

    declare messages: Messages;
    declare signIn: SignIn;
    declare isBusy: boolean;
    declare refusal: string | undefined;

    constructor() {
        super();
        this.isBusy = false;
    }

    override render(): TemplateResult {
        const { messages } = this;
        return html`<form class="login" @submit=${this.#submit}>
            <label>${messages.email}<input name="email" type="email" autocomplete="username" required></label>
            <label>${messages.password}<input name="password" type="password" autocomplete="current-password" required></label>
            ${this.refusal === undefined ? nothing : html`<p class="field-error" role="alert">${this.#sentence(this.refusal)}</p>`}
            <button type="submit" class="primary" ?disabled=${this.isBusy}>${messages.signIn}</button>
        </form>`;
    }

    #submit = async (event: Event): Promise<void> => {
        event.preventDefault();
        const field = (name: string): string => this.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? '';
        this.isBusy = true;
        this.refusal = await this.signIn(field('email'), field('password')).catch(() => 'connection_lost');
        this.isBusy = false;
    };

    #sentence(code: string): string {
        const { signInFailed, refusals } = this.messages;
        const isOther = code !== 'authentication_failed' && Object.hasOwn(refusals, code);
        return isOther ? refusals[code as keyof Messages['refusals']] : signInFailed;
    }
}

customElements.define('parley-login', ParleyLogin);
