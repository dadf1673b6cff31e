import { html, nothing, type TemplateResult } from 'lit';
import { Plus } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { copyField } from '../parts/copyField.ts';
import { dataTable } from '../parts/dataTable.ts';
import { dialog } from '../parts/dialog.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { notice } from '../parts/notice.ts';
import { count } from '../parts/numbers.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { secretReveal } from '../parts/secretReveal.ts';
import { tag } from '../parts/tag.ts';
import { time } from '../parts/time.ts';
import type { Place } from '../paths.ts';
import { number, object, pageOf, text, type Of, type Page } from '../shape.ts';

const tenantShape = object({ id: text, name: text, agents: number, members: number, conversations30d: number, createdAt: text });
type Tenant = Of<typeof tenantShape>;
const createdShape = object({ tenant: object({ id: text, name: text }), jwtSecret: text, owner: object({ email: text, password: text }) });

/** `/console/tenants`: the organisations on this hub, for its operator. */
class TenantList extends PlainElement {
    static override properties = { place: { attribute: false } };
    declare place: Place;
    readonly #tenants = new Loaded<Page<Tenant>>(this, (signal) => api.get('/api/v1/tenants', pageOf(tenantShape), { signal }));
    readonly #sending = new Sending(this);
    #open = false;
    #created: Of<typeof createdShape> | undefined;

    async #more(shown: Page<Tenant>): Promise<void> {
        const page = await api.get('/api/v1/tenants', pageOf(tenantShape), { query: { before: shown.next } });
        this.#tenants.set({ ...page, items: [...shown.items, ...page.items] });
    }

    async #create(event: SubmitEvent): Promise<void> {
        const { name, ownerEmail } = typed(event);
        this.#created = await this.#sending.send(() =>
            api.post('/api/v1/tenants', { name, ...(ownerEmail ? { ownerEmail } : {}) }, createdShape));
        if (this.#created) {
            await this.#tenants.reload();
        }
    }

    #show(open: boolean): void {
        this.#open = open;
        this.#created = undefined;
        this.#sending.problem = undefined;
        this.requestUpdate();
    }

    protected override render(): TemplateResult {
        return html`${pageHeader({
            title: 'Tenants', about: 'Organisations on this hub. You see how much there is of each, never what is in it.',
            actions: html`<button type="button" class="button primary" @click=${() => this.#show(true)}>${icon(Plus)}New tenant</button>`,
        })}
        ${this.#tenants.show((page) => dataTable({
            caption: 'Tenants',
            columns: [
                { name: 'Name', cell: (tenant: Tenant) => html`<strong>${tenant.name}</strong> ${tenant.id === this.place.me.tenant.id ? tag('Yours', 'accent') : nothing}<small class="quiet">${tenant.id}</small>` },
                { name: 'Agents', cell: (tenant) => count(tenant.agents), end: true },
                { name: 'Members', cell: (tenant) => count(tenant.members), end: true },
                { name: 'Conversations in 30 days', cell: (tenant) => count(tenant.conversations30d), end: true },
                { name: 'Created', cell: (tenant) => time(tenant.createdAt), end: true },
            ],
            rows: page.items,
            more: page.next === undefined ? undefined : () => void this.#more(page),
        }))}
        ${this.#dialog()}`;
    }

    #dialog(): TemplateResult {
        const created = this.#created;
        return dialog({
            title: created ? `${created.tenant.name} is there` : 'New tenant',
            open: this.#open,
            closed: () => this.#show(false),
            body: created ? this.#reveal(created) : this.#form(),
            buttons: created
                ? html`<button type="button" class="button primary" @click=${() => this.#show(false)}>Done</button>`
                : html`<button type="button" class="button" @click=${() => this.#show(false)}>Cancel</button>
                    <button type="submit" form="new-tenant" class="button primary" ?disabled=${this.#sending.busy}>Create tenant</button>`,
        });
    }

    #form(): TemplateResult {
        const { problem } = this.#sending;
        return html`<form id="new-tenant" class="stack" @submit=${(event: SubmitEvent) => void this.#create(event)}>
            ${textField({ name: 'name', label: 'Name of the organisation', required: true, maxLength: 100, error: errorOf(problem, 'name') })}
            ${textField({
                name: 'ownerEmail', label: 'E-mail address of its owner', type: 'email', help: 'Leave it empty for a name to sign in with.',
                error: errorOf(problem, 'ownerEmail'),
            })}
            ${this.#sending.besides('name', 'ownerEmail') && problem ? notice(problem) : nothing}
        </form>`;
    }

    #reveal({ owner, jwtSecret }: Of<typeof createdShape>): TemplateResult {
        return html`<div class="stack">
            <p>Hand these to its owner, who should change the password after the first sign-in.</p>
            <h3>Sign in as</h3>
            ${copyField('Owner', owner.email)}
            <h3>Password</h3>
            ${secretReveal({ what: 'Password', secret: owner.password })}
            <h3>Tenant secret</h3>
            ${secretReveal({ what: 'Tenant secret', secret: jwtSecret })}
        </div>`;
    }
}

customElements.define('parley-tenant-list', TenantList);

export function page(place: Place): TemplateResult {
    return html`<parley-tenant-list .place=${place}></parley-tenant-list>`;
}
