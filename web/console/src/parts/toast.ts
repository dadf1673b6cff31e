import { html } from 'lit';
import { Check, X } from 'lucide';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';

interface Toast {
    id: number;
    sentence: string;
}

const SHOWN_MS = 6000;
const hub = new EventTarget();

/** Says in passing that something is done; it is read out and goes by itself. Problems belong into a notice instead. */
export function toast(sentence: string): void {
    hub.dispatchEvent(new CustomEvent('toast', { detail: sentence }));
}

/** Where toasts appear. */
class Toasts extends PlainElement {
    #toasts: Toast[] = [];
    #count = 0;
    readonly #add = (event: Event): void => {
        const id = (this.#count += 1);
        this.#toasts = [...this.#toasts.slice(-2), { id, sentence: String((event as CustomEvent<unknown>).detail) }];
        this.requestUpdate();
        void this.updateComplete.then(() => this.#raise());
        setTimeout(() => this.#remove(id), SHOWN_MS);
    };

    override connectedCallback(): void {
        super.connectedCallback();
        hub.addEventListener('toast', this.#add);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        hub.removeEventListener('toast', this.#add);
    }

    /** Above whatever is open: the last popover to be shown lies over dialogs too. */
    #raise(): void {
        const region = this.querySelector<HTMLElement>('.toasts');
        region?.hidePopover();
        region?.showPopover();
    }

    #remove(id: number): void {
        this.#toasts = this.#toasts.filter((each) => each.id !== id);
        this.requestUpdate();
    }

    protected override render(): unknown {
        return html`<div class="toasts" popover="manual" role="status" aria-live="polite">
            ${this.#toasts.map((each) => html`<div class="toast">${icon(Check)}<span>${each.sentence}</span>
                <button type="button" class="button plain square" aria-label="Dismiss" @click=${() => this.#remove(each.id)}>${icon(X)}</button>
            </div>`)}
        </div>`;
    }
}

customElements.define('parley-toasts', Toasts);
