import { html, nothing, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { confirm } from '../parts/confirm.ts';
import { dialog } from '../parts/dialog.ts';
import { choiceField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { notice } from '../parts/notice.ts';
import { secretReveal } from '../parts/secretReveal.ts';
import { time } from '../parts/time.ts';
import { toast } from '../parts/toast.ts';
import { nothing as done } from '../shape.ts';
import { newSecretShape, secretShape, type SecretStatus } from './shapes.ts';

const overlaps = [
    { value: '', label: 'None: the old secret ends now' }, { value: '1h', label: '1 hour: both work' },
    { value: '24h', label: '24 hours: both work' },
];

/** The tenant secret: its state, a new one, and its end. */
class TenantSecret extends PlainElement {
    readonly #status = new Loaded<SecretStatus>(this, (signal) => api.get('/api/v1/tenant/secret', secretShape, { signal }));
    readonly #sending = new Sending(this);
    #open = false;
    #secret: string | undefined;

    async #rotate(event: SubmitEvent): Promise<void> {
        const { overlap } = typed(event);
        const made = await this.#sending.send(() => api.post('/api/v1/tenant/secret/rotate', overlap ? { overlap } : {}, newSecretShape));
        this.#secret = made?.secret;
        await this.#status.reload();
    }

    async #revoke(): Promise<void> {
        const sure = await confirm({
            title: 'Revoke the tenant secret?',
            consequence: html`<p>Every token signed with it is refused from now on, and whoever is connected with one is cut off at once.
                Your backend needs a new secret before anybody can come back.</p>`,
            action: 'Revoke now', name: 'revoke', destroys: true,
        });
        if (sure && (await this.#sending.send(() => api.delete('/api/v1/tenant/secret', done)))) {
            toast('Tenant secret revoked.');
            await this.#status.reload();
        }
    }

    #show(open: boolean): void {
        this.#open = open;
        this.#secret = undefined;
        this.#sending.problem = undefined;
        this.requestUpdate();
    }

    protected override render(): unknown {
        return html`${this.#status.show((status) => this.#state(status), 2)}
            ${!this.#open && this.#sending.problem ? notice(this.#sending.problem) : nothing}
            ${this.#dialog()}`;
    }

    #state({ current, previous }: SecretStatus): TemplateResult {
        return html`<dl class="facts">
            <div><dt>Secret</dt><dd>${current ? html`made ${time(current.createdAt)}, used ${time(current.lastUsedAt, 'never')}` : 'None: tenant tokens are refused'}</dd></div>
            ${previous ? html`<div><dt>Previous</dt><dd>used ${time(previous.lastUsedAt, 'never')}, ends ${time(previous.retiresAt)}</dd></div>` : nothing}
        </dl>
        <div class="actions start">
            <button type="button" class="button" @click=${() => this.#show(true)}>${current ? 'Rotate …' : 'Generate …'}</button>
            ${current ? html`<button type="button" class="button" @click=${() => void this.#revoke()}>Revoke …</button>` : nothing}
        </div>`;
    }

    #dialog(): TemplateResult {
        const { busy, problem } = this.#sending;
        const had = this.#status.value?.current !== undefined;
        return dialog({
            title: this.#secret ? 'Your new tenant secret' : had ? 'Rotate the tenant secret' : 'Generate a tenant secret',
            open: this.#open,
            closed: () => this.#show(false),
            body: this.#secret
                ? secretReveal({ what: 'Tenant secret', secret: this.#secret, file: { name: 'parley.env', content: `PARLEY_TENANT_SECRET=${this.#secret}\n` } })
                : html`<form id="rotate" class="stack" @submit=${(event: SubmitEvent) => void this.#rotate(event)}>
                    <p>A new secret is made and shown once. Put it into your backend${had ? ' before the old one ends' : ''}.</p>
                    ${had ? choiceField({ name: 'overlap', label: 'Overlap', value: '1h', choices: overlaps }) : nothing}
                    ${problem ? notice(problem) : nothing}
                </form>`,
            buttons: this.#secret
                ? html`<button type="button" class="button primary" @click=${() => this.#show(false)}>Done</button>`
                : html`<button type="button" class="button" @click=${() => this.#show(false)}>Cancel</button>
                    <button type="submit" form="rotate" class="button primary" ?disabled=${busy}>${had ? 'Rotate' : 'Generate'}</button>`,
        });
    }
}

customElements.define('parley-tenant-secret', TenantSecret);
