import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { Download, Trash2 } from 'lucide';
import { Blocks } from '../../../frame/src/markdown/blocks.ts';
import { Renderer } from '../../../frame/src/markdown/render.ts';
import { en } from '../../../frame/src/text/en.ts';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { agentName, namedAgents, type NamedAgent } from '../parts/agentNames.ts';
import { confirm } from '../parts/confirm.ts';
import { copy } from '../parts/copyField.ts';
import { Sending } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { notice } from '../parts/notice.ts';
import { some } from '../parts/numbers.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { download } from '../parts/secretReveal.ts';
import { tag } from '../parts/tag.ts';
import { time } from '../parts/time.ts';
import type { Place } from '../paths.ts';
import { nameThisPage, router } from '../router.ts';
import { pageOf } from '../shape.ts';
import { receiptDialog } from './receipt.ts';
import { conversationShape, kindOf, messageShape, nameOf, receiptShape, type Conversation, type Receipt, type TranscriptMessage } from './shapes.ts';
import { timeline } from './timeline.ts';

const renderer = new Renderer(en);

interface Told {
    conversation: Conversation;
    messages: readonly TranscriptMessage[];
    next: string | undefined;
    agents: readonly NamedAgent[];
}

/** `/console/conversations/{id}`: what was said, drawn as the chat draws it, and how each answer came about. */
class TranscriptPage extends PlainElement {
    static override properties = { place: { attribute: false } };
    declare place: Place;
    readonly #told = new Loaded<Told>(this, (signal) => this.#load(signal));
    readonly #deleting = new Sending(this);
    #receipt: Receipt | undefined;

    get #path(): string {
        return `/api/v1/conversations/${encodeURIComponent(this.place.parameters['id'] ?? '')}`;
    }

    protected override willUpdate(changed: PropertyValues<this>): void {
        const before = changed.get('place');
        if (before && before.path !== this.place.path) {
            void this.#told.reload();
        }
    }

    async #load(signal: AbortSignal): Promise<Told> {
        const [conversation, page, agents] = await Promise.all([
            api.get(this.#path, conversationShape, { signal }),
            api.get(`${this.#path}/messages`, pageOf(messageShape), { query: { limit: 200 }, signal }),
            namedAgents(signal),
        ]);
        nameThisPage(conversation.title || 'Conversation');
        return { conversation, messages: page.items, next: page.next, agents };
    }

    async #more(told: Told): Promise<void> {
        const page = await api.get(`${this.#path}/messages`, pageOf(messageShape), { query: { limit: 200, after: told.next } });
        this.#told.set({ ...told, messages: [...told.messages, ...page.items], next: page.next });
    }

    async #delete({ conversation }: Told): Promise<void> {
        const sure = await confirm({
            title: 'Delete this conversation?',
            consequence: html`<p>${some(conversation.messages, 'message')} of ${nameOf(conversation.principal)} and their ratings are deleted for
                good, for the user too. You get a receipt, and the deletion stands in the audit log.</p>`,
            action: 'Delete conversation', name: 'delete', destroys: true,
        });
        if (sure) {
            this.#receipt = await this.#deleting.send(() => api.delete(this.#path, receiptShape));
            this.requestUpdate();
        }
    }

    protected override render(): TemplateResult {
        const told = this.#told.value;
        return html`${pageHeader({
            title: told?.conversation.title || 'Conversation',
            above: { path: '/conversations', name: 'Conversations' },
            about: told ? this.#about(told) : nothing,
            actions: told ? this.#actions(told) : nothing,
        })}
        ${this.#deleting.problem ? notice(this.#deleting.problem) : nothing}
        ${this.#told.show((there) => this.#transcript(there))}
        ${receiptDialog(this.#receipt, () => void router.go('/conversations'))}`;
    }

    #about({ conversation, agents }: Told): TemplateResult {
        const { principal } = conversation;
        const query = new URLSearchParams({ user: principal.id, kind: principal.kind, ...(principal.issuer ? { issuer: principal.issuer } : {}) });
        return html`<a href="/console/conversations?${query}">${nameOf(principal)}</a> (${kindOf(principal)}) with
            ${agentName(agents, conversation.agent)}, last active ${time(conversation.updatedAt)}`;
    }

    #actions(told: Told): TemplateResult {
        const save = (): void => download(`${told.conversation.id}.json`, JSON.stringify({ ...told.conversation, messages: told.messages }, undefined, 2), 'application/json');
        return html`<button type="button" class="button" @click=${save} ?disabled=${told.next !== undefined}>${icon(Download)}Save as JSON</button>
            <button type="button" class="button danger-quiet" ?disabled=${this.#deleting.busy} @click=${() => void this.#delete(told)}>${icon(Trash2)}Delete</button>`;
    }

    #transcript(told: Told): TemplateResult {
        const { messages } = told;
        return html`<div class="transcript" @click=${(event: Event) => copyCode(event)}>
            ${messages.map((message) => html`<div class="turn ${message.role}" id="message-${message.seq}">
                ${message.role === 'user' ? question(message) : answer(message, messages, agentName(told.agents, told.conversation.agent))}
            </div>`)}
        </div>
        ${told.next === undefined ? nothing : html`<p class="more"><button type="button" class="button" @click=${() => void this.#more(told)}>Show later messages</button></p>`}`;
    }
}

function question(message: TranscriptMessage): TemplateResult {
    return html`<article class="question">
        <h2 class="unseen">The user said</h2>
        <div class="bubble" dir="auto">${message.text}</div>
        <p class="quiet">${time(message.createdAt)}</p>
    </article>`;
}

function answer(message: TranscriptMessage, all: readonly TranscriptMessage[], agent: string): TemplateResult {
    const replacedBy = all.find(({ replaces }) => replaces === message.id);
    return html`<article class="answer">
        <h2 class="unseen">${agent} said</h2>
        ${replacedBy ? html`<p>${tag(`Replaced by answer ${replacedBy.seq}`)}</p>` : nothing}
        <div class="prose">${new Blocks().update(message.text, true).map(({ token }) => renderer.block(token))}</div>
        ${state(message)}
        ${sources(message)}
        ${message.rating ? html`<p class="row">${message.rating === 'up' ? tag('Good answer', 'good') : tag('Bad answer', 'caution')}
            ${message.comment ? html`<q dir="auto">${message.comment}</q>` : nothing}</p>` : nothing}
    </article>
    ${timeline(message, all)}`;
}

function state(message: TranscriptMessage): unknown {
    switch (message.state) {
        case 'completed': return nothing;
        case 'streaming': return html`<p>${tag('Still being written', 'accent')}</p>`;
        case 'stopped': return html`<p>${tag('Stopped by the user')}</p>`;
        case 'interrupted': return html`<p>${tag('Interrupted', 'danger')}</p>`;
        case 'failed': return html`<p>${tag('Failed', 'danger')}</p>`;
    }
}

function sources({ citations }: TranscriptMessage): unknown {
    return !citations || citations.length === 0 ? nothing : html`<div class="sources"><h3>Sources</h3><ol>
        ${citations.map((citation) => html`<li><details><summary>${citation.name}</summary>
            <blockquote dir="auto">${citation.quote}</blockquote></details></li>`)}</ol></div>`;
}

/** The renderer draws the button; the page that shows the answer does what it says. */
function copyCode(event: Event): void {
    const button = event.target instanceof Element ? event.target.closest('[data-copy="code"]') : null;
    const code = button?.closest('figure')?.querySelector('code')?.textContent;
    if (code) {
        void copy(code, 'Code');
    }
}

customElements.define('parley-transcript', TranscriptPage);
