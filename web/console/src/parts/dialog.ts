import { html, nothing, type TemplateResult } from 'lit';
import { X } from 'lucide';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';

export interface DialogSpec {
    title: string;
    open: boolean;
    body: unknown;
    /** Buttons, the one that does it last. */
    buttons?: unknown;
    /** Called when somebody closed it. The focus goes back to where it came from. */
    closed(): void;
    /** A panel at that side of the window instead of a card in its middle. */
    side?: 'start' | 'end';
}

/** A dialog over the page: it holds the focus, and Escape closes it. */
export function dialog(spec: DialogSpec): TemplateResult {
    return html`<parley-dialog .spec=${spec}></parley-dialog>`;
}

let count = 0;

/** The browser's own dialog, opened and closed by a property. */
class Dialog extends PlainElement {
    static override properties = { spec: { attribute: false } };
    declare spec: DialogSpec;
    readonly #title = `dialog-title-${(count += 1)}`;

    get #dialog(): HTMLDialogElement | null {
        return this.querySelector('dialog');
    }

    protected override updated(): void {
        const element = this.#dialog;
        if (element && this.spec.open && !element.open) {
            element.showModal();
            (element.querySelector<HTMLElement>('[autofocus]')
                ?? element.querySelector<HTMLElement>('.dialog-body :is(input, select, textarea, a[href]):not([type=hidden])')
                ?? element.querySelector<HTMLElement>('footer button'))?.focus();
        } else if (element?.open && !this.spec.open) {
            element.close();
        }
    }

    #closed(event: Event): void {
        if (event.target === this.#dialog && this.spec.open) {
            this.spec.closed();
        }
    }

    protected override render(): TemplateResult {
        const { title, open, body, buttons, side } = this.spec;
        return html`<dialog class=${side ?? nothing} aria-labelledby=${this.#title} @close=${(event: Event) => this.#closed(event)}>
            ${open ? html`<header>
                <h2 id=${this.#title}>${title}</h2>
                <button type="button" class="button plain square" aria-label="Close" @click=${() => this.#dialog?.close()}>${icon(X)}</button>
            </header>
            <div class="dialog-body">${body}</div>
            ${buttons ? html`<footer class="actions">${buttons}</footer>` : nothing}` : nothing}
        </dialog>`;
    }
}

customElements.define('parley-dialog', Dialog);
