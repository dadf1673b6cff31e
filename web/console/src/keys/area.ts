import { html, nothing, type TemplateResult } from 'lit';
import { KeyRound, Plus } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { agentName, namedAgents, type NamedAgent } from '../parts/agentNames.ts';
import { confirm } from '../parts/confirm.ts';
import { dataTable } from '../parts/dataTable.ts';
import { emptyState } from '../parts/emptyState.ts';
import { Sending } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { notice } from '../parts/notice.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { tag } from '../parts/tag.ts';
import { time } from '../parts/time.ts';
import { toast } from '../parts/toast.ts';
import type { Place } from '../paths.ts';
import { list, nothing as done, object, optional, pageOf, text, type Of, type Page } from '../shape.ts';
import './newKey.ts';
import { scopeName } from './scopes.ts';

const keyShape = object({
    id: text, name: text, hint: text, scopes: list(text), agents: optional(list(text)), createdAt: text,
    expiresAt: optional(text), lastUsedAt: optional(text),
});
type Key = Of<typeof keyShape>;

/** `/console/keys`: the keys with which programs use this tenant. */
class KeyList extends PlainElement {
    readonly #agents = new Loaded<readonly NamedAgent[]>(this, (signal) => namedAgents(signal));
    readonly #keys = new Loaded<Page<Key>>(this, (signal) => api.get('/api/v1/api-keys', pageOf(keyShape), { signal }));
    readonly #revoking = new Sending(this);

    async #more(shown: Page<Key>): Promise<void> {
        const page = await api.get('/api/v1/api-keys', pageOf(keyShape), { query: { before: shown.next } });
        this.#keys.set({ ...page, items: [...shown.items, ...page.items] });
    }

    async #revoke(key: Key): Promise<void> {
        const sure = await confirm({
            title: 'Revoke this key?',
            consequence: html`<p>Programs that use <strong>${key.name}</strong> (…${key.hint}) are refused from now on. Tokens it minted end, and
                whoever is connected with one is asked for another at once. This cannot be taken back.</p>`,
            action: 'Revoke key', name: key.name, destroys: true,
        });
        if (sure && (await this.#revoking.send(() => api.delete(`/api/v1/api-keys/${key.id}`, done)))) {
            toast('Key revoked.');
            await this.#keys.reload();
        }
    }

    protected override render(): TemplateResult {
        const create = html`<a class="button primary" href="/console/keys/new">${icon(Plus)}New key</a>`;
        return html`${pageHeader({ title: 'API keys', about: 'For your own programs: backends that mint tokens, scripts, monitoring.', actions: create })}
            ${this.#revoking.problem ? notice(this.#revoking.problem) : nothing}
            ${this.#keys.show((page) => (page.items.length === 0
                ? emptyState(KeyRound, 'No key yet', 'A program needs one to mint tokens for your users or to use the API.', create)
                : this.#table(page)))}`;
    }

    #table(page: Page<Key>): TemplateResult {
        return dataTable({
            caption: 'API keys',
            columns: [
                { name: 'Name', cell: (key: Key) => html`<strong>${key.name}</strong><small class="quiet">ends in <code>${key.hint}</code></small>` },
                { name: 'May', cell: (key) => html`<span class="row">${key.scopes.map((scope) => tag(scopeName(scope), scope === 'admin' ? 'caution' : 'plain'))}</span>` },
                { name: 'Agents', cell: (key) => (key.agents ? key.agents.map((id) => agentName(this.#agents.value ?? [], id)).join(', ') : 'All') },
                { name: 'Last used', cell: (key) => time(key.lastUsedAt) },
                { name: 'Expires', cell: (key) => expiry(key) },
                { name: 'Revoke', unnamed: true, end: true, cell: (key) => html`<button type="button" class="button small" ?disabled=${this.#revoking.busy}
                    aria-label="Revoke ${key.name}" @click=${() => void this.#revoke(key)}>Revoke …</button>` },
            ],
            rows: page.items,
            more: page.next === undefined ? undefined : () => void this.#more(page),
        });
    }
}

function expiry({ expiresAt }: Key): unknown {
    return expiresAt !== undefined && Date.parse(expiresAt) < Date.now() ? tag('Expired', 'danger') : time(expiresAt);
}

customElements.define('parley-key-list', KeyList);

export function page(place: Place): TemplateResult {
    return place.path === '/keys/new' ? html`<parley-new-key></parley-new-key>` : html`<parley-key-list></parley-key-list>`;
}
