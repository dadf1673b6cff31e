import { html, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Announcement } from '../chat/ports.ts';
import { plainText } from '../markdown/plainText.ts';
import type { Messages } from '../text/en.ts';

/** What is said aloud: politely that an answer is coming and then the answer, at once only that one failed. */
export function renderAnnouncements(announcement: Announcement | undefined, messages: Messages): TemplateResult {
    const isFailure = announcement?.kind === 'failed';
    const spoken = guard([announcement], () => textOf(announcement, messages));
    return html`<div class="unseen" role="status">${isFailure ? '' : spoken}</div>
        <div class="unseen" role="alert">${isFailure ? spoken : ''}</div>`;
}

function textOf(announcement: Announcement | undefined, messages: Messages): string {
    switch (announcement?.kind) {
        case undefined: return '';
        case 'answering': return messages.answering;
        case 'answered': return plainText(announcement.text, messages.codeBlock);
        case 'stopped': return messages.stopped;
        case 'failed': {
            const { failures } = messages;
            return Object.hasOwn(failures, announcement.code)
                ? failures[announcement.code as keyof typeof failures]
                : failures.internal_error;
        }
    }
}
