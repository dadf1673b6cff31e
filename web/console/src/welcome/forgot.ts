import { html, nothing, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { hint, notice } from '../parts/notice.ts';
import { nothing as nothingMore } from '../shape.ts';
import { welcome } from './welcome.ts';

/** `/console/forgot`: asks for a link to choose another password. */
class Forgot extends PlainElement {
    readonly #sending = new Sending(this);
    static override properties = { asked: { state: true } };
    declare asked: boolean;

    constructor() {
        super();
        this.asked = false;
    }

    async #submit(event: SubmitEvent): Promise<void> {
        const { email = '' } = typed(event);
        this.asked = await this.#sending.send(() => api.enter('/api/v1/auth/forgot', { email: email.trim() }, nothingMore)) !== undefined;
    }

    protected override render(): TemplateResult {
        const problem = this.#sending.problem;
        return welcome('Forgot your password?', html`${this.asked
            ? hint('If this address has a login here, a link to choose another password is on its way to it. It works for an hour.')
            : html`<form class="stack" @submit=${(event: SubmitEvent) => void this.#submit(event)}>
                ${problem && !problem.field ? notice(problem) : nothing}
                ${textField({ name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username', required: true, error: errorOf(problem, 'email') })}
                <button type="submit" class="button primary wide" ?disabled=${this.#sending.busy}>Send me a link</button>
            </form>`}
            <p class="quiet"><a href="/console/sign-in">Back to signing in</a></p>`);
    }
}

customElements.define('parley-forgot', Forgot);

export function page(): TemplateResult {
    return html`<parley-forgot></parley-forgot>`;
}
