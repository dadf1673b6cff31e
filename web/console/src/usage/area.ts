import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ChartColumn } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { agentName, namedAgents, type NamedAgent } from '../parts/agentNames.ts';
import { dataTable } from '../parts/dataTable.ts';
import { emptyState } from '../parts/emptyState.ts';
import { exportButton } from '../parts/exportButton.ts';
import { filterBar } from '../parts/filters.ts';
import { Loaded } from '../parts/loaded.ts';
import { count, duration, shortCount } from '../parts/numbers.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import type { Place } from '../paths.ts';
import { barChart } from './barChart.ts';
import { daysAgo, daysOf, perDay, usageShape, type Usage, type UsageDay } from './shapes.ts';

const ranges = [{ days: 7, name: '7 days' }, { days: 30, name: '30 days' }, { days: 90, name: '90 days' }] as const;
const usual = 30;

/** `/console/usage`: what each agent did on each day. */
class UsagePage extends PlainElement {
    static override properties = { place: { attribute: false } };
    declare place: Place;
    readonly #agents = new Loaded<readonly NamedAgent[]>(this, (signal) => namedAgents(signal));
    readonly #usage = new Loaded<Usage>(this, (signal) => api.get('/api/v1/usage', usageShape, { query: this.#query, signal }));

    get #query(): { agent: string; from: string; to: string } {
        const { query } = this.place;
        return { agent: query.get('agent') ?? '', from: query.get('from') ?? daysAgo(usual - 1), to: query.get('to') ?? daysAgo(0) };
    }

    protected override willUpdate(changed: PropertyValues<this>): void {
        const before = changed.get('place');
        if (before && String(before.query) !== String(this.place.query)) {
            void this.#usage.reload();
        }
    }

    protected override render(): TemplateResult {
        return html`${pageHeader({
            title: 'Usage',
            about: 'Days begin and end at midnight UTC. What is counted stays when conversations are deleted later.',
            actions: exportButton({
                what: 'Usage', path: '/api/v1/usage/export', file: 'usage', query: this.#query,
                about: 'The file holds one line for each agent and day.',
            }),
        })}
        ${filterBar([
            { name: 'agent', label: 'Agent', type: 'choice', choices: (this.#agents.value ?? []).map(({ id, name }) => ({ value: id, label: name })) },
            { name: 'from', label: 'From', type: 'date' },
            { name: 'to', label: 'Until', type: 'date' },
        ], this.place.query)}
        <nav class="ranges" aria-label="Range">${ranges.map((range) => this.#range(range))}</nav>
        ${this.#usage.show((usage) => (usage.items.length === 0
            ? emptyState(ChartColumn, 'Nothing happened', 'No agent was talked to in this time.')
            : this.#report(usage)))}`;
    }

    #range({ days, name }: (typeof ranges)[number]): TemplateResult {
        const query = new URLSearchParams({ from: daysAgo(days - 1), to: daysAgo(0), ...(this.#query.agent ? { agent: this.#query.agent } : {}) });
        const isShown = this.#query.from === query.get('from') && this.#query.to === query.get('to');
        return html`<a class="button small" href="/console/usage?${query}" aria-current=${isShown ? 'true' : nothing}>${name}</a>`;
    }

    #report(usage: Usage): TemplateResult {
        const days = daysOf(usage);
        const { totals } = usage;
        const failedShare = totals.answers === 0 ? 0 : (totals.failed / totals.answers) * 100;
        const tokens = totals.inputTokens + totals.outputTokens;
        return html`<dl class="totals">
            ${total('Messages', shortCount(totals.messages))}
            ${total('Answers', shortCount(totals.answers))}
            ${total('Failed answers', totals.failed === 0 ? 'None' : `${shortCount(totals.failed)} (${failedShare.toFixed(failedShare < 10 ? 1 : 0)} %)`)}
            ${total('Tokens', tokens === 0 ? 'Not counted' : shortCount(tokens))}
            ${total('Ratings', totals.up + totals.down === 0 ? 'None' : `${count(totals.up)} good, ${count(totals.down)} bad`)}
        </dl>
        <div class="charts">
            ${barChart({ title: 'Messages', days, values: perDay(usage, (day) => day.messages), format: count })}
            ${barChart({ title: 'Conversations', days, values: perDay(usage, (day) => day.conversations), format: count })}
            ${barChart({ title: 'Failed answers', days, values: perDay(usage, (day) => day.failed), format: count, tone: 'danger' })}
            ${barChart({
                title: 'Time to 95 % of answers', days, format: duration, unit: 'per agent',
                values: perDay(usage, (day) => day.p95Ms ?? 0, Math.max),
            })}
            ${tokens === 0 ? nothing
                : barChart({ title: 'Tokens', days, values: perDay(usage, (day) => day.inputTokens + day.outputTokens), format: shortCount })}
        </div>
        <h2>Each agent and day</h2>
        ${this.#table(usage)}`;
    }

    #table(usage: Usage): TemplateResult {
        return dataTable({
            caption: 'Usage of each agent on each day',
            dense: true,
            columns: [
                { name: 'Day', cell: (day: UsageDay) => html`<time datetime=${day.day}>${day.day}</time>` },
                { name: 'Agent', cell: (day) => agentName(this.#agents.value ?? [], day.agent) },
                { name: 'Conversations', cell: (day) => count(day.conversations), end: true },
                { name: 'Users', cell: (day) => count(day.users), end: true },
                { name: 'Messages', cell: (day) => count(day.messages), end: true },
                { name: 'Answers', cell: (day) => count(day.answers), end: true },
                { name: 'Failed', cell: (day) => count(day.failed), end: true },
                { name: 'Tokens in / out', cell: (day) => `${shortCount(day.inputTokens)} / ${shortCount(day.outputTokens)}`, end: true },
                { name: 'Median', cell: (day) => (day.medianMs === undefined ? '–' : duration(day.medianMs)), end: true, whole: true },
                { name: '95 %', cell: (day) => (day.p95Ms === undefined ? '–' : duration(day.p95Ms)), end: true, whole: true },
                { name: 'Good / bad', cell: (day) => `${count(day.up)} / ${count(day.down)}`, end: true },
            ],
            rows: usage.items.toReversed(),
        });
    }
}

function total(name: string, value: string): TemplateResult {
    return html`<div class="card"><dt>${name}</dt><dd>${value}</dd></div>`;
}

customElements.define('parley-usage', UsagePage);

export function page(place: Place): TemplateResult {
    return html`<parley-usage .place=${place}></parley-usage>`;
}
