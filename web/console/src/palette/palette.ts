import { html, nothing, type TemplateResult } from 'lit';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import type { Me } from '../session.ts';
import { fixedEntries, namedEntries, type Commands, type Entry } from './entries.ts';
import { fit } from './match.ts';
import { recent, remember } from './recent.ts';

const SHOWN = 12;

/** Ctrl or Cmd with K: everything by name, with the keyboard alone (ARIA Authoring Practices, combobox with a list). */
class Palette extends PlainElement {
    static override properties = { me: { attribute: false }, commands: { attribute: false } };
    declare me: Me;
    declare commands: Commands;
    #entries: readonly Entry[] = [];
    #typed = '';
    #active = 0;
    #before: HTMLElement | null = null;

    get #dialog(): HTMLDialogElement | null {
        return this.querySelector('dialog');
    }

    /** Opens it, or closes it if it is open. */
    async toggle(): Promise<void> {
        if (this.#dialog?.open) {
            this.#dialog.close();
            return;
        }
        this.#before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
        this.#typed = '';
        this.#active = 0;
        this.#entries = fixedEntries(this.me, this.commands);
        this.requestUpdate();
        await this.updateComplete;
        this.#dialog?.showModal();
        const named = await namedEntries(this.me).catch(() => []);
        this.#entries = [...fixedEntries(this.me, this.commands), ...named];
        this.requestUpdate();
    }

    /** The best of what fits; before anything is typed, what was used last and then the pages. */
    #found(): readonly Entry[] {
        const last = recent(this.me.member.id);
        if (this.#typed.trim() === '') {
            const used = last.flatMap((id) => this.#entries.find((entry) => entry.id === id) ?? []);
            const others = this.#entries.filter((entry) => !last.includes(entry.id) && (entry.group === 'Go to' || entry.group === 'Do'));
            return [...used, ...others].slice(0, SHOWN);
        }
        const scored = this.#entries.flatMap((entry) => {
            const score = fit(entry.name, this.#typed) ?? fit(entry.note ?? '', this.#typed);
            return score === undefined ? [] : [{ entry, score: score + (last.includes(entry.id) ? 0.5 : 0) }];
        });
        return scored.sort((a, b) => b.score - a.score).map(({ entry }) => entry).slice(0, SHOWN);
    }

    #run(entry: Entry | undefined): void {
        if (entry) {
            this.#dialog?.close();
            remember(this.me.member.id, entry.id);
            entry.run();
        }
    }

    #onKey(event: KeyboardEvent, found: readonly Entry[]): void {
        const moves: Readonly<Record<string, number>> = {
            ArrowDown: this.#active + 1, ArrowUp: this.#active - 1, PageDown: found.length - 1, PageUp: 0,
        };
        const to = moves[event.key];
        if (event.key === 'Enter') {
            event.preventDefault();
            this.#run(found[this.#active]);
        } else if (to !== undefined && found.length > 0) {
            event.preventDefault();
            this.#active = (to + found.length) % found.length;
            this.requestUpdate();
            void this.updateComplete.then(() => this.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }));
        }
    }

    protected override render(): TemplateResult {
        const found = this.#found();
        return html`<dialog class="palette" aria-label="Go to a page or do something" @close=${() => this.#before?.focus()}
            @click=${(event: Event) => event.target === this.#dialog && this.#dialog?.close()}>
            <div>
                <input type="text" role="combobox" aria-label="Page, agent, member or action" placeholder="Page, agent, member or action"
                    aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list" autocomplete="off" spellcheck="false"
                    aria-activedescendant=${found.length === 0 ? nothing : `palette-${this.#active}`} .value=${this.#typed}
                    @keydown=${(event: KeyboardEvent) => this.#onKey(event, found)}
                    @input=${(event: InputEvent) => this.#type((event.target as HTMLInputElement).value)}>
                <ul id="palette-list" role="listbox" aria-label="What was found">
                    ${found.map((entry, index) => html`<li id="palette-${index}" role="option" aria-selected=${index === this.#active ? 'true' : 'false'}
                        @click=${() => this.#run(entry)} @pointermove=${() => this.#point(index)}>
                        ${icon(entry.picture)}<span class="name">${entry.name}</span>
                        <span class="note">${entry.note ?? ''}</span><span class="group">${entry.group}</span></li>`)}
                </ul>
                ${found.length === 0 ? html`<p class="quiet" role="status">Nothing has this name.</p>` : nothing}
            </div>
        </dialog>`;
    }

    #type(value: string): void {
        this.#typed = value;
        this.#active = 0;
        this.requestUpdate();
    }

    #point(index: number): void {
        if (index !== this.#active) {
            this.#active = index;
            this.requestUpdate();
        }
    }
}

customElements.define('parley-palette', Palette);

declare global {
    interface HTMLElementTagNameMap {
        'parley-palette': Palette;
    }
}
