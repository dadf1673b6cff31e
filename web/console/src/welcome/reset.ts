import { html, nothing, type TemplateResult } from 'lit';
import { PlainElement } from '../element.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { notice } from '../parts/notice.ts';
import { router } from '../router.ts';
import { reset } from '../session.ts';
import { takeToken, welcome } from './welcome.ts';

/** `/console/reset#…`, behind a link to choose another password. */
class Reset extends PlainElement {
    readonly #token = takeToken();
    readonly #sending = new Sending(this);

    async #submit(event: SubmitEvent): Promise<void> {
        const { password = '' } = typed(event);
        const accepted = await this.#sending.send(async () => {
            await reset({ token: this.#token, password });
            return true;
        });
        if (accepted) {
            location.replace(router.href('/'));
        }
    }

    protected override render(): TemplateResult {
        const problem = this.#sending.problem;
        return welcome('Choose another password', html`<form class="stack" @submit=${(event: SubmitEvent) => void this.#submit(event)}>
            <p class="quiet">Wherever you are signed in now, you are signed out by this.</p>
            ${problem && !problem.field ? notice(problem) : nothing}
            ${textField({ name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', required: true, help: 'At least 8 characters.', error: errorOf(problem, 'password') })}
            <button type="submit" class="button primary wide" ?disabled=${this.#sending.busy}>Change password</button>
        </form>`);
    }
}

customElements.define('parley-reset', Reset);

export function page(): TemplateResult {
    return html`<parley-reset></parley-reset>`;
}
