import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

/** One of a few, side by side: radio buttons drawn as one control, so that the arrow keys choose. */
export function segments<T extends string>(
    label: string, name: string, choices: readonly { value: T; label: string }[], chosen: T, changed: (value: T) => void,
): TemplateResult {
    return html`<fieldset class="segments">
        <legend class="unseen">${label}</legend>
        ${choices.map((choice) => html`<label>
            <input type="radio" name=${name} value=${choice.value} .checked=${live(choice.value === chosen)} @change=${() => changed(choice.value)}>
            <span>${choice.label}</span>
        </label>`)}
    </fieldset>`;
}
