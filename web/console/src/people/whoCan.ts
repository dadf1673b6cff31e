import { html, type PropertyValues, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { dataTable } from '../parts/dataTable.ts';
import { Loaded } from '../parts/loaded.ts';
import { caution } from '../parts/notice.ts';
import { tag } from '../parts/tag.ts';
import { flag, list, object, oneOf, optional, text, type Of } from '../shape.ts';
import { way } from './shapes.ts';
import { roleNames, wayIn } from './words.ts';

const one = object({ id: text, email: text, role: oneOf('member', 'builder', 'admin', 'owner'), pending: flag, way });
const access = object({ items: list(one), next: optional(text), suspended: flag, others: list(text) });
type One = Of<typeof one>;
type Access = Of<typeof access>;

/** Everyone who may use an agent, with the way in: `<parley-who-can .agent=${id}>`. Loads anew when `changed` does. */
export class WhoCan extends PlainElement {
    static override properties = { agent: { attribute: false }, changed: { attribute: false } };
    declare agent: string;
    declare changed: unknown;
    readonly #access = new Loaded<Access>(this, (signal) => this.#load(undefined, signal));

    #load(before: string | undefined, signal?: AbortSignal): Promise<Access> {
        return api.get(`/api/v1/agents/${encodeURIComponent(this.agent)}/access`, access, { query: { before }, signal });
    }

    protected override willUpdate(changes: PropertyValues<this>): void {
        if (this.hasUpdated && changes.has('changed')) {
            void this.#access.reload();
        }
    }

    async #more(shown: Access): Promise<void> {
        const page = await this.#load(shown.next);
        this.#access.set({ ...page, items: [...shown.items, ...page.items] });
    }

    protected override render(): TemplateResult {
        return html`${this.#access.show((there) => html`
            ${there.suspended ? caution('The agent is suspended: at the moment nobody may use it.') : ''}
            ${dataTable({
                caption: 'Who may use this agent',
                columns: [
                    { name: 'Member', cell: ({ id, email, pending }: One) => html`<a href="/console/people/members/${id}">${email}</a> ${pending ? tag('Pending', 'caution') : ''}` },
                    { name: 'Role', cell: ({ role }) => roleNames[role] },
                    { name: 'Why', cell: (each) => wayIn(each.way) },
                ],
                rows: there.items,
                more: there.next === undefined ? undefined : () => void this.#more(there),
            })}
            <ul class="quiet others">${there.others.map((sentence) => html`<li>${sentence}</li>`)}</ul>`, 3)}`;
    }
}

customElements.define('parley-who-can', WhoCan);
