import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Refusal } from '@parley/protocol';
import type { Chat } from '../chat/chat.ts';
import type { ComposerActions, ParleyComposer } from './composer.ts';
import './composer.ts';
import type { ViewContext } from './context.ts';
import type { ConversationActions } from './conversations.ts';
import './conversations.ts';
import { copyFrom } from './copying.ts';
import { PlainElement } from './element.ts';
import { renderGate, renderSessionDialog } from './gate.ts';
import { renderHeader } from './header.ts';
import { downArrowIcon } from './icons.ts';
import { renderAnnouncements } from './announcements.ts';
import './login.ts';
import type { MessageActions } from './message.ts';
import './message.ts';
import { isShutOut, refusalOf } from './refusals.ts';
import { Following } from './scroll.ts';
import { isCountingDown, renderNotice, renderOutgoing, renderStatus } from './status.ts';
import type { Surroundings } from './surroundings.ts';
import { renderNothingYet } from './welcome.ts';

/** The sidebar stands beside the chat from this width on; below it slides over. */
const wide = '(min-width: 60rem)';
const mostStarters = 6;

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
    #isScheduled = false;
    #dismissed: Refusal | undefined;
    #shownConversation = '';
    #shownMessages = 0;
    #worn = '';
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
        window.addEventListener('keydown', this.#key);
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
        const refusal = refusalOf(chat);
        const isGated = this.isSignedOut || (refusal !== undefined && isShutOut(chat, refusal, this.view.locale.messages));
        const isListed = this.drawerOpen && !isGated;
        const isOver = !this.#wide.matches && isListed;
        const { messages } = this.view.locale;
        return html`
            <aside class="drawer ${isListed ? 'open' : ''}" ?inert=${!isListed}>${this.#drawer(chat)}${isOver ? renderNotice(chat, messages) : nothing}</aside>
            ${isOver ? html`<div class="scrim" @click=${() => this.#toggleDrawer(false)}></div>` : nothing}
            <main ?inert=${isOver}>
                ${renderHeader(this.#name(chat), messages, this.drawerOpen, {
                    list: isGated ? undefined : () => this.#toggleDrawer(!this.drawerOpen),
                    begin: isGated ? undefined : () => this.#begin(chat),
                    close: this.surroundings.close,
                })}
                ${this.isSignedOut
                    ? html`<section class="gate"><h2>${messages.signedOut}</h2><p>${messages.signedOutHint}</p></section>`
                    : refusal !== undefined && isGated
                        ? renderGate(refusal, this.#name(chat), this.surroundings.canSignIn, messages, this.surroundings.gate)
                        : this.#conversation(chat, isOver)}
            </main>
            <dialog aria-labelledby="parley-dialog-title" @close=${() => this.#dialogClosed()}>
                ${refusal === undefined ? nothing : renderSessionDialog(refusal, messages, this.surroundings.gate)}
            </dialog>
            ${renderAnnouncements(chat.announcement, messages)}`;
    }

    override updated(_changed: PropertyValues<this>): void {
        const chat = this.chat as Chat;
        this.#wear(chat.agent?.appearance?.accent ?? '');
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

    #drawer(chat: Chat): TemplateResult {
        return html`<parley-conversations .view=${this.view} .history=${chat.history} .version=${chat.history.version}
            .current=${chat.thread.conversation} .actions=${this.#conversationActions}></parley-conversations>`;
    }

    /** @param isOver the list lies over it, and takes the passing notice */
    #conversation(chat: Chat, isOver: boolean): TemplateResult {
        const { messages } = this.view.locale;
        const { appearance } = this.surroundings;
        const running = chat.thread.transcript.running;
        return html`
            ${renderStatus(chat, navigator.onLine, Date.now(), messages, () => chat.retry())}
            <div class="log" role="log" aria-live="off" aria-label=${messages.conversation} tabindex="0"><div class="column">${this.#transcript(chat)}</div></div>
            <div class="foot"><div class="column">
                ${this.#following.isAtEnd ? nothing : html`<button type="button" class="to-end" @click=${() => this.#following.toEnd()}>${downArrowIcon}<span>${messages.newMessages}</span></button>`}
                ${isOver ? nothing : renderNotice(chat, messages)}
                <parley-composer .view=${this.view} .draft=${chat.draft} .epoch=${chat.composerEpoch} .isAnswering=${running?.run !== undefined}
                    .placeholder=${appearance.placeholder ?? (chat.agent?.appearance?.placeholder || messages.placeholder(this.#name(chat)))} .actions=${this.#composerActions}></parley-composer>
                <p class="disclaimer">${messages.disclaimer}</p>
            </div></div>`;
    }

    #transcript(chat: Chat): TemplateResult {
        const { messages } = this.view.locale;
        const { thread } = chat;
        const shown = thread.transcript.shown;
        const waiting = chat.outbox.of(thread.conversation);
        if (shown.length === 0 && waiting.length === 0) {
            const starters = this.surroundings.appearance.starters ?? chat.agent?.starters ?? [];
            return renderNothingYet(chat, this.view, {
                name: this.#name(chat),
                greeting: this.surroundings.appearance.greeting ?? chat.agent?.greeting ?? '',
                starters: starters.slice(0, mostStarters),
                start: (text) => void this.#send(chat, text),
            });
        }
        const last = shown.at(-1);
        return html`
            ${thread.hasOlder ? html`<button type="button" class="small older" ?disabled=${thread.loadingOlder} @click=${() => this.#readOlder(chat)}>${messages.olderMessages}</button>` : nothing}
            ${repeat(shown, ({ message }) => message.id, (entry) => html`<parley-message .entry=${entry} .view=${this.view} .agent=${this.#name(chat)} .isLast=${entry === last && waiting.length === 0} .actions=${this.#messageActions}></parley-message>`)}
            ${repeat(waiting, ({ id }) => id, (item) => renderOutgoing(item, chat, messages))}`;
    }

    // What happens. The objects stay the same, so that handing them down draws nothing again.

    readonly #messageActions: MessageActions = {
        regenerate: (message) => this.chat?.regenerate(message),
        rate: (entry, rating) => this.chat?.rate(entry, rating),
    };

    readonly #composerActions: ComposerActions = {
        send: (text) => this.chat !== undefined && this.#send(this.chat, text),
        stop: () => this.chat?.stop(),
        keepDraft: (text) => this.chat?.keepDraft(text),
    };

    readonly #conversationActions: ConversationActions = {
        open: (id) => {
            this.chat?.openConversation(id);
            this.#leaveDrawer();
        },
        begin: () => this.chat !== undefined && this.#begin(this.chat),
        rename: (id, title) => void this.chat?.renameConversation(id, title),
        remove: (id) => this.chat?.deleteConversation(id),
        more: () => void this.chat?.history.readMore(),
        retry: () => void this.chat?.history.read(),
        close: () => this.#toggleDrawer(false),
    };

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

    /** Escape closes what lies on top: a dialog does so itself, then the list, then the chat. */
    #key = (event: KeyboardEvent): void => {
        const hasDialog = this.querySelector('dialog')?.open === true;
        if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented || hasDialog) {
            return;
        }
        if (this.drawerOpen && !this.#wide.matches) {
            this.#toggleDrawer(false);
        } else {
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

    #showDialog(chat: Chat): void {
        const dialog = this.querySelector('dialog');
        const refusal = refusalOf(chat);
        const isWanted = refusal !== undefined && refusal !== this.#dismissed && !isShutOut(chat, refusal, this.view.locale.messages);
        if (isWanted && dialog?.open === false) {
            dialog.showModal();
        } else if (!isWanted && dialog?.open === true) {
            dialog.close();
        }
    }

    #dialogClosed(): void {
        this.#dismissed = this.chat === undefined ? undefined : refusalOf(this.chat);
        this.focusComposer();
    }

    #wear(accent: string): void {
        if (accent !== this.#worn) {
            this.#worn = accent;
            this.surroundings.wear(accent);
        }
    }

    #name(chat: Chat): string {
        return this.surroundings.appearance.title ?? (chat.agent?.appearance?.title || chat.agent?.name) ?? this.surroundings.name;
    }
}

customElements.define('parley-frame', ParleyFrame);
