import { html, type TemplateResult } from 'lit';
import { ShieldCheck } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { dataTable } from '../parts/dataTable.ts';
import { emptyState } from '../parts/emptyState.ts';
import { Loaded } from '../parts/loaded.ts';
import { time } from '../parts/time.ts';
import { pathOf } from './hub.ts';
import { Repeated } from './repeated.ts';
import { segments } from './segments.ts';
import { refusalsShape, type Agent, type Refusal } from './shapes.ts';

const names = {
    session_expired: 'Session Expired',
    authentication_failed: 'Authentication Failed',
    invalid_identity_token: 'Invalid Identity Token',
    identity_not_configured: 'Identity Not Configured',
} as const;
type Name = keyof typeof names;

const transports: Readonly<Record<Refusal['transport'], string>> = { socket: 'Chat', rest: 'REST', frame_page: 'Frame page' };

/** The tokens the hub lately refused, by the four names of the error; it keeps itself up to date. */
class Refusals extends PlainElement {
    static override properties = { agent: { attribute: false } };
    declare agent: Agent;
    #name: Name | 'all' = 'all';
    readonly #refusals = new Loaded(this, (signal) => api.get(pathOf(this.agent, '/refusals'), refusalsShape, { signal }));

    constructor() {
        super();
        new Repeated(this, () => this.#refusals.reload());
    }

    protected override render(): TemplateResult {
        return html`<section class="card stack">
            <div><h2>Refused tokens</h2>
                <p class="quiet">Of the last seven days, counted by cause. New ones appear by themselves. No token and no user is kept.</p></div>
            ${this.#refusals.show(({ items, counts }) => html`${this.#choice(counts)}${this.#table(items)}`, 3)}
        </section>`;
    }

    #choice(counts: Readonly<Record<string, number>>): TemplateResult {
        const all = Object.keys(names).reduce((sum, name) => sum + (counts[name] ?? 0), 0);
        return segments<Name | 'all'>('Error', 'refusal-name', [
            { value: 'all', label: `All ${all}` },
            ...Object.entries(names).map(([name, title]) => ({ value: name as Name, label: `${title} ${counts[name] ?? 0}` })),
        ], this.#name, (name) => {
            this.#name = name;
            this.requestUpdate();
        });
    }

    #table(items: readonly Refusal[]): TemplateResult {
        const shown = items.filter((each) => (this.#name === 'all' ? each.code in names : each.code === this.#name));
        if (shown.length === 0) {
            return emptyState(ShieldCheck, 'Nothing was refused', 'When the hub refuses a token, its cause and what helps stand here.');
        }
        return dataTable({
            caption: 'Refused tokens',
            columns: [
                { name: 'Error', cell: (each: Refusal) => html`<strong>${each.title}</strong>
                    <small class="quiet">${transports[each.transport]}${each.origin === undefined ? '' : `, ${each.origin}`}</small>` },
                { name: 'Cause and cure', cell: (each) => html`<div>${each.detail}<small class="quiet block">${each.remedy}</small></div>` },
                { name: 'Times', cell: (each) => each.count, end: true },
                { name: 'Last', cell: (each) => time(each.lastAt), end: true },
            ],
            rows: shown,
        });
    }
}

customElements.define('parley-share-refusals', Refusals);
