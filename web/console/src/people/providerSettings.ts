import { html, nothing, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { confirm } from '../parts/confirm.ts';
import { copyField } from '../parts/copyField.ts';
import { areaField, errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { caution, notice } from '../parts/notice.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { toast } from '../parts/toast.ts';
import type { Place } from '../routes.ts';
import { flag, list, nothing as nothingMore, object, optional, text, type Of } from '../shape.ts';

const settings = object({
    configured: flag, redirectAddress: text, name: optional(text), issuer: optional(text), clientId: optional(text),
    hasSecret: optional(flag), domains: optional(list(text)),
});
type Settings = Of<typeof settings>;

const path = '/api/v1/tenant/sign-in';

/** `/console/people/sign-in`: the OpenID provider with which this organisation's members sign in. */
class ProviderSettings extends PlainElement {
    static override properties = { place: { attribute: false }, tabs: { attribute: false } };
    declare place: Place;
    declare tabs: TemplateResult;
    readonly #settings = new Loaded<Settings>(this, (signal) => api.get(path, settings, { signal }));
    readonly #sending = new Sending(this);

    async #save(event: SubmitEvent, before: Settings): Promise<void> {
        const { name = '', issuer = '', clientId = '', clientSecret = '', domains = '' } = typed(event);
        const isOther = before.configured && before.issuer !== issuer.trim();
        if (isOther && !(await confirm({
            title: 'Change the provider?',
            consequence: 'Members are known by what the present provider says of them. With another one, each is known again by their verified e-mail address when they next sign in.',
            action: 'Change provider', destroys: true,
        }))) {
            return;
        }
        const stored = await this.#sending.send(() => api.put(path, {
            name: name.trim(), issuer: issuer.trim(), clientId: clientId.trim(),
            ...(clientSecret === '' ? {} : { clientSecret }),
            domains: domains.split(/[\s,]+/u).filter((domain) => domain !== ''),
        }, settings));
        if (stored) {
            this.#settings.set(stored);
            toast('The provider answered, and members can sign in with it now.');
        }
    }

    async #remove(name: string): Promise<void> {
        const agreed = await confirm({
            title: 'Turn this provider off?',
            consequence: 'Whoever has no password here cannot sign in any more until you make them a reset link. Open sessions go on.',
            action: 'Turn off', name, destroys: true,
        });
        if (agreed && await this.#sending.send(() => api.delete(path, nothingMore)) !== undefined) {
            void this.#settings.reload();
            toast('Members sign in with their passwords alone.');
        }
    }

    protected override render(): TemplateResult {
        return html`${pageHeader({ title: 'People', about: 'Let your colleagues sign in with the account they have: any OpenID Connect provider will do.' })}
            ${this.tabs}
            ${this.#settings.show((there) => this.#form(there), 6)}`;
    }

    #form(there: Settings): TemplateResult {
        const problem = this.#sending.problem;
        const error = (field: string): string | undefined => errorOf(problem, field);
        return html`<form class="card stack narrow" @submit=${(event: SubmitEvent) => void this.#save(event, there)}>
            ${problem && !problem.field ? notice(problem) : nothing}
            <p>Register this hub at your provider as a web application with this redirect address:</p>
            ${copyField('Redirect address', there.redirectAddress)}
            ${textField({ name: 'name', label: 'Name on the button', value: there.name ?? '', required: true, maxLength: 100, placeholder: 'Acme SSO', error: error('name') })}
            ${textField({ name: 'issuer', label: 'Issuer', type: 'url', value: there.issuer ?? '', required: true, placeholder: 'https://login.example.com', help: 'Exactly as the provider calls itself. It is asked when you save.', error: error('issuer') })}
            ${textField({ name: 'clientId', label: 'Client id', value: there.clientId ?? '', required: true, error: error('clientId') })}
            ${textField({ name: 'clientSecret', label: 'Client secret', type: 'password', autocomplete: 'off', help: there.hasSecret ? 'One is stored, encrypted. Leave this empty to keep it.' : 'Leave this empty for a public client.', error: error('clientSecret') })}
            ${areaField({ name: 'domains', label: 'Domains whose people join by themselves', rows: 2, value: (there.domains ?? []).join('\n'), placeholder: 'example.com', help: 'Leave this empty, and only people you have invited can sign in. Whoever joins by themselves is a member.', error: error('domains') })}
            ${caution('Whoever runs this provider decides who is who here, owners included.')}
            <div class="actions">
                ${there.configured ? html`<button type="button" class="button danger-quiet" @click=${() => void this.#remove(there.name ?? '')}>Turn off</button>` : nothing}
                <button type="submit" class="button primary" ?disabled=${this.#sending.busy}>${there.configured ? 'Save' : 'Turn on'}</button>
            </div>
        </form>`;
    }
}

customElements.define('parley-provider-settings', ProviderSettings);
