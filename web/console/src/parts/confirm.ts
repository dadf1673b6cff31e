import { html, nothing } from 'lit';
import { PlainElement } from '../element.ts';
import { dialog } from './dialog.ts';
import { textField } from './field.ts';

export interface Question {
    /** Such as `Delete this agent?`. */
    title: string;
    /** What will happen, in full sentences. */
    consequence: unknown;
    /** The word on the button that does it, such as `Delete agent`. */
    action: string;
    /** Has to be typed before the button works: for what cannot be taken back. */
    name?: string;
    /** The button is red: something is lost. */
    destroys?: boolean;
}

const hub = new EventTarget();

interface Asked extends Question {
    answer(yes: boolean): void;
}

/** Asks before something is done; true if it shall be. */
export function confirm(question: Question): Promise<boolean> {
    return new Promise((answer) => {
        hub.dispatchEvent(new CustomEvent<Asked>('ask', { detail: { ...question, answer } }));
    });
}

/** Where questions appear. */
class Confirmation extends PlainElement {
    #asked: Asked | undefined;
    #open = false;
    #typed = '';
    readonly #ask = (event: Event): void => {
        this.#asked?.answer(false);
        this.#asked = (event as CustomEvent<Asked>).detail;
        this.#open = true;
        this.#typed = '';
        this.requestUpdate();
    };

    override connectedCallback(): void {
        super.connectedCallback();
        hub.addEventListener('ask', this.#ask);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        hub.removeEventListener('ask', this.#ask);
    }

    #answer(yes: boolean): void {
        this.#asked?.answer(yes);
        this.#asked = undefined;
        this.#open = false;
        this.requestUpdate();
    }

    protected override render(): unknown {
        const asked = this.#asked;
        return dialog({
            title: asked?.title ?? 'Confirm',
            open: this.#open,
            closed: () => this.#answer(false),
            body: html`<form id="confirmation" @submit=${(event: SubmitEvent) => this.#submit(event)}>
                <div>${asked?.consequence}</div>
                ${asked?.name === undefined ? nothing : textField({
                    name: 'confirmation-name', label: `Type “${asked.name}” to confirm`, value: this.#typed,
                    changed: (value) => this.#type(value),
                })}
            </form>`,
            buttons: html`<button type="button" class="button" @click=${() => this.#answer(false)}>Cancel</button>
                <button type="submit" form="confirmation" class="button ${asked?.destroys ? 'danger' : 'primary'}"
                    ?disabled=${!this.#mayAnswer()}>${asked?.action}</button>`,
        });
    }

    #type(value: string): void {
        this.#typed = value;
        this.requestUpdate();
    }

    #mayAnswer(): boolean {
        return this.#asked?.name === undefined || this.#typed.trim() === this.#asked.name.trim();
    }

    #submit(event: SubmitEvent): void {
        event.preventDefault();
        if (this.#mayAnswer()) {
            this.#answer(true);
        }
    }
}

customElements.define('parley-confirmation', Confirmation);
