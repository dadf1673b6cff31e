import { html, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { dialog } from '../parts/dialog.ts';
import { textField } from '../parts/field.ts';
import { Sending } from '../parts/form.ts';
import { notice } from '../parts/notice.ts';
import { pathOf } from './hub.ts';
import { newSecretShape, type Agent, type SecretStatus } from './shapes.ts';
import { sessions, upper } from './words.ts';

type Overlap = '' | '1h' | '24h';

/** Asks how an identity secret is to be rotated, says whom it touches, and does it. */
class RotateDialog extends PlainElement {
    static override properties = {
        agent: { attribute: false }, status: { attribute: false }, open: { attribute: false }, closed: { attribute: false },
        rotated: { attribute: false },
    };
    declare agent: Agent;
    declare status: SecretStatus;
    declare open: boolean;
    declare closed: () => void;
    declare rotated: (secret: string) => void;
    #overlap: Overlap = '';
    #typed = '';
    readonly #sending = new Sending(this);

    protected override render(): TemplateResult {
        return dialog({
            title: 'Rotate Secret', open: this.open, closed: () => this.#close(),
            body: html`<form id="rotation" @submit=${(event: SubmitEvent) => void this.#rotate(event)}>
                <fieldset>
                    <legend>When does the old secret end?</legend>
                    ${this.#choice('', 'Now', 'Tokens signed with it are refused as soon as you rotate.')}
                    ${this.#choice('1h', 'In 1 hour', 'Both secrets count until then, so that you can deploy in between.')}
                    ${this.#choice('24h', 'In 24 hours', 'Both secrets count until then.')}
                </fieldset>
                <p>${this.#consequence()}</p>
                ${textField({
                    name: 'rotation-name', label: `Type “${this.agent.name}” to confirm`, value: this.#typed,
                    changed: (value) => {
                        this.#typed = value;
                        this.requestUpdate();
                    },
                })}
                ${this.#sending.problem ? notice(this.#sending.problem) : ''}
            </form>`,
            buttons: html`<button type="button" class="button" @click=${() => this.#close()}>Cancel</button>
            <button type="submit" form="rotation" class="button danger"
                ?disabled=${this.#sending.busy || this.#typed.trim() !== this.agent.name.trim()}>Rotate Secret</button>`,
        });
    }

    #choice(value: Overlap, label: string, means: string): TemplateResult {
        return html`<label class="option"><input type="radio" name="overlap" value=${value} .checked=${this.#overlap === value}
            @change=${() => {
                this.#overlap = value;
                this.requestUpdate();
            }}><span>${label}</span><small class="quiet">${means}</small></label>`;
    }

    /** With an overlap only an earlier secret that is still retiring ends now. */
    #consequence(): string {
        const { current, previous } = this.status.liveSessions;
        const touched = this.#overlap === '' ? current + previous : previous;
        const renew = 'asked for a new token now; whoever has none within 10 seconds is cut off, and nothing they wrote is lost';
        if (this.#overlap === '') {
            return touched === 0 ? 'No live session was opened with the old secret.' : `${upper(sessions(touched))} ${touched === 1 ? 'is' : 'are'} ${renew}.`;
        }
        const later = `${upper(sessions(current))} opened with the current secret ${current === 1 ? 'goes' : 'go'} on until it ends.`;
        return this.status.previous ? `The previous secret ends now: ${sessions(previous)} ${previous === 1 ? 'is' : 'are'} ${renew}. ${later}` : later;
    }

    #close(): void {
        this.#typed = '';
        this.#overlap = '';
        this.#sending.problem = undefined;
        this.closed();
    }

    async #rotate(event: SubmitEvent): Promise<void> {
        event.preventDefault();
        const body = this.#overlap === '' ? {} : { overlap: this.#overlap };
        const made = await this.#sending.send(() => api.post(pathOf(this.agent, '/identity-secret/rotate'), body, newSecretShape));
        if (made) {
            this.#close();
            this.rotated(made.secret);
        }
    }
}

customElements.define('parley-rotate-dialog', RotateDialog);
