import { html, nothing, type TemplateResult } from 'lit';
import { PlainElement } from '../element.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { notice } from '../parts/notice.ts';
import { router } from '../router.ts';
import { setUp } from '../session.ts';
import { takeToken, welcome } from './welcome.ts';

/** `/console/setup#…`, behind the link that the hub prints at its first start. */
class SetUp extends PlainElement {
    readonly #token = takeToken();
    readonly #sending = new Sending(this);

    async #submit(event: SubmitEvent): Promise<void> {
        const { tenantName = '', email = '', password = '' } = typed(event);
        const made = await this.#sending.send(async () => {
            await setUp({ token: this.#token, tenantName, email, password });
            return true;
        });
        if (made) {
            location.replace(router.href('/'));
        }
    }

    protected override render(): TemplateResult {
        const problem = this.#sending.problem;
        const error = (name: string): string | undefined => errorOf(problem, name);
        return welcome('Set up Parley', html`<form class="stack" @submit=${(event: SubmitEvent) => void this.#submit(event)}>
            <p class="quiet">You will be the first member of this hub: its operator, and the owner of the first tenant.</p>
            ${problem && !problem.field ? notice(problem) : nothing}
            ${textField({ name: 'tenantName', label: 'Your organisation', autocomplete: 'organization', required: true, maxLength: 100, error: error('tenantName') })}
            ${textField({ name: 'email', label: 'Your e-mail address', type: 'email', autocomplete: 'username', required: true, error: error('email') })}
            ${textField({ name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', required: true, help: 'At least 8 characters.', error: error('password') })}
            <button type="submit" class="button primary wide" ?disabled=${this.#sending.busy}>Set up</button>
        </form>`);
    }
}

customElements.define('parley-set-up', SetUp);

export function page(): TemplateResult {
    return html`<parley-set-up></parley-set-up>`;
}
