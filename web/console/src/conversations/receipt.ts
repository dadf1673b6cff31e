import { html, nothing, type TemplateResult } from 'lit';
import { Download } from 'lucide';
import { icon } from '../icons.ts';
import { dialog } from '../parts/dialog.ts';
import { count } from '../parts/numbers.ts';
import { download } from '../parts/secretReveal.ts';
import type { Receipt } from './shapes.ts';

const moment = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'medium' });

/** The proof of a deletion, to keep. */
export function receiptDialog(receipt: Receipt | undefined, closed: () => void): TemplateResult {
    return dialog({
        title: 'Deleted',
        open: receipt !== undefined,
        closed,
        body: receipt ? html`<div class="stack">
            <p>This receipt proves the deletion without holding what was deleted. It stands in the audit log.</p>
            ${receiptFacts(receipt)}</div>` : nothing,
        buttons: receipt ? html`
            <button type="button" class="button" @click=${() => save(receipt)}>${icon(Download)}Download receipt</button>
            <button type="button" class="button primary" @click=${closed}>Done</button>` : nothing,
    });
}

function receiptFacts(receipt: Receipt): TemplateResult {
    const facts: [string, string][] = [
        ['Receipt', receipt.receipt], ['Conversations', count(receipt.conversations)], ['Messages', count(receipt.messages)],
        ['Ratings', count(receipt.ratings)], ['When', moment.format(new Date(receipt.at))], ['By', receipt.by],
        ['Audit log', receipt.lines.map(({ seq }) => `line ${seq}`).join(', ')], ['Hash', receipt.lines.at(-1)?.hash ?? ''],
    ];
    return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function save(receipt: Receipt): void {
    download(`${receipt.receipt}.json`, JSON.stringify(receipt, undefined, 2), 'application/json');
}
