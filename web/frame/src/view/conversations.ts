import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Conversation } from '@parley/protocol';
import type { History } from '../chat/history.ts';
import { groupByDay } from './days.ts';
import type { ViewContext } from './context.ts';
import { PlainElement } from './element.ts';
import { binIcon, closeIcon, newIcon, penIcon } from './icons.ts';

export interface ConversationActions {
    open(conversation: string): void;
    begin(): void;
    rename(conversation: string, title: string): void;
    remove(conversation: string): void;
    more(): void;
    retry(): void;
    close(): void;
}

/** The list of the caller's conversations, by day, with rename and delete. */
export class ParleyConversations extends PlainElement {
    static override properties = {
        view: { attribute: false },
        actions: { attribute: false },
        history: { attribute: false },
        version: { attribute: false },
        current: { attribute: false },
        editing: { state: true },
    };

    declare view: ViewContext;
    declare actions: ConversationActions;
    declare history: History;
    /** Only there to draw again when what the history holds has changed. */
    declare version: number;
    declare current: string;
    declare editing: string | undefined;

    override render(): TemplateResult {
        const { messages } = this.view.locale;
        return html`
            <div class="drawer-head">
                <button type="button" class="begin" @click=${() => this.actions.begin()}>${newIcon}<span>${messages.newConversation}</span></button>
                <button type="button" class="icon-button drawer-close" aria-label=${messages.closeConversations} title=${messages.closeConversations} @click=${() => this.actions.close()}>${closeIcon}</button>
            </div>
            <nav class="drawer-list" aria-label=${messages.conversations}>${this.#list()}</nav>`;
    }

    override updated(): void {
        const field = this.querySelector<HTMLInputElement>('input');
        if (field !== null && document.activeElement !== field) {
            field.focus();
            field.select();
        }
    }

    #list(): TemplateResult {
        const { messages, tag } = this.view.locale;
        const { items, state, refusal, hasMore } = this.history;
        if (refusal !== undefined) {
            return html`<div class="drawer-note"><p>${messages.refusals.connection_lost}</p>
                <button type="button" class="small" @click=${() => this.actions.retry()}>${messages.retry}</button></div>`;
        }
        if (items.length === 0) {
            return state === 'read'
                ? html`<p class="drawer-note">${messages.noConversations}</p>`
                : html`<div class="drawer-skeleton" aria-hidden="true"><i></i><i></i><i></i><i></i></div>`;
        }
        const groups = groupByDay(items, new Date(), tag);
        return html`${repeat(groups, ({ label }) => label, ({ label, items: group }) => html`
                <h2>${label}</h2>
                <ul>${repeat(group, ({ id }) => id, (item) => html`<li class=${item.id === this.current ? 'current' : ''}>${this.#item(item)}</li>`)}</ul>`)}
            ${hasMore ? html`<button type="button" class="small more" ?disabled=${state === 'loading'} @click=${() => this.actions.more()}>${messages.moreConversations}</button>` : nothing}`;
    }

    #item({ id, title }: Conversation): TemplateResult {
        const { messages } = this.view.locale;
        const name = title === undefined || title === '' ? messages.untitled : title;
        if (this.editing === id) {
            return html`<form class="rename" @submit=${(event: Event) => this.#save(event, id)}>
                <input name="title" dir="auto" maxlength="200" aria-label=${messages.renameLabel} .value=${title ?? ''}
                    @keydown=${this.#cancelOnEscape} @blur=${(event: Event) => this.#save(event, id)}>
            </form>`;
        }
        return html`<button type="button" class="conversation" aria-current=${id === this.current ? 'true' : nothing} @click=${() => this.actions.open(id)}><bdi>${name}</bdi></button>
            <span class="item-actions">
                <button type="button" class="tool-button" title=${messages.rename} aria-label="${messages.rename}: ${name}" @click=${() => { this.editing = id; }}>${penIcon}</button>
                <button type="button" class="tool-button" title=${messages.remove} aria-label="${messages.remove}: ${name}" @click=${() => this.#remove(id)}>${binIcon}</button>
            </span>`;
    }

    #save(event: Event, id: string): void {
        event.preventDefault();
        if (this.editing !== id) {
            return;
        }
        const title = this.querySelector<HTMLInputElement>('input')?.value.trim() ?? '';
        this.editing = undefined;
        if (title !== '' && title !== this.history.titleOf(id)) {
            this.actions.rename(id, title);
        }
    }

    /** The pressed button goes with its row: the focus must not go with it. */
    #remove(id: string): void {
        this.actions.remove(id);
        this.querySelector<HTMLElement>('.begin')?.focus();
    }

    #cancelOnEscape = (event: KeyboardEvent): void => {
        if (event.key === 'Escape') {
            event.preventDefault();
            this.editing = undefined;
        }
    };
}

customElements.define('parley-conversations', ParleyConversations);
