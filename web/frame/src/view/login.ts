import { html, nothing, type TemplateResult } from 'lit';
import type { LoginOutcome } from '../identity/loginWindow.ts';
import type { Messages } from '../text/en.ts';
import { PlainElement } from './element.ts';

/** Signs a member in; gives the code of the refusal, or undefined once it is done. */
export type SignIn = (email: string, password: string) => Promise<string | undefined>;

/** The ways in which an invited colleague signs in here. */
export interface LoginWays {
    /** Undefined in a frame, where no password is asked for and no cookie may be kept. */
    readonly signIn: SignIn | undefined;
    /** Opens a window of the hub's own to sign in. */
    readonly openWindow: () => Promise<LoginOutcome>;
    /** The chat in a window of its own, and the page with every way to sign in. */
    readonly chatAddress: string;
    readonly signInAddress: string;
}

/** The small form with which an invited colleague signs in, or inside another page the button that leads to it. */
export class ParleyLogin extends PlainElement {
    static override properties = {
        messages: { attribute: false },
        ways: { attribute: false },
        isBusy: { state: true },
        refusal: { state: true },
        outcome: { state: true },
    };

    declare messages: Messages;
    declare ways: LoginWays;
    declare isBusy: boolean;
    declare refusal: string | undefined;
    declare outcome: LoginOutcome | undefined;

    constructor() {
        super();
        this.isBusy = false;
    }

    override render(): TemplateResult {
        return this.ways.signIn === undefined ? this.#button() : this.#form(this.ways.signIn);
    }

    #form(signIn: SignIn): TemplateResult {
        const { messages } = this;
        return html`<form class="login" @submit=${(event: Event) => void this.#submit(event, signIn)}>
                <label>${messages.email}<input name="email" type="email" autocomplete="username" required></label>
                <label>${messages.password}<input name="password" type="password" autocomplete="current-password" required></label>
                ${this.refusal === undefined ? nothing : html`<p class="field-error" role="alert">${this.#sentence(this.refusal)}</p>`}
                <button type="submit" class="primary" ?disabled=${this.isBusy}>${messages.signIn}</button>
            </form>
            <p class="login-more"><a href=${this.ways.signInAddress}>${messages.otherWays}</a></p>`;
    }

    #button(): TemplateResult {
        const { messages } = this;
        return html`<div class="login">
            <button type="button" class="primary" @click=${this.#open}>${messages.signIn}</button>
            <p class="login-more" role="status">${this.#words()}</p>
        </div>`;
    }

    #words(): TemplateResult | string | typeof nothing {
        const { messages, outcome, isBusy } = this;
        if (isBusy) {
            return messages.signInWindowOpen;
        }
        const link = html`<a href=${this.ways.chatAddress} target="_blank" rel="noopener">${messages.openOwnWindow}</a>`;
        switch (outcome) {
            case 'blocked':
                return html`${messages.signInBlocked} ${link}`;
            case 'closed':
                return html`${messages.signInClosed} ${link}`;
            default:
                return nothing;
        }
    }

    #open = async (): Promise<void> => {
        this.isBusy = true;
        this.outcome = undefined;
        this.outcome = await this.ways.openWindow();
        this.isBusy = false;
    };

    async #submit(event: Event, signIn: SignIn): Promise<void> {
        event.preventDefault();
        const field = (name: string): string => this.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? '';
        this.isBusy = true;
        this.refusal = await signIn(field('email'), field('password')).catch(() => 'connection_lost');
        this.isBusy = false;
    }

    #sentence(code: string): string {
        const { signInFailed, refusals } = this.messages;
        const isOther = code !== 'authentication_failed' && Object.hasOwn(refusals, code);
        return isOther ? refusals[code as keyof Messages['refusals']] : signInFailed;
    }
}

customElements.define('parley-login', ParleyLogin);
