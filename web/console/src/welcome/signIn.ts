import { html, nothing, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { caution, notice } from '../parts/notice.ts';
import { nextPath } from '../paths.ts';
import { router } from '../router.ts';
import { signIn } from '../session.ts';
import { options, providers, type Options } from './providers.ts';
import { welcome } from './welcome.ts';

/** `/console/sign-in?next=…`. */
class SignIn extends PlainElement {
    readonly #sending = new Sending(this);
    readonly #options = new Loaded<Options>(this, (signal) =>
        api.get('/api/v1/auth/options', options, { query: { tenant: router.query.get('tenant') ?? undefined }, signal }));

    async #submit(event: SubmitEvent): Promise<void> {
        const { email = '', password = '' } = typed(event);
        if (await this.#sending.send(() => signIn(email, password))) {
            location.replace(router.href(nextPath(router.query.get('next'))));
        }
    }

    protected override render(): TemplateResult {
        const problem = this.#sending.problem;
        return welcome('Sign in', html`${providers(this.#options.value, router.query)}<form class="stack" @submit=${(event: SubmitEvent) => void this.#submit(event)}>
            ${window.isSecureContext ? nothing : caution('This address is not encrypted, and a browser keeps no login for it. Open the console over https, or as http://localhost on the machine itself.')}
            ${problem && !problem.field ? notice(problem) : nothing}
            ${textField({ name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username', required: true, error: errorOf(problem, 'email') })}
            ${textField({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', required: true, error: errorOf(problem, 'password') })}
            <button type="submit" class="button primary wide" ?disabled=${this.#sending.busy}>Sign in</button>
            <p class="quiet"><a href="/console/forgot">Forgot your password?</a></p>
        </form>`);
    }
}

customElements.define('parley-sign-in', SignIn);

export function page(): TemplateResult {
    return html`<parley-sign-in></parley-sign-in>`;
}
