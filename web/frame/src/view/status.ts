import { html, nothing, type TemplateResult } from 'lit';
import type { Chat } from '../chat/chat.ts';
import type { Outgoing } from '../conversation/outbox.ts';
import type { Messages } from '../text/en.ts';
import { againIcon, clockIcon, closeIcon, warningIcon } from './icons.ts';
import { explain } from './refusals.ts';

/** Whole seconds until then, at least one: a countdown that shows zero looks stuck. */
function secondsUntil(time: number, now: number): number {
    return Math.max(1, Math.ceil((time - now) / 1000));
}

/** True while something on the screen counts down and must be drawn again each second. */
export function isCountingDown(chat: Chat): boolean {
    return chat.connection.state.name === 'waiting' || chat.sending.waitUntil !== undefined;
}

/** The strip below the header; nothing while all is well. */
export function renderStatus(chat: Chat, isOnline: boolean, now: number, messages: Messages, retry: () => void): TemplateResult | typeof nothing {
    const { state } = chat.connection;
    if (chat.sending.waitUntil !== undefined && state.name === 'open') {
        return strip(messages.slowDown(secondsUntil(chat.sending.waitUntil, now)));
    }
    if (chat.renewal.failure !== undefined || state.name === 'closed') {
        const refusal = chat.renewal.failure ?? (state.name === 'closed' ? state.reason : undefined);
        return refusal === undefined ? nothing : strip(explain(refusal, messages).sentence, { label: messages.retry, act: retry });
    }
    if (state.name === 'waiting') {
        const why = state.reason === undefined ? messages.lost : explain(state.reason, messages).sentence;
        return isOnline
            ? strip(`${why} ${messages.tryingIn(secondsUntil(state.retryAt, now))}`, { label: messages.reconnectNow, act: retry })
            : strip(messages.offline);
    }
    return state.name === 'connecting' && state.attempt > 0 ? strip(messages.reconnecting) : nothing;
}

function strip(text: string, action?: { label: string; act(): void }): TemplateResult {
    return html`<div class="strip">${warningIcon}<span>${text}</span>
        ${action === undefined ? nothing : html`<button type="button" class="small" @click=${() => action.act()}>${action.label}</button>`}
    </div>`;
}

/** A message of the user that the hub does not have yet. */
export function renderOutgoing(item: Outgoing, chat: Chat, messages: Messages): TemplateResult {
    const isRefused = item.state === 'refused';
    return html`<article class="question pending ${isRefused ? 'refused' : ''}">
        <h2 class="unseen">${messages.you}</h2>
        <div class="bubble" dir="auto">${item.text}</div>
        ${isRefused
            ? html`<p class="fate">${warningIcon}<span>${messages.notSent} ${item.refusal?.detail ?? ''}</span>
                <button type="button" class="small" @click=${() => chat.sending.retry(item.id)}>${againIcon}<span>${messages.retry}</span></button>
                <button type="button" class="small" @click=${() => { chat.outbox.remove(item.id); chat.changed(); }}>${messages.discard}</button></p>`
            : html`<p class="fate ${item.state}">${clockIcon}<span>${item.state === 'sent' ? messages.sending : messages.queued}</span></p>`}
    </article>`;
}

/** The sentence that passes by above the composer. */
export function renderNotice(chat: Chat, messages: Messages): TemplateResult | typeof nothing {
    const { notice } = chat;
    if (notice === undefined) {
        return nothing;
    }
    const dismiss = html`<button type="button" class="tool-button" aria-label=${messages.dismiss} @click=${() => chat.notify(undefined)}>${closeIcon}</button>`;
    switch (notice.kind) {
        case 'deleted':
            return chat.history.undoable === undefined
                ? nothing
                : html`<div class="toast"><span>${messages.deleted}</span>
                    <button type="button" class="small" @click=${() => chat.undoDelete()}>${messages.undo}</button>${dismiss}</div>`;
        case 'full':
            return html`<div class="toast"><span>${messages.queueFull}</span>${dismiss}</div>`;
        case 'refused':
            return html`<div class="toast"><span>${notice.refusal.detail}</span>${dismiss}</div>`;
    }
}
