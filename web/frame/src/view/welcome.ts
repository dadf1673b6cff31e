import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Chat } from '../chat/chat.ts';
import { lex } from '../markdown/blocks.ts';
import type { ViewContext } from './context.ts';
import { renderSign } from './header.ts';
import { explain } from './refusals.ts';

/** A greeting up to this length is said large; a longer one is a text to read. */
const shortGreeting = 120;

export interface Welcome {
    readonly name: string;
    /** Markdown; may be empty. */
    readonly greeting: string;
    readonly starters: readonly string[];
    start(text: string): void;
}

/** What stands where no message is: why there is none yet, or the invitation to write the first. */
export function renderNothingYet(chat: Chat, view: ViewContext, welcome: Welcome): TemplateResult {
    const { messages } = view.locale;
    const { thread, connection } = chat;
    if (thread.refusal !== undefined) {
        const { sentence } = explain(thread.refusal, messages);
        return html`<div class="hollow"><p>${sentence}</p><button type="button" class="secondary" @click=${() => void thread.sync()}>${messages.retry}</button></div>`;
    }
    const isUnknown = chat.agent === undefined && connection.state.name !== 'waiting';
    return thread.loading || isUnknown
        ? html`<div class="skeleton" role="status"><span class="unseen">${messages.loading}</span><i class="short end"></i><i></i><i></i><i class="half"></i></div>`
        : renderWelcome(welcome, view);
}

function renderWelcome({ name, greeting, starters, start }: Welcome, view: ViewContext): TemplateResult {
    const { messages } = view.locale;
    return html`<div class="welcome">
        ${renderSign(name)}
        ${greeting === ''
            ? html`<div class="greeting"><p>${messages.welcome(name)}</p></div><p class="hint">${messages.welcomeHint}</p>`
            : html`<div class="greeting ${greeting.length > shortGreeting ? 'long prose' : ''}" dir="auto">
                ${guard([greeting], () => lex(greeting).map(({ token }) => view.renderer.block(token)))}</div>`}
        ${starters.length === 0 ? nothing : html`<ul class="starters" aria-label=${messages.starters}>
            ${starters.map((starter) => html`<li><button type="button" dir="auto" @click=${() => start(starter)}>${starter}</button></li>`)}
        </ul>`}
    </div>`;
}
