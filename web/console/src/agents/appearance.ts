import { html, type TemplateResult } from 'lit';
import { Plus, X } from 'lucide';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { choiceField, errorOf, field, textField } from '../parts/field.ts';
import { tag } from '../parts/tag.ts';
import { contrastOf, isColour } from './contrast.ts';
import type { TabContext } from './instructions.ts';
import { unknownNames } from './instructions.ts';
import type { Appearance } from './shapes.ts';
import './templateField.ts';

const MOST_STARTERS = 6;
const OWN_ACCENT = '#0c6b5f';

/** How the agent greets and looks where it is embedded. */
class AppearanceTab extends PlainElement {
    static override properties = { context: { attribute: false }, typedAccent: { state: true } };
    declare context: TabContext;
    /** What stands in the colour field while it is no colour yet. */
    declare typedAccent: string | undefined;

    protected override render(): TemplateResult {
        const { draft, problem, change } = this.context;
        const look = draft.appearance;
        return html`<section class="stack">
            ${textField({ name: 'title', label: 'Title', value: look.title, maxLength: 60, help: 'Above the chat. Empty: the agent’s name.', error: errorOf(problem, 'appearance.title'), changed: (title) => this.#look({ title }) })}
            <parley-template-field name="greeting" label="Greeting" .rows=${3} .longest=${2_000} help="Shown before the first message. Type {{ for a variable."
                .value=${draft.greeting} .error=${errorOf(problem, 'greeting')} .variables=${draft.variables}
                .changed=${(greeting: string) => change({ greeting })}></parley-template-field>
            ${this.#starters()}
            ${textField({ name: 'placeholder', label: 'Placeholder', value: look.placeholder, maxLength: 100, help: 'In the empty message field.', error: errorOf(problem, 'appearance.placeholder'), changed: (placeholder) => this.#look({ placeholder }) })}
            ${this.#accent()}
            ${choiceField({ name: 'position', label: 'Launcher position', value: look.position, choices: [{ value: 'right', label: 'Lower right' }, { value: 'left', label: 'Lower left' }], changed: (value) => this.#look({ position: value === 'left' ? 'left' : 'right' }) })}
            <p class="quiet">What your embed code says itself goes before what is chosen here.</p>
            ${unknownNames(draft, change)}
        </section>`;
    }

    #starters(): TemplateResult {
        const { draft, problem, change } = this.context;
        const set = (starters: string[]): void => change({ starters });
        return html`<fieldset class="starters"><legend>Starters</legend>
            <p class="quiet">First messages people can send with one press; at most ${MOST_STARTERS}.</p>
            ${draft.starters.map((text, index) => html`<div class="row">
                <input class="grow" name="starter" aria-label="Starter ${index + 1}" maxlength="200" .value=${text}
                    aria-invalid=${errorOf(problem, `starters[${index}]`) ? 'true' : 'false'}
                    @input=${(event: Event) => set(draft.starters.map((each, place) => (place === index ? (event.target as HTMLInputElement).value : each)))}>
                <button type="button" class="button square" aria-label="Remove starter ${index + 1}" @click=${() => set(draft.starters.filter((_, place) => place !== index))}>${icon(X)}</button>
            </div>`)}
            ${draft.starters.length >= MOST_STARTERS ? '' : html`<div><button type="button" class="button small" @click=${() => this.#addStarter()}>${icon(Plus)} Add starter</button></div>`}
        </fieldset>`;
    }

    #addStarter(): void {
        this.context.change({ starters: [...this.context.draft.starters, 'New question'] });
        void this.updateComplete.then(() => {
            const last = [...this.querySelectorAll<HTMLInputElement>('[name="starter"]')].at(-1);
            last?.focus();
            last?.select();
        });
    }

    #accent(): TemplateResult {
        const { draft, problem } = this.context;
        const { accent } = draft.appearance;
        const shown = this.typedAccent ?? accent;
        const wrong = this.typedAccent === undefined ? errorOf(problem, 'appearance.accent') : 'Write the colour as #rrggbb, such as #0c6b5f.';
        return html`${field({ name: 'accent', label: 'Accent colour', error: wrong, help: 'Empty: the frame’s own green.' }, (ties) => html`<div class="row">
            <input type="color" aria-label="Choose the accent colour" .value=${isColour(accent) ? accent : OWN_ACCENT}
                @input=${(event: Event) => this.#setAccent((event.target as HTMLInputElement).value)}>
            <input class="colour-text" id=${ties.id} name=${ties.name} .value=${shown} maxlength="7" placeholder=${OWN_ACCENT} spellcheck="false"
                aria-describedby=${ties.describedBy} aria-invalid=${ties.invalid}
                @input=${(event: Event) => this.#setAccent((event.target as HTMLInputElement).value.trim())}>
            ${accent === '' ? '' : html`<button type="button" class="button small plain" @click=${() => this.#setAccent('')}>Clear</button>`}</div>`)}
            ${isColour(accent) ? this.#contrast(accent) : ''}`;
    }

    /** By the same formula as the hub's own check, so that it is there while one drags. */
    #contrast(accent: string): TemplateResult {
        const checks = [{ name: 'by day', ratio: contrastOf(accent, '#ffffff') }, { name: 'by night', ratio: contrastOf(accent, '#16181d') }];
        const weak = checks.filter((each) => each.ratio < 3);
        return html`<div class="contrast" role="status">
            ${checks.map(({ name, ratio }) => html`<span>${tag(`${ratio.toFixed(2)} : 1`, ratio >= 3 ? 'good' : 'caution')} ${name}</span>`)}
            <p class="quiet">${weak.length === 0 ? 'It stands out on both surfaces.'
                : `WCAG asks for 3 : 1. ${weak.map((each) => each.name).join(' and ').replace('by', 'By')} the frame shifts the colour until it can be told apart.`}</p>
        </div>`;
    }

    #setAccent(value: string): void {
        if (value === '' || isColour(value)) {
            this.typedAccent = undefined;
            this.#look({ accent: value.toLowerCase() });
        } else {
            this.typedAccent = value;
        }
    }

    #look(part: Partial<Appearance>): void {
        this.context.change({ appearance: { ...this.context.draft.appearance, ...part } });
    }
}

customElements.define('parley-agent-appearance', AppearanceTab);
