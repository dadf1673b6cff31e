import { html, nothing, type TemplateResult } from 'lit';
import { User, Users, X } from 'lucide';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { labelOf, matches, read, type Candidate } from './invitees.ts';

/**
 * One field for addresses and group names: an editable combobox with a list (ARIA APG), and a chip for each that was
 * chosen. Fires `chosen` when the chips change.
 */
class InviteeField extends PlainElement {
    static override properties = {
        candidates: { attribute: false }, chosen: { attribute: false }, error: { attribute: false },
    };
    declare candidates: readonly Candidate[];
    declare chosen: readonly string[];
    declare error: string | undefined;
    #text = '';
    #open = false;
    #active = -1;

    constructor() {
        super();
        this.candidates = [];
        this.chosen = [];
    }

    get #matches(): Candidate[] {
        return this.#open && this.#text.trim() !== '' ? matches(this.#text, this.candidates, this.chosen) : [];
    }

    protected override render(): TemplateResult {
        const found = this.#matches;
        return html`<div class="field invitees">
            <label for="invitees">E-mail addresses and groups</label>
            <div class="chips" @click=${() => this.#input?.focus()}>
                ${this.chosen.map((invitee) => html`<span class="chip">${icon(invitee.startsWith('group:') ? Users : User)}${labelOf(invitee)}
                    <button type="button" aria-label="Remove ${labelOf(invitee)}" @click=${() => this.#remove(invitee)}>${icon(X)}</button></span>`)}
                <input id="invitees" role="combobox" aria-autocomplete="list" aria-expanded=${found.length > 0 ? 'true' : 'false'}
                    aria-controls="invitee-list" aria-activedescendant=${this.#active >= 0 && found.length > 0 ? `invitee-${this.#active}` : nothing}
                    aria-describedby="invitees-note" aria-invalid=${this.error ? 'true' : 'false'} autocomplete="off" spellcheck="false"
                    .value=${this.#text} placeholder=${this.chosen.length === 0 ? 'ada@example.com or Support team' : ''}
                    @input=${(event: InputEvent) => this.#typed((event.target as HTMLInputElement).value)}
                    @keydown=${(event: KeyboardEvent) => this.#pressed(event, found)} @paste=${(event: ClipboardEvent) => this.#pasted(event)}
                    @blur=${() => this.#left()}>
            </div>
            <ul id="invitee-list" role="listbox" aria-label="Suggestions" ?hidden=${found.length === 0}>${found.map((each, index) => html`
                <li id="invitee-${index}" role="option" aria-selected=${index === this.#active ? 'true' : 'false'}
                    @mousedown=${(event: MouseEvent) => this.#pick(event, each)}>
                    ${icon(each.invitee.startsWith('group:') ? Users : User)}<span>${each.label}</span><small class="quiet">${each.about}</small></li>`)}</ul>
            <p id="invitees-note" class=${this.error ? 'error' : 'help'}>${this.error
                ?? 'Several at once: separate them with commas, or paste a list. Enter takes what you typed.'}</p>
        </div>`;
    }

    get #input(): HTMLInputElement | null {
        return this.querySelector('input');
    }

    /** Takes what is typed but not yet a chip; false if it is neither an address nor a group. */
    take(): boolean {
        const { invitees, rest } = read(this.#text, this.candidates.filter((each) => each.invitee.startsWith('group:')));
        this.#text = rest;
        this.#add(invitees);
        return rest === '';
    }

    get text(): string {
        return this.#text;
    }

    #typed(value: string): void {
        this.#text = value;
        this.#open = true;
        this.#active = -1;
        if (/[,;]$/.test(value)) {
            this.take();
        }
        this.requestUpdate();
    }

    #pressed(event: KeyboardEvent, found: readonly Candidate[]): void {
        if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && found.length > 0) {
            event.preventDefault();
            this.#active = (this.#active + (event.key === 'ArrowDown' ? 1 : this.#active < 0 ? found.length : found.length - 1)) % found.length;
        } else if (event.key === 'Escape' && found.length > 0) {
            event.preventDefault();
            this.#open = false;
        } else if (event.key === 'Enter' && this.#text.trim() !== '') {
            event.preventDefault();
            const active = found[this.#active];
            if (active) {
                this.#choose(active);
            } else {
                this.take();
            }
        } else if (event.key === 'Backspace' && this.#text === '') {
            this.#add([], this.chosen.slice(0, -1));
        }
        this.requestUpdate();
    }

    #pasted(event: ClipboardEvent): void {
        const pasted = event.clipboardData?.getData('text') ?? '';
        if (/[,;\s]/.test(pasted.trim())) {
            event.preventDefault();
            this.#text = this.#text.trim() === '' ? pasted : `${this.#text}, ${pasted}`;
            this.take();
            this.requestUpdate();
        }
    }

    #left(): void {
        this.#open = false;
        this.take();
        this.requestUpdate();
    }

    #pick(event: MouseEvent, candidate: Candidate): void {
        event.preventDefault();
        this.#choose(candidate);
        this.requestUpdate();
    }

    #choose(candidate: Candidate): void {
        this.#text = '';
        this.#active = -1;
        this.#add([candidate.invitee]);
    }

    #remove(invitee: string): void {
        this.#add([], this.chosen.filter((each) => each !== invitee));
        this.#input?.focus();
    }

    #add(invitees: readonly string[], to = this.chosen): void {
        const chosen = [...new Set([...to, ...invitees])];
        if (chosen.length !== this.chosen.length) {
            this.chosen = chosen;
            this.dispatchEvent(new CustomEvent<readonly string[]>('chosen', { detail: chosen }));
        }
    }
}

customElements.define('parley-invitee-field', InviteeField);
export type { InviteeField };
