import { html, nothing, type TemplateResult } from 'lit';
import { PlainElement } from '../element.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { notice } from '../parts/notice.ts';
import { router } from '../router.ts';
import { accept } from '../session.ts';
import { takeToken, welcome } from './welcome.ts';

/** `/console/accept#…`, behind the link of an invitation. */
class Accept extends PlainElement {
    readonly #token = takeToken();
    readonly #sending = new Sending(this);

    async #submit(event: SubmitEvent): Promise<void> {
        const { password = '' } = typed(event);
        const accepted = await this.#sending.send(async () => {
            await accept({ token: this.#token, password });
            return true;
        });
        if (accepted) {
            location.replace(router.href('/'));
        }
    }

    protected override render(): TemplateResult {
        const problem = this.#sending.problem;
        return welcome('Choose your password', html`<form class="stack" @submit=${(event: SubmitEvent) => void this.#submit(event)}>
            <p class="quiet">You were invited. With a password you can sign in from now on.</p>
            ${problem && !problem.field ? notice(problem) : nothing}
            ${textField({ name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', required: true, help: 'At least 8 characters.', error: errorOf(problem, 'password') })}
            <button type="submit" class="button primary wide" ?disabled=${this.#sending.busy}>Accept the invitation</button>
        </form>`);
    }
}

customElements.define('parley-accept', Accept);

export function page(): TemplateResult {
    return html`<parley-accept></parley-accept>`;
}
