import { html, nothing, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { copyField } from '../parts/copyField.ts';
import { dialog } from '../parts/dialog.ts';
import { choiceField, errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { hint, notice } from '../parts/notice.ts';
import { time } from '../parts/time.ts';
import type { Me } from '../session.ts';
import { may } from '../session.ts';
import { invited, type Invited, type Role } from './shapes.ts';
import { roleChoices, roleSentences } from './words.ts';

/** The dialog in which somebody is invited to the organisation; afterwards it shows their link. */
export class InviteDialog extends PlainElement {
    static override properties = { me: { attribute: false }, open: { type: Boolean }, closed: { attribute: false }, made: { state: true } };
    declare me: Me;
    declare open: boolean;
    /** Told whether anybody was invited. */
    declare closed: (changed: boolean) => void;
    #role: Role = 'member';
    declare made: Invited | undefined;
    readonly #sending = new Sending(this);

    async #submit(event: SubmitEvent): Promise<void> {
        const { email = '', role = 'member' } = typed(event);
        this.made = await this.#sending.send(() => api.post('/api/v1/members', { email: email.trim(), role }, invited));
    }

    #close(): void {
        const changed = this.made !== undefined;
        this.made = undefined;
        this.#sending.problem = undefined;
        this.#role = 'member';
        this.closed(changed);
    }

    protected override render(): TemplateResult {
        return dialog({
            title: this.made ? `${this.made.email} is invited` : 'Invite somebody',
            open: this.open,
            closed: () => this.#close(),
            body: this.made ? handOver(this.made) : this.#form(),
            buttons: this.made
                ? html`<button type="button" class="button primary" @click=${() => this.#close()}>Done</button>`
                : html`<button type="button" class="button" @click=${() => this.#close()}>Cancel</button>
                    <button type="submit" form="invitation" class="button primary" ?disabled=${this.#sending.busy}>Invite</button>`,
        });
    }

    #form(): TemplateResult {
        const problem = this.#sending.problem;
        return html`<form id="invitation" class="stack" @submit=${(event: SubmitEvent) => void this.#submit(event)}>
            ${problem && !problem.field ? notice(problem) : nothing}
            ${textField({ name: 'email', label: 'E-mail address', type: 'email', required: true, error: errorOf(problem, 'email') })}
            ${choiceField({
                name: 'role', label: 'Role', value: this.#role, help: roleSentences[this.#role],
                choices: roleChoices.filter((choice) => may(this.me, choice.value)), error: errorOf(problem, 'role'),
                changed: (value) => { this.#role = value as Role; this.requestUpdate(); },
            })}
        </form>`;
    }
}

/** A one-time link that somebody hands over, or that is on its way by mail. */
export function handOver({ email, link, linkExpiresAt, mailed }: Invited): TemplateResult {
    return html`<div class="stack">
        ${mailed
            ? hint(`The invitation is on its way to ${email}. You can also hand the link over yourself.`)
            : hint(`This hub sends no mail: hand this link over to ${email} yourself.`)}
        ${copyField('Invitation link', link)}
        <p class="quiet">It works once and expires ${time(linkExpiresAt)}. It is shown only now.</p>
    </div>`;
}

customElements.define('parley-invite', InviteDialog);
