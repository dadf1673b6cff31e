import { html, nothing, type TemplateResult } from 'lit';
import { CircleAlert, Info, TriangleAlert } from 'lucide';
import type { ApiError } from '../apiError.ts';
import { icon } from '../icons.ts';

/** Why something is not to be seen or did not work, what to do next, and the request id for whoever reads the log. */
export function notice(problem: ApiError, again?: () => void): TemplateResult {
    return html`<div class="notice danger" role="alert">
        ${icon(CircleAlert)}
        <div>
            <strong>${problem.title}</strong>
            <p>${problem.detail}${waiting(problem)}</p>
            ${problem.requestId && problem.status >= 500 ? html`<p class="quiet">Request <code>${problem.requestId}</code></p>` : nothing}
            ${again ? html`<button type="button" class="button small" @click=${again}>Try again</button>` : nothing}
        </div>
    </div>`;
}

function waiting(problem: ApiError): string {
    const seconds = problem.retryAfterSeconds;
    if (seconds === undefined) {
        return '';
    }
    return seconds < 90 ? ` The wait is ${seconds} seconds.` : ` The wait is ${Math.ceil(seconds / 60)} minutes.`;
}

/** A sentence that somebody should read before going on. */
export function caution(text: unknown): TemplateResult {
    return html`<div class="notice caution">${icon(TriangleAlert)}<div>${text}</div></div>`;
}

/** A sentence that explains. */
export function hint(text: unknown): TemplateResult {
    return html`<div class="notice">${icon(Info)}<div>${text}</div></div>`;
}
