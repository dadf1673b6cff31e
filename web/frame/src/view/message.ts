import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Citation, Rating } from '@parley/protocol';
import type { Entry } from '../conversation/transcript.ts';
import { Blocks } from '../markdown/blocks.ts';
import { safeLink } from '../markdown/links.ts';
import type { ViewContext } from './context.ts';
import { PlainElement } from './element.ts';
import { againIcon, copyIcon, doneIcon, downIcon, toolIcon, upIcon, warningIcon } from './icons.ts';

/** What a message's buttons do. */
export interface MessageActions {
    regenerate(message: string): void;
    rate(entry: Entry, rating: Rating): void;
}

/** One message of the transcript; drawn again only when its entry is another object. */
export class ParleyMessage extends PlainElement {
    static override properties = {
        entry: { attribute: false },
        view: { attribute: false },
        actions: { attribute: false },
        agent: { attribute: false },
        isLast: { attribute: false },
    };

    declare entry: Entry;
    declare view: ViewContext;
    declare actions: MessageActions;
    declare agent: string;
    declare isLast: boolean;
    readonly #blocks = new Blocks();

    override render(): TemplateResult {
        return this.entry.message.role === 'user' ? this.#question() : this.#answer();
    }

    #question(): TemplateResult {
        const { messages } = this.view.locale;
        return html`<article class="question">
            <h2 class="unseen">${messages.you}</h2>
            <div class="bubble" dir="auto">${this.entry.message.text}</div>
        </article>`;
    }

    #answer(): TemplateResult {
        const { message, tools } = this.entry;
        const { messages } = this.view.locale;
        const isStreaming = message.state === 'streaming';
        return html`<article class="answer ${isStreaming ? 'streaming' : ''} ${this.isLast ? 'last' : ''}">
            <h2 class="unseen">${messages.said(this.agent)}</h2>
            ${tools.map(({ name, state }) => html`<p class="tool ${state}">${state === 'done' ? doneIcon : toolIcon}<span>${this.#toolText(name, state)}</span></p>`)}
            <div class="prose">${this.#prose(!isStreaming)}</div>
            ${isStreaming && message.text === '' ? html`<p class="thinking"><i></i><i></i><i></i></p>` : nothing}
            ${this.#citations(message.citations ?? [])}
            ${this.#ending()}
            ${isStreaming ? nothing : this.#actions()}
        </article>`;
    }

    #prose(done: boolean): unknown {
        const blocks = this.#blocks.update(this.entry.message.text, done);
        const { renderer } = this.view;
        return repeat(blocks, (_block, index) => index, (block) => guard([block], () => renderer.block(block.token)));
    }

    #toolText(name: string, state: 'running' | 'done' | 'failed'): string {
        const { messages } = this.view.locale;
        const readable = name.replaceAll('_', ' ');
        switch (state) {
            case 'running': return messages.toolRunning(readable);
            case 'done': return messages.toolDone(readable);
            case 'failed': return messages.toolFailed(readable);
        }
    }

    #citations(citations: readonly Citation[]): TemplateResult | typeof nothing {
        if (citations.length === 0) {
            return nothing;
        }
        return html`<div class="sources"><h3>${this.view.locale.messages.sources}</h3><ol>
            ${citations.map((citation) => html`<li>${this.#citation(citation)}</li>`)}
        </ol></div>`;
    }

    #citation({ title, quote, url }: Citation): TemplateResult {
        const link = url === undefined ? undefined : safeLink(url);
        const leadingTo = (text: string): TemplateResult => link === undefined
            ? html`<span class="source-title">${text}</span>`
            : html`<a class="source-title" href=${link.href} target="_blank" rel="noopener noreferrer nofollow" title=${link.destination}>${text}</a>`;
        return quote === undefined || quote === ''
            ? leadingTo(title)
            : html`<details><summary>${title}</summary><blockquote dir="auto">${quote}</blockquote>${link === undefined ? nothing : leadingTo(link.destination)}</details>`;
    }

    /** How the answer ended, where it did not end well. */
    #ending(): TemplateResult | typeof nothing {
        const { message } = this.entry;
        const { messages } = this.view.locale;
        if (message.state === 'stopped') {
            return html`<p class="ending">${messages.stopped}</p>`;
        }
        if (message.state !== 'failed' && message.state !== 'interrupted') {
            return nothing;
        }
        const code = message.failure?.code ?? (message.state === 'interrupted' ? 'interrupted' : 'internal_error');
        const sentence = Object.hasOwn(messages.failures, code)
            ? messages.failures[code as keyof typeof messages.failures]
            : messages.failures.internal_error;
        return html`<div class="failure">${warningIcon}<p>${sentence}</p>
            ${this.isLast
                ? html`<button type="button" class="small" @click=${() => this.actions.regenerate(message.id)}>${againIcon}<span>${messages.retry}</span></button>`
                : nothing}
        </div>`;
    }

    #actions(): TemplateResult {
        const { message } = this.entry;
        const { messages } = this.view.locale;
        const { rating } = message;
        const rate = (wanted: Rating): void => this.actions.rate(this.entry, rating === wanted ? 'none' : wanted);
        const isFailed = message.state === 'failed';
        return html`<div class="actions">
            ${message.text === '' ? nothing : html`<button type="button" class="tool-button" data-copy="answer" title=${messages.copyAnswer} aria-label=${messages.copyAnswer}>${copyIcon}</button>`}
            ${isFailed ? nothing : html`
                <button type="button" class="tool-button" title=${messages.goodAnswer} aria-label=${messages.goodAnswer} aria-pressed=${rating === 'up'} @click=${() => rate('up')}>${upIcon}</button>
                <button type="button" class="tool-button" title=${messages.badAnswer} aria-label=${messages.badAnswer} aria-pressed=${rating === 'down'} @click=${() => rate('down')}>${downIcon}</button>`}
            ${this.isLast && !isFailed ? html`<button type="button" class="tool-button" title=${messages.regenerate} aria-label=${messages.regenerate} @click=${() => this.actions.regenerate(message.id)}>${againIcon}</button>` : nothing}
            ${this.#time()}
        </div>`;
    }

    #time(): TemplateResult {
        const { createdAt } = this.entry.message;
        const at = new Date(createdAt);
        return html`<time datetime=${createdAt} title=${this.view.moment.format(at)}>${this.view.time.format(at)}</time>`;
    }
}

customElements.define('parley-message', ParleyMessage);
