import { html, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { confirm } from '../parts/confirm.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { notice } from '../parts/notice.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { toast } from '../parts/toast.ts';
import { sessionTable } from '../people/sessions.ts';
import { session, type Session } from '../people/shapes.ts';
import { roleNames } from '../people/words.ts';
import { router } from '../router.ts';
import type { Place } from '../routes.ts';
import { nothing as nothingMore, pageOf, type Page } from '../shape.ts';

/** `/console/account`: one's own password, and where one is signed in. */
class Account extends PlainElement {
    static override properties = { place: { attribute: false } };
    declare place: Place;
    readonly #sessions = new Loaded<Page<Session>>(this, (signal) => api.get('/api/v1/auth/sessions', pageOf(session), { signal }));
    readonly #password = new Sending(this);
    readonly #ending = new Sending(this);

    async #change(event: SubmitEvent): Promise<void> {
        const form = event.currentTarget as HTMLFormElement;
        const { present = '', next = '' } = typed(event);
        const changed = await this.#password.send(() => api.post('/api/v1/auth/password', { present, next }, nothingMore));
        if (changed !== undefined) {
            form.reset();
            toast('Your password is changed. Everywhere else you are signed out.');
            void this.#sessions.reload();
        }
    }

    async #end({ id, current }: Session): Promise<void> {
        if (await this.#ending.send(() => api.delete(`/api/v1/auth/sessions/${id}`, nothingMore)) !== undefined) {
            current ? location.assign(router.href('/sign-in')) : void this.#sessions.reload();
        }
    }

    async #everywhere(): Promise<void> {
        const agreed = await confirm({
            title: 'Sign out everywhere?', consequence: 'All your sessions end at once, this one included, with every chat that is open in them.',
            action: 'Sign out everywhere', destroys: true,
        });
        if (agreed && await this.#ending.send(() => api.delete('/api/v1/auth/sessions', nothingMore)) !== undefined) {
            location.assign(router.href('/sign-in'));
        }
    }

    protected override render(): TemplateResult {
        const { member } = this.place.me;
        return html`${pageHeader({ title: 'Account', about: `${member.email} · ${roleNames[member.role]}` })}
            <div class="stack wide">
                <section class="card stack"><h2>Sessions</h2>
                    ${this.#ending.problem ? notice(this.#ending.problem) : ''}
                    ${this.#sessions.show((page) => sessionTable(page.items, (each) => void this.#end(each)), 2)}
                    <p><button type="button" class="button" ?disabled=${this.#ending.busy} @click=${() => void this.#everywhere()}>Sign out everywhere</button></p>
                </section>
                ${this.#passwordCard(member.email)}
            </div>`;
    }

    #passwordCard(email: string): TemplateResult {
        const problem = this.#password.problem;
        return html`<section class="card stack"><h2>Password</h2>
            <form class="stack narrow" @submit=${(event: SubmitEvent) => void this.#change(event)}>
                ${problem && !problem.field ? notice(problem) : ''}
                <input type="text" name="username" autocomplete="username" .value=${email} hidden>
                ${textField({ name: 'present', label: 'Present password', type: 'password', autocomplete: 'current-password', required: true, help: 'If you sign in with a provider and have none, ask an admin for a reset link.', error: errorOf(problem, 'present') })}
                ${textField({ name: 'next', label: 'New password', type: 'password', autocomplete: 'new-password', required: true, help: 'At least 8 characters.', error: errorOf(problem, 'next') })}
                <p><button type="submit" class="button primary" ?disabled=${this.#password.busy}>Change password</button></p>
            </form>
        </section>`;
    }
}

customElements.define('parley-account', Account);

export function page(place: Place): TemplateResult {
    return html`<parley-account .place=${place}></parley-account>`;
}
