import { html, type PropertyValues, type TemplateResult } from 'lit';
import { ScrollText, SearchX } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { dataTable } from '../parts/dataTable.ts';
import { period, timeZone } from '../parts/days.ts';
import { emptyState } from '../parts/emptyState.ts';
import { exportButton } from '../parts/exportButton.ts';
import { filterBar, type Filter } from '../parts/filters.ts';
import { Loaded } from '../parts/loaded.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import type { Place } from '../paths.ts';
import { router } from '../router.ts';
import { anything, number, object, optional, pageOf, text, type Of, type Page } from '../shape.ts';
import { details } from './details.ts';
import { somebody, thing } from './things.ts';
import './verify.ts';

const entryShape = object({ seq: number, at: text, actor: text, actorName: optional(text), action: text, target: text, address: text, details: anything });
type Entry = Of<typeof entryShape>;

const memberShape = object({ id: text, email: text });
const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

/** `/console/audit`: who did what, newest first. */
class AuditLog extends PlainElement {
    static override properties = { place: { attribute: false } };
    declare place: Place;
    readonly #members = new Loaded<Page<Of<typeof memberShape>>>(this, (signal) =>
        api.get('/api/v1/members', pageOf(memberShape), { query: { limit: 200 }, signal }));
    readonly #page = new Loaded<Page<Entry>>(this, (signal) =>
        api.get('/api/v1/audit', pageOf(entryShape), { query: this.#query, signal }));

    get #query(): Record<string, string> {
        const { query } = this.place;
        const plain = ['actor', 'action', 'target'].flatMap((name) => {
            const value = query.get(name);
            return value ? [[name, value] as const] : [];
        });
        return { ...Object.fromEntries(plain), ...period(query) };
    }

    protected override willUpdate(changed: PropertyValues<this>): void {
        const before = changed.get('place');
        if (before && String(before.query) !== String(this.place.query)) {
            void this.#page.reload();
        }
    }

    async #more(shown: Page<Entry>): Promise<void> {
        const page = await api.get('/api/v1/audit', pageOf(entryShape), { query: { ...this.#query, before: shown.next } });
        this.#page.set({ ...page, items: [...shown.items, ...page.items] });
    }

    protected override render(): TemplateResult {
        return html`${pageHeader({
            title: 'Audit log',
            about: `Who did what, and from where. Nothing in it can be changed. Times are in ${timeZone}.`,
            actions: html`<parley-verify-audit></parley-verify-audit>${exportButton({
                what: 'Audit log', path: '/api/v1/audit/export', file: 'audit', query: this.#query,
                about: 'The file holds the lines that the filters leave, with the hashes that chain them.',
            })}`,
        })}
        ${filterBar(this.#filters(), this.place.query)}
        ${this.#page.show((page) => (page.items.length === 0 ? this.#empty() : this.#table(page)))}`;
    }

    #filters(): readonly Filter[] {
        const actors = [
            ...(this.#members.value?.items ?? []).map(({ id, email }) => ({ value: `member:${id}`, label: email })),
            ...['setup', 'machine', 'hub'].map((value) => ({ value, label: somebody(value) })),
        ];
        const asked = this.place.query.get('actor');
        const others = asked && !actors.some(({ value }) => value === asked) ? [{ value: asked, label: somebody(asked) }] : [];
        return [
            { name: 'actor', label: 'Who', type: 'choice', choices: [...actors, ...others] },
            { name: 'action', label: 'Action', type: 'search', placeholder: 'agent.updated' },
            { name: 'target', label: 'Target', type: 'search', placeholder: 'agt_…' },
            { name: 'from', label: 'From', type: 'date' },
            { name: 'to', label: 'Until', type: 'date' },
        ];
    }

    #empty(): TemplateResult {
        return Object.keys(this.#query).length === 0
            ? emptyState(ScrollText, 'Nothing yet', 'Whatever is changed here leaves a line.')
            : emptyState(SearchX, 'No line matches', 'Nothing was done that fits all of these filters.',
                html`<button type="button" class="button" @click=${() => void router.go('/audit')}>Clear filters</button>`);
    }

    #table(page: Page<Entry>): TemplateResult {
        return dataTable({
            caption: 'Audit log',
            dense: true,
            columns: [
                { name: 'When', cell: (entry: Entry) => html`<time datetime=${entry.at}>${moment.format(new Date(entry.at))}</time>` },
                { name: 'Who', whole: true, cell: (entry) => narrowed('actor', entry.actor, html`<span class="who">${somebody(entry.actor, entry.actorName)}</span>`) },
                { name: 'Action', whole: true, cell: (entry) => narrowed('action', entry.action, html`<code>${entry.action}</code>`) },
                { name: 'Target', whole: true, cell: (entry) => thing(entry.target) },
                { name: 'Address', whole: true, cell: (entry) => entry.address || html`<span class="quiet">None</span>` },
                { name: 'Details', cell: (entry) => details(entry.details) },
            ],
            rows: page.items,
            more: page.next === undefined ? undefined : () => void this.#more(page),
        });
    }
}

/** A link that leaves only lines with the same. */
function narrowed(name: string, value: string, shown: unknown): TemplateResult {
    return html`<a class="narrow" href="/console/audit?${new URLSearchParams({ [name]: value })}" title=${value}>${shown}</a>`;
}

customElements.define('parley-audit-log', AuditLog);

export function page(place: Place): TemplateResult {
    return html`<parley-audit-log .place=${place}></parley-audit-log>`;
}
