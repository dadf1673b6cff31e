import { html, nothing, type TemplateResult } from 'lit';
import type { ApiError } from '../apiError.ts';

export interface Field {
    /** As the hub names it in `invalid_request`, such as `email`; also the name in the form's data. */
    name: string;
    label: string;
    help?: unknown;
    /** Why it is wrong, if it is. */
    error?: string | undefined;
}

/** What ties a control to its label, help and error: put it on the control. */
export interface Ties {
    id: string;
    name: string;
    describedBy: string;
    invalid: 'true' | 'false';
}

/** A label above a control, with help below it and the error in its place when there is one. */
export function field(spec: Field, control: (ties: Ties) => TemplateResult): TemplateResult {
    const id = `field-${spec.name.replace(/[^A-Za-z0-9]+/g, '-')}`;
    const ties: Ties = { id, name: spec.name, describedBy: `${id}-note`, invalid: spec.error ? 'true' : 'false' };
    return html`<div class="field">
        <label for=${id}>${spec.label}</label>
        ${control(ties)}
        <p id="${id}-note" class=${spec.error ? 'error' : 'help'}>${spec.error ?? spec.help ?? nothing}</p>
    </div>`;
}

export interface TextField extends Field {
    value?: string;
    type?: 'text' | 'email' | 'password' | 'url' | 'number' | 'search' | 'date';
    autocomplete?: string;
    required?: boolean;
    maxLength?: number;
    placeholder?: string;
    readonly?: boolean;
    /** The id of a `datalist` that completes what is typed. */
    list?: string;
    changed?: (value: string) => void;
}

/** One line of text. */
export function textField(spec: TextField): TemplateResult {
    return field(spec, (ties) => html`<input id=${ties.id} name=${ties.name} type=${spec.type ?? 'text'}
        .value=${spec.value ?? ''} autocomplete=${spec.autocomplete ?? 'off'} ?required=${spec.required ?? false}
        ?readonly=${spec.readonly ?? false} list=${spec.list ?? nothing} maxlength=${spec.maxLength ?? nothing} placeholder=${spec.placeholder ?? nothing}
        aria-describedby=${ties.describedBy} aria-invalid=${ties.invalid}
        @input=${(event: InputEvent) => spec.changed?.((event.target as HTMLInputElement).value)}>`);
}

export interface AreaField extends Field {
    value?: string;
    rows?: number;
    maxLength?: number;
    placeholder?: string;
    changed?: (value: string) => void;
}

/** Several lines of text. */
export function areaField(spec: AreaField): TemplateResult {
    return field(spec, (ties) => html`<textarea id=${ties.id} name=${ties.name} rows=${spec.rows ?? 4}
        .value=${spec.value ?? ''} maxlength=${spec.maxLength ?? nothing} placeholder=${spec.placeholder ?? nothing}
        aria-describedby=${ties.describedBy} aria-invalid=${ties.invalid}
        @input=${(event: InputEvent) => spec.changed?.((event.target as HTMLTextAreaElement).value)}></textarea>`);
}

export interface ChoiceField extends Field {
    value: string;
    choices: readonly { value: string; label: string }[];
    changed?: (value: string) => void;
}

/** One of a few, in a list that drops down. */
export function choiceField(spec: ChoiceField): TemplateResult {
    return field(spec, (ties) => html`<select id=${ties.id} name=${ties.name}
        aria-describedby=${ties.describedBy} aria-invalid=${ties.invalid}
        @change=${(event: Event) => spec.changed?.((event.target as HTMLSelectElement).value)}>
        ${spec.choices.map((choice) => html`<option value=${choice.value} ?selected=${choice.value === spec.value}>${choice.label}</option>`)}
    </select>`);
}

/** The hub's words about one field, or about one inside it (`variables` meets `variables[0].name`). */
export function errorOf(problem: ApiError | undefined, name: string): string | undefined {
    const wrong = problem?.field;
    const meets = wrong !== undefined && (wrong === name || wrong.startsWith(`${name}[`) || wrong.startsWith(`${name}.`));
    return meets ? problem?.detail : undefined;
}
