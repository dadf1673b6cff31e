import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Appearance, Refusal } from '@parley/protocol';
import type { Chat } from '../chat/chat.ts';
import { lex } from '../markdown/blocks.ts';
import './composer.ts';
import type { ParleyComposer } from './composer.ts';
import type { ViewContext } from './context.ts';
import './conversations.ts';
import { copyFrom } from './copying.ts';
import { PlainElement } from './element.ts';
import { renderGate, renderSessionDialog, type GateActions } from './gate.ts';
import { closeIcon, downArrowIcon, listIcon, newIcon } from './icons.ts';
import { renderAnnouncements } from './announcements.ts';
import './login.ts';
import './message.ts';
import { explain } from './refusals.ts';
import { Following } from './scroll.ts';
import { isCountingDown, renderNotice, renderOutgoing, renderStatus } from './status.ts';

/** The sidebar stands beside the chat from this width on; below it slides over. */
const wide = '(min-width: 60rem)';
const mostStarters = 6;

/** What the page that embeds us decides about the look, and what we tell it. */
export interface Surroundings {
    readonly name: string;
    readonly appearance: Appearance;
    /** Whether a member may sign in here. */
    readonly canSignIn: boolean;
    /** Undefined where there is nothing to close. */
    close?: (() => void) | undefined;
    readonly gate: GateActions;
}

/** The chat as a whole: header, transcript, composer, the list of conversations, and what replaces them when refused. */
export class ParleyFrame extends PlainElement {
    static override properties = {
        chat: { attribute: false },
        view: { attribute: false },
        surroundings: { attribute: false },
        isSignedOut: { attribute: false },
        drawerOpen: { state: true },
    };

    declare chat: Chat | undefined;
    declare view: ViewContext;
    declare surroundings: Surroundings;
    declare isSignedOut: boolean;
    declare drawerOpen: boolean;
    #version = 0;
    #isScheduled = false;
    #dismissed: Refusal | undefined;
    #shownConversation = '';
    #shownMessages = 0;
    #countdown: ReturnType<typeof setTimeout> | undefined;
    readonly #following = new Following(() => this.requestUpdate());
    readonly #wide = matchMedia(wide);

    constructor() {
        super();
        this.isSignedOut = false;
        this.drawerOpen = this.#wide.matches;
    }

    /** Draws again with the next frame of the screen, however many changes come before it. */
    schedule = (): void => {
        if (this.#isScheduled) {
            return;
        }
        this.#isScheduled = true;
        const draw = (): void => {
            this.#isScheduled = false;
            this.#version += 1;
            this.requestUpdate();
        };
        // A hidden page gets no animation frames.
        document.hidden ? setTimeout(draw, 200) : requestAnimationFrame(draw);
    };

    focusComposer(): void {
        this.querySelector<ParleyComposer>('parley-composer')?.focus();
    }

    override connectedCallback(): void {
        super.connectedCallback();
        this.addEventListener('click', (event) => copyFrom(event, this.chat, this.view.locale.messages));
        this.addEventListener('keydown', this.#key);
        window.addEventListener('online', this.schedule);
        window.addEventListener('offline', this.schedule);
        this.#wide.addEventListener('change', () => {
            this.drawerOpen = this.#wide.matches;
        });
    }

    override shouldUpdate(): boolean {
        return this.chat !== undefined;
    }

    override render(): TemplateResult {
        const chat = this.chat as Chat;
        const refusal = this.#refusal(chat);
        const isGated = this.isSignedOut || (refusal !== undefined && this.#isGate(chat, refusal));
        const isListed = this.drawerOpen && !isGated;
        const isOver = !this.#wide.matches && isListed;
        const { messages } = this.view.locale;
        return html`
            <aside class="drawer ${isListed ? 'open' : ''}" ?inert=${!isListed} @keydown=${this.#drawerKey}>${this.#drawer(chat)}</aside>
            ${isOver ? html`<div class="scrim" @click=${() => this.#toggleDrawer(false)}></div>` : nothing}
            <main ?inert=${isOver}>
                ${this.#header(chat, isGated)}
                ${this.isSignedOut
                    ? html`<section class="gate"><h2>${messages.signedOut}</h2><p>${messages.signedOutHint}</p></section>`
                    : refusal !== undefined && isGated
                        ? renderGate(refusal, this.#name(chat), this.surroundings.canSignIn, messages, this.surroundings.gate)
                        : this.#conversation(chat)}
            </main>
            <dialog aria-labelledby="parley-dialog-title" @close=${() => this.#dialogClosed()}>
                ${refusal === undefined ? nothing : renderSessionDialog(refusal, messages, this.surroundings.gate)}
            </dialog>
            ${renderAnnouncements(chat.announcement, messages)}`;
    }

    override updated(_changed: PropertyValues<this>): void {
        const chat = this.chat as Chat;
        this.#following.watch(this.querySelector<HTMLElement>('.log'));
        this.#follow(chat);
        this.#showDialog(chat);
        if (this.drawerOpen && chat.history.state === 'unread' && chat.connection.state.name === 'open') {
            void chat.history.read();
        }
        clearTimeout(this.#countdown);
        if (isCountingDown(chat)) {
            this.#countdown = setTimeout(() => this.requestUpdate(), 500);
        }
    }

    // The parts.

    #header(chat: Chat, isGated: boolean): TemplateResult {
        const { messages } = this.view.locale;
        const { close } = this.surroundings;
        const label = this.drawerOpen ? messages.closeConversations : messages.openConversations;
        return html`<header>
            ${isGated ? nothing : html`<button type="button" class="icon-button list-button" aria-expanded=${this.drawerOpen} aria-label=${label} title=${label} @click=${() => this.#toggleDrawer(!this.drawerOpen)}>${listIcon}</button>`}
            <span class="sign small-sign" aria-hidden="true">${initial(this.#name(chat))}</span>
            <h1><bdi>${this.#name(chat)}</bdi></h1>
            ${isGated ? nothing : html`<button type="button" class="icon-button" aria-label=${messages.newConversation} title=${messages.newConversation} @click=${() => this.#begin(chat)}>${newIcon}</button>`}
            ${close === undefined ? nothing : html`<button type="button" class="icon-button" aria-label=${messages.closeChat} title=${messages.closeChat} @click=${() => close()}>${closeIcon}</button>`}
        </header>`;
    }

    #drawer(chat: Chat): TemplateResult {
        return html`<parley-conversations .view=${this.view} .history=${chat.history} .version=${this.#version} .current=${chat.thread.conversation}
            .actions=${{
                open: (id: string) => { chat.openConversation(id); this.#leaveDrawer(); },
                begin: () => this.#begin(chat),
                rename: (id: string, title: string) => void chat.renameConversation(id, title),
                remove: (id: string) => chat.deleteConversation(id),
                more: () => void chat.history.readMore(),
                retry: () => void chat.history.read(),
                close: () => this.#toggleDrawer(false),
            }}></parley-conversations>`;
    }

    #conversation(chat: Chat): TemplateResult {
        const { messages } = this.view.locale;
        const { appearance } = this.surroundings;
        const running = chat.thread.transcript.running;
        return html`
            ${renderStatus(chat, navigator.onLine, Date.now(), messages, () => chat.retry())}
            <div class="log" role="log" aria-live="off" aria-label=${messages.conversation} tabindex="0"><div class="column">${this.#transcript(chat)}</div></div>
            <div class="foot"><div class="column">
                ${this.#following.isAtEnd ? nothing : html`<button type="button" class="to-end" @click=${() => this.#following.toEnd()}>${downArrowIcon}<span>${messages.newMessages}</span></button>`}
                ${renderNotice(chat, messages)}
                <parley-composer .view=${this.view} .draft=${chat.draft} .epoch=${chat.composerEpoch} .isAnswering=${running?.run !== undefined}
                    .placeholder=${appearance.placeholder ?? messages.placeholder(this.#name(chat))}
                    .actions=${{
                        send: (text: string) => this.#send(chat, text),
                        stop: () => running?.run !== undefined && chat.stop(running.run),
                        keepDraft: (text: string) => chat.keepDraft(text),
                    }}></parley-composer>
                <p class="disclaimer">${messages.disclaimer}</p>
            </div></div>`;
    }

    #transcript(chat: Chat): TemplateResult {
        const { messages } = this.view.locale;
        const { thread } = chat;
        const shown = thread.transcript.shown;
        const waiting = chat.outbox.of(thread.conversation);
        if (shown.length === 0 && waiting.length === 0) {
            return this.#nothingYet(chat);
        }
        const last = shown.at(-1);
        const actions = guard([chat], () => ({
            regenerate: (message: string) => chat.regenerate(message),
            rate: chat.rate.bind(chat),
        }));
        return html`
            ${thread.hasOlder ? html`<button type="button" class="small older" ?disabled=${thread.loadingOlder} @click=${() => this.#readOlder(chat)}>${messages.olderMessages}</button>` : nothing}
            ${repeat(shown, ({ message }) => message.id, (entry) => html`<parley-message .entry=${entry} .view=${this.view} .agent=${this.#name(chat)} .isLast=${entry === last && waiting.length === 0} .actions=${actions}></parley-message>`)}
            ${repeat(waiting, ({ id }) => id, (item) => renderOutgoing(item, chat, messages))}`;
    }

    #nothingYet(chat: Chat): TemplateResult {
        const { messages } = this.view.locale;
        const { thread, connection } = chat;
        if (thread.refusal !== undefined) {
            const { sentence } = explain(thread.refusal, messages);
            return html`<div class="hollow"><p>${sentence}</p><button type="button" class="secondary" @click=${() => void thread.sync()}>${messages.retry}</button></div>`;
        }
        if (thread.loading || (chat.agent === undefined && connection.state.name !== 'waiting')) {
            return html`<div class="skeleton" role="status"><span class="unseen">${messages.loading}</span><i class="short end"></i><i></i><i></i><i class="half"></i></div>`;
        }
        return this.#welcome(chat);
    }

    #welcome(chat: Chat): TemplateResult {
        const { messages } = this.view.locale;
        const { appearance } = this.surroundings;
        const greeting = appearance.greeting ?? chat.agent?.greeting ?? '';
        const starters = (appearance.starters ?? chat.agent?.starters ?? []).slice(0, mostStarters);
        const name = this.#name(chat);
        return html`<div class="welcome">
            <span class="sign" aria-hidden="true">${initial(name)}</span>
            ${greeting === ''
                ? html`<div class="greeting"><p>${messages.welcome(name)}</p></div><p class="hint">${messages.welcomeHint}</p>`
                : html`<div class="greeting ${greeting.length > 120 ? 'long prose' : ''}" dir="auto">${guard([greeting], () => lex(greeting).map(({ token }) => this.view.renderer.block(token)))}</div>`}
            ${starters.length === 0 ? nothing : html`<ul class="starters" aria-label=${messages.starters}>
                ${starters.map((starter) => html`<li><button type="button" dir="auto" @click=${() => this.#send(chat, starter)}>${starter}</button></li>`)}
            </ul>`}
        </div>`;
    }

    // What happens.

    #send(chat: Chat, text: string): boolean {
        const taken = chat.send(text);
        if (taken) {
            this.#following.toEnd();
        }
        return taken;
    }

    #begin(chat: Chat): void {
        chat.newConversation();
        this.#leaveDrawer();
        void this.updateComplete.then(() => this.focusComposer());
    }

    #readOlder(chat: Chat): void {
        this.#following.holdPlace();
        void chat.thread.readOlder();
    }

    #toggleDrawer(open: boolean): void {
        this.drawerOpen = open;
        void this.updateComplete.then(() => {
            const target = open ? '.drawer .begin' : '.list-button';
            this.querySelector<HTMLElement>(target)?.focus();
        });
    }

    #leaveDrawer(): void {
        if (!this.#wide.matches) {
            this.drawerOpen = false;
        }
        void this.updateComplete.then(() => this.focusComposer());
    }

    #drawerKey = (event: KeyboardEvent): void => {
        if (event.key === 'Escape' && !this.#wide.matches) {
            event.stopPropagation();
            this.#toggleDrawer(false);
        }
    };

    #key = (event: KeyboardEvent): void => {
        const isInDialog = event.target instanceof Element && event.target.closest('dialog') !== null;
        if (event.key === 'Escape' && !event.isComposing && !isInDialog) {
            this.surroundings.close?.();
        }
    };

    #follow(chat: Chat): void {
        const { conversation, transcript } = chat.thread;
        const isOther = conversation !== this.#shownConversation;
        const isFilled = this.#shownMessages === 0 && transcript.shown.length > 0;
        this.#shownConversation = conversation;
        this.#shownMessages = transcript.shown.length;
        if ((isOther || isFilled) && !this.#following.isAtEnd) {
            this.#following.toEnd();
        } else {
            this.#following.keepUp();
        }
    }

    // Refusals.

    #refusal(chat: Chat): Refusal | undefined {
        const { state } = chat.connection;
        const isShutOut = state.name === 'closed' || (state.name === 'waiting' && chat.principal === undefined);
        return chat.renewal.failure ?? (isShutOut ? state.reason : undefined);
    }

    /** Before anybody was let in there is nothing to keep on the screen; and who is shut out must not read on. */
    #isGate(chat: Chat, refusal: Refusal): boolean {
        return chat.principal === undefined || !explain(refusal, this.view.locale.messages).isPassing;
    }

    #showDialog(chat: Chat): void {
        const dialog = this.querySelector('dialog');
        const refusal = this.#refusal(chat);
        const isWanted = refusal !== undefined && refusal !== this.#dismissed && !this.#isGate(chat, refusal);
        if (isWanted && dialog?.open === false) {
            dialog.showModal();
        } else if (!isWanted && dialog?.open === true) {
            dialog.close();
        }
    }

    #dialogClosed(): void {
        this.#dismissed = this.chat === undefined ? undefined : this.#refusal(this.chat);
        this.focusComposer();
    }

    #name(chat: Chat): string {
        return this.surroundings.appearance.title ?? chat.agent?.name ?? this.surroundings.name;
    }
}

/** The first letter of the agent's name, for its sign. */
function initial(name: string): string {
    const [first] = new Intl.Segmenter().segment(name.trim());
    return first?.segment.toLocaleUpperCase() ?? '•';
}

customElements.define('parley-frame', ParleyFrame);
