import { html, nothing, type TemplateResult } from 'lit';
import type { Messages } from '../text/en.ts';
import { PlainElement } from './element.ts';

/** Signs a member in; undefined where the address and password do not match. */
export type SignIn = (email: string, password: string) => Promise<boolean>;

/** The small form with which an invited colleague signs in. */
export class ParleyLogin extends PlainElement {
    static override properties = {
        messages: { attribute: false },
        signIn: { attribute: false },
        state: { state: true },
    };

    declare messages: Messages;
    declare signIn: SignIn;
    declare state: 'ready' | 'busy' | 'failed';

    constructor() {
        super();
        this.state = 'ready';
    }

    override render(): TemplateResult {
        const { messages } = this;
        return html`<form class="login" @submit=${this.#submit}>
            <label>${messages.email}<input name="email" type="email" autocomplete="username" required></label>
            <label>${messages.password}<input name="password" type="password" autocomplete="current-password" required></label>
            ${this.state === 'failed' ? html`<p class="field-error" role="alert">${messages.signInFailed}</p>` : nothing}
            <button type="submit" class="primary" ?disabled=${this.state === 'busy'}>${messages.signIn}</button>
        </form>`;
    }

    #submit = async (event: Event): Promise<void> => {
        event.preventDefault();
        const field = (name: string): string => this.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? '';
        this.state = 'busy';
        const done = await this.signIn(field('email'), field('password')).catch(() => false);
        this.state = done ? 'ready' : 'failed';
    };
}

customElements.define('parley-login', ParleyLogin);
