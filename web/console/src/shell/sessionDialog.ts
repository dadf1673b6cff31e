import { html, nothing } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { dialog } from '../parts/dialog.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { notice } from '../parts/notice.ts';
import { router } from '../router.ts';
import { signIn } from '../session.ts';

/** Asks for the password over the page when the session has ended, so that nothing that was typed is lost. */
class SessionDialog extends PlainElement {
    static override properties = { email: {} };
    declare email: string;
    #open = false;
    #answer: ((renewed: boolean) => void) | undefined;
    readonly #sending = new Sending(this);

    override connectedCallback(): void {
        super.connectedCallback();
        api.renew = () => this.#ask();
    }

    #ask(): Promise<boolean> {
        this.#open = true;
        this.requestUpdate();
        return new Promise((answer) => (this.#answer = answer));
    }

    #end(renewed: boolean): void {
        this.#open = false;
        this.#answer?.(renewed);
        this.#answer = undefined;
        this.requestUpdate();
    }

    async #submit(event: SubmitEvent): Promise<void> {
        const { 'session-password': password = '' } = typed(event);
        if (await this.#sending.send(() => signIn(this.email, password))) {
            this.#end(true);
        }
    }

    protected override render(): unknown {
        const problem = this.#sending.problem;
        return dialog({
            title: 'Sign in again',
            open: this.#open,
            closed: () => this.#end(false),
            body: html`<form id="session" @submit=${(event: SubmitEvent) => void this.#submit(event)}>
                <p>Your session has ended. Nothing on this page is lost: sign in as <strong>${this.email}</strong> and go on.</p>
                ${problem && !problem.field ? notice(problem) : nothing}
                ${textField({ name: 'session-password', label: 'Password', type: 'password', autocomplete: 'current-password', required: true, error: errorOf(problem, 'password') })}
            </form>`,
            buttons: html`<button type="button" class="button" @click=${() => location.assign(router.href('/sign-in'))}>Somebody else</button>
                <button type="submit" form="session" class="button primary" ?disabled=${this.#sending.busy}>Sign in</button>`,
        });
    }
}

customElements.define('parley-session-dialog', SessionDialog);
