import { html, type TemplateResult } from 'lit';
import { dataTable } from '../parts/dataTable.ts';
import { tag } from '../parts/tag.ts';
import { time } from '../parts/time.ts';
import type { Session } from './shapes.ts';

/** Where somebody is signed in, with a button to end each session. */
export function sessionTable(sessions: readonly Session[], end: (session: Session) => void): TemplateResult {
    return sessions.length === 0 ? html`<p class="quiet">Signed in nowhere.</p>` : dataTable({
        caption: 'Sessions',
        columns: [
            {
                name: 'Browser',
                cell: ({ browser, agent, current }: Session) => html`<strong>${browser}</strong> ${current ? tag('This one', 'good') : ''}
                    ${agent ? html`<small class="quiet">Only for ${agent.name}</small>` : ''}`,
            },
            { name: 'Address', cell: ({ address }) => address },
            { name: 'Signed in', cell: ({ createdAt }) => time(createdAt) },
            { name: 'Last used', cell: ({ lastUsedAt }) => time(lastUsedAt) },
            {
                name: 'End', unnamed: true, end: true,
                cell: (session) => html`<button type="button" class="button small" @click=${() => end(session)}
                    aria-label="End the session of ${session.browser}">End</button>`,
            },
        ],
        rows: sessions,
    });
}
