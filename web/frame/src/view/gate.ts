import { html, nothing, type TemplateResult } from 'lit';
import type { Obstacle } from '../identity/identity.ts';
import type { Messages } from '../text/en.ts';
import { againIcon, lockIcon, warningIcon } from './icons.ts';
import type { LoginWays } from './login.ts';
import { explain } from './refusals.ts';

export interface GateActions {
    retry(): void;
    /** Undefined in a frame, which cannot refresh the page around it. */
    reload: (() => void) | undefined;
    readonly login: LoginWays;
}

/** What stands in the place of the chat when the hub refuses it. */
export function renderGate(refusal: Obstacle, agent: string, canSignIn: boolean, messages: Messages, actions: GateActions): TemplateResult {
    const { title, sentence, remedy } = explain(refusal, messages);
    const isLocked = remedy === 'signIn' || refusal.code === 'access_denied';
    const showsForm = remedy === 'signIn' && canSignIn;
    return html`<section class="gate" role="alert">
        <span class="gate-icon">${isLocked ? lockIcon : warningIcon}</span>
        <h2>${title}</h2>
        <p>${showsForm ? messages.signInHint(agent) : sentence}</p>
        ${remedy === 'signIn' && !canSignIn ? html`<p>${messages.signInElsewhere}</p>` : nothing}
        ${showsForm ? html`<parley-login .messages=${messages} .ways=${actions.login}></parley-login>` : nothing}
        ${remedy === 'retry' ? renderRemedies(messages, actions) : nothing}
        ${remedy === 'signIn' ? nothing : renderDetails(refusal, messages)}
    </section>`;
}

/** What stands over the chat while nobody knows any more who is in front of it. */
export function renderSessionDialog(refusal: Obstacle, messages: Messages, actions: GateActions): TemplateResult {
    const { title, sentence } = explain(refusal, messages);
    return html`<span class="gate-icon">${lockIcon}</span>
        <h2 id="parley-dialog-title">${title}</h2>
        <p>${sentence} ${messages.draftKept}</p>
        ${renderRemedies(messages, actions)}
        ${renderDetails(refusal, messages)}`;
}

function renderRemedies(messages: Messages, actions: GateActions): TemplateResult {
    return html`<div class="remedies">
        <button type="button" class="primary" @click=${() => actions.retry()}>${againIcon}<span>${messages.retry}</span></button>
        ${actions.reload === undefined ? nothing : html`<button type="button" class="secondary" @click=${actions.reload}>${messages.reload}</button>`}
    </div>`;
}

/** The hub's own words, for who can act on them; never a token or a secret. */
function renderDetails({ code, detail, requestId }: Obstacle, messages: Messages): TemplateResult {
    return html`<details class="developers"><summary>${messages.forDevelopers}</summary>
        <p><code>${code}</code> ${detail}</p>
        ${requestId === undefined ? nothing : html`<p><code>${requestId}</code></p>`}
    </details>`;
}
