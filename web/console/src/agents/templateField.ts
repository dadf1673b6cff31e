import { html, nothing, type TemplateResult } from 'lit';
import { PlainElement } from '../element.ts';
import { field } from '../parts/field.ts';
import { caretOf } from './caret.ts';
import { candidates, completed, openedAt, type Opened } from './completion.ts';

let count = 0;

/**
 * Several lines of text in which `{{` offers the agent's variables: a text field that controls a list (ARIA APG, the
 * pattern of a combobox with a list), so that a screen reader, an input method and undo work as in any other.
 */
class TemplateField extends PlainElement {
    static override properties = {
        name: {}, label: {}, help: {}, error: {}, placeholder: {}, rows: { type: Number }, longest: { type: Number },
        value: {}, variables: { attribute: false }, changed: { attribute: false },
        active: { state: true }, offered: { state: true },
    };

    declare name: string;
    declare label: string;
    declare help: string;
    declare error: string | undefined;
    declare placeholder: string;
    declare rows: number;
    declare longest: number;
    declare value: string;
    declare variables: readonly { name: string; description: string }[];
    declare changed: (value: string) => void;
    declare active: number;
    declare offered: readonly string[];
    #opened: Opened | undefined;
    readonly #id = `variable-list-${(count += 1)}`;

    constructor() {
        super();
        this.help = '';
        this.placeholder = '';
        this.rows = 4;
        this.longest = 2_000;
        this.value = '';
        this.variables = [];
        this.active = 0;
        this.offered = [];
        this.changed = () => {};
    }

    get #area(): HTMLTextAreaElement | null {
        return this.querySelector('textarea');
    }

    protected override render(): TemplateResult {
        const isOpen = this.offered.length > 0;
        return html`<div class="template-field">
            ${field({ name: this.name, label: this.label, help: this.#note(), error: this.error }, (ties) => html`
                <textarea id=${ties.id} name=${ties.name} rows=${this.rows} spellcheck="true" placeholder=${this.placeholder || nothing}
                    .value=${this.value} aria-describedby=${ties.describedBy} aria-invalid=${ties.invalid}
                    aria-autocomplete="list" aria-controls=${isOpen ? this.#id : nothing}
                    aria-activedescendant=${isOpen ? `${this.#id}-${this.active}` : nothing}
                    @input=${(event: InputEvent) => this.#typed(event)} @keydown=${(event: KeyboardEvent) => this.#key(event)}
                    @click=${() => this.#look()} @blur=${() => this.#close()}></textarea>`)}
            <ul id=${this.#id} class="variable-list" role="listbox" aria-label="Variables" ?hidden=${!isOpen}>
                ${this.offered.map((name, index) => html`<li id="${this.#id}-${index}" role="option" aria-selected=${index === this.active}
                    @pointerdown=${(event: Event) => { event.preventDefault(); this.#choose(name); }}><code>${name}</code>
                    <span class="quiet">${this.variables.find((each) => each.name === name)?.description}</span></li>`)}
            </ul>
            <p class="unseen" role="status">${isOpen ? `${this.offered.length} variables. Up and down to choose, Enter to put in.` : ''}</p>
        </div>`;
    }

    #note(): TemplateResult {
        const length = [...this.value].length;
        return html`<span class="note"><span>${this.help}</span>
            <span class="length">${length.toLocaleString()} of ${this.longest.toLocaleString()} characters</span></span>`;
    }

    protected override updated(): void {
        const list = this.querySelector<HTMLElement>('.variable-list');
        const area = this.#area;
        if (list && area && this.offered.length > 0) {
            const { top, start } = caretOf(area);
            list.style.insetBlockStart = `${top}px`;
            list.style.insetInlineStart = `${Math.min(start, Math.max(0, area.clientWidth - list.offsetWidth))}px`;
            list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
        }
    }

    #typed(event: InputEvent): void {
        this.value = (event.target as HTMLTextAreaElement).value;
        this.changed(this.value);
        if (!event.isComposing) {
            this.#look();
        }
    }

    /** Offers what fits where the caret is. */
    #look(): void {
        const area = this.#area;
        const isCaret = area !== null && area.selectionStart === area.selectionEnd;
        this.#opened = isCaret ? openedAt(area.value, area.selectionStart) : undefined;
        this.offered = this.#opened ? candidates(this.#opened.typed, this.variables.map((each) => each.name)) : [];
        this.active = 0;
    }

    #key(event: KeyboardEvent): void {
        if (event.isComposing || this.offered.length === 0) {
            if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) {
                this.#close();
            }
            return;
        }
        const last = this.offered.length - 1;
        switch (event.key) {
            case 'ArrowDown': this.active = this.active === last ? 0 : this.active + 1; break;
            case 'ArrowUp': this.active = this.active === 0 ? last : this.active - 1; break;
            case 'Enter':
            case 'Tab': this.#choose(this.offered[this.active] ?? ''); break;
            case 'Escape': this.#close(); break;
            case 'ArrowLeft':
            case 'ArrowRight':
            case 'Home':
            case 'End': this.#close(); return;
            default: return;
        }
        event.preventDefault();
        event.stopPropagation();
    }

    #choose(name: string): void {
        const area = this.#area;
        if (!area || !this.#opened || name === '') {
            return;
        }
        const result = completed(area.value, area.selectionStart, this.#opened, name);
        area.value = result.text;
        area.setSelectionRange(result.caret, result.caret);
        this.value = result.text;
        this.changed(result.text);
        this.#close();
    }

    #close(): void {
        this.offered = [];
        this.#opened = undefined;
    }
}

customElements.define('parley-template-field', TemplateField);
