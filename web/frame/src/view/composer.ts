import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { ViewContext } from './context.ts';
import { PlainElement } from './element.ts';
import { sendIcon, stopIcon } from './icons.ts';

/** The hub takes no longer message; in characters, an emoji counting as one. */
const longest = 16_000;
/** From here on the reader is told how much is left. */
const near = 15_000;

export interface ComposerActions {
    /** False when the message could not be taken; then the text stays. */
    send(text: string): boolean;
    stop(): void;
    keepDraft(text: string): void;
}

/** Where the user writes: grows to six lines, sends on Enter, never in the middle of an input method's composition. */
export class ParleyComposer extends PlainElement {
    static override properties = {
        view: { attribute: false },
        actions: { attribute: false },
        placeholder: { attribute: false },
        draft: { attribute: false },
        epoch: { attribute: false },
        isAnswering: { attribute: false },
        text: { state: true },
    };

    declare view: ViewContext;
    declare actions: ComposerActions;
    declare placeholder: string;
    /** Taken over when `epoch` changes; in between the text here is the newer one. */
    declare draft: string;
    declare epoch: number;
    declare isAnswering: boolean;
    declare text: string;

    constructor() {
        super();
        this.text = '';
        this.draft = '';
    }

    override focus(): void {
        this.#area?.focus({ preventScroll: true });
    }

    override willUpdate(changed: PropertyValues<this>): void {
        if (changed.has('epoch')) {
            this.text = this.draft;
        }
    }

    override updated(): void {
        const area = this.#area;
        if (area !== null && !CSS.supports('field-sizing', 'content')) {
            area.style.height = 'auto';
            area.style.height = `${area.scrollHeight}px`;
        }
    }

    override render(): TemplateResult {
        const { messages } = this.view.locale;
        const length = lengthOf(this.text);
        const over = length - longest;
        const isSendable = this.text.trim() !== '' && over <= 0;
        return html`<form class="composer" @submit=${this.#submit}>
            <label class="unseen" for="parley-text">${messages.message}</label>
            <textarea id="parley-text" rows="1" dir="auto" enterkeyhint="send" autocomplete="off"
                placeholder=${this.placeholder} .value=${this.text}
                aria-describedby=${length > near ? 'parley-count' : nothing} aria-invalid=${over > 0 ? 'true' : nothing}
                @input=${this.#input} @keydown=${this.#key}></textarea>
            ${this.isAnswering && this.text.trim() === ''
                ? html`<button type="button" class="round stop" aria-label=${messages.stop} title=${messages.stop} @click=${() => this.actions.stop()}>${stopIcon}</button>`
                : html`<button type="submit" class="round" aria-label=${messages.send} title=${messages.send} ?disabled=${!isSendable}>${sendIcon}</button>`}
            ${length > near ? html`<p id="parley-count" class="count ${over > 0 ? 'over' : ''}">${this.#count(over)}</p>` : nothing}
        </form>`;
    }

    get #area(): HTMLTextAreaElement | null {
        return this.querySelector('textarea');
    }

    #count(over: number): string {
        const { messages } = this.view.locale;
        return over > 0 ? messages.tooLong(this.view.number.format(over)) : messages.charactersLeft(this.view.number.format(-over));
    }

    #input = ({ target }: Event): void => {
        this.text = (target as HTMLTextAreaElement).value;
        this.actions.keepDraft(this.text);
    };

    #key = (event: KeyboardEvent): void => {
        // 229 is what Safari sends for the Enter that ends a composition, after `isComposing` is false again.
        const isComposing = event.isComposing || event.keyCode === 229;
        if (event.key === 'Enter' && !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey && !isComposing) {
            this.#submit(event);
        }
    };

    #submit = (event: Event): void => {
        event.preventDefault();
        if (lengthOf(this.text) <= longest && this.text.trim() !== '' && this.actions.send(this.text)) {
            this.text = '';
            this.actions.keepDraft('');
        }
    };
}

/** Counted only where it matters: what is short in UTF-16 units is short in characters. */
function lengthOf(text: string): number {
    return text.length <= near ? text.length : [...text].length;
}

customElements.define('parley-composer', ParleyComposer);
