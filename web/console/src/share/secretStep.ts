import { html, nothing, type TemplateResult } from 'lit';
import { KeyRound, RefreshCw } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { confirm } from '../parts/confirm.ts';
import { Sending } from '../parts/form.ts';
import { notice } from '../parts/notice.ts';
import { secretReveal } from '../parts/secretReveal.ts';
import { time } from '../parts/time.ts';
import { toast } from '../parts/toast.ts';
import { router } from '../router.ts';
import { nothing as empty } from '../shape.ts';
import { pathOf } from './hub.ts';
import './rotateDialog.ts';
import { newSecretShape, type Agent, type SecretEntry, type SecretStatus } from './shapes.ts';
import { sessions } from './words.ts';

/** The agent's identity secret: made, shown once, rotated, revoked. */
class SecretStep extends PlainElement {
    static override properties = { agent: { attribute: false }, status: { attribute: false }, changed: { attribute: false } };
    declare agent: Agent;
    declare status: SecretStatus;
    declare changed: () => void;
    #secret: string | undefined;
    #rotating = false;
    #unguard: (() => void) | undefined;
    readonly #sending = new Sending(this);

    override connectedCallback(): void {
        super.connectedCallback();
        this.#unguard = router.guard(() => this.#secret !== undefined);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#unguard?.();
    }

    protected override render(): TemplateResult {
        return html`${this.#secret === undefined ? nothing : this.#fresh(this.#secret)}
            ${this.#sending.problem ? notice(this.#sending.problem) : nothing}
            ${this.status.configured ? this.#configured() : this.#secret === undefined ? this.#none() : nothing}
            <parley-rotate-dialog .agent=${this.agent} .status=${this.status} .open=${this.#rotating}
                .closed=${() => this.#rotate(false)} .rotated=${(secret: string) => this.#show(secret)}></parley-rotate-dialog>`;
    }

    #none(): TemplateResult {
        return html`<p>This agent has no secret yet. It signs your users’ tokens; treat it like a password.</p>
            <div class="row"><button type="button" class="button primary" ?disabled=${this.#sending.busy}
                @click=${() => void this.#generate()}>${icon(KeyRound)}Generate Secret</button></div>`;
    }

    #fresh(secret: string): TemplateResult {
        return html`${secretReveal({
            what: 'Identity secret', secret, file: { name: '.env', content: `PARLEY_IDENTITY_SECRET=${secret}\n` },
        })}
            <div class="row"><button type="button" class="button primary" @click=${() => this.#stored()}>I have stored it</button></div>`;
    }

    #configured(): TemplateResult {
        const { current, previous, liveSessions } = this.status;
        return html`<ul class="lines secrets" aria-label="Secrets">
                ${current ? this.#line('Current', current, liveSessions.current) : nothing}
                ${previous ? this.#line('Previous', previous, liveSessions.previous) : nothing}
            </ul>
            <div class="row">
                <button type="button" class="button" ?disabled=${this.#secret !== undefined} @click=${() => this.#rotate(true)}>${icon(RefreshCw)}Rotate Secret</button>
                <button type="button" class="button danger-quiet" ?disabled=${this.#sending.busy} @click=${() => void this.#revoke()}>Revoke</button>
            </div>`;
    }

    #line(name: string, secret: SecretEntry, live: number): TemplateResult {
        return html`<li>
            <span><span class="row"><strong>${name}</strong><code>${secret.id.slice(0, 10)}…</code>${
                secret.retiresAt ? html`<span class="tag caution">Ends ${time(secret.retiresAt)}</span>` : nothing}</span>
                <small class="quiet">Made ${time(secret.createdAt)} · Last used ${time(secret.lastUsedAt, 'never')} · ${sessions(live)}</small></span>
            ${secret.retiresAt ? html`<button type="button" class="button small danger-quiet" ?disabled=${this.#sending.busy}
                @click=${() => void this.#revokePrevious(live)}>Revoke previous now</button>` : nothing}
        </li>`;
    }

    async #generate(): Promise<void> {
        const made = await this.#sending.send(() => api.post(pathOf(this.agent, '/identity-secret'), {}, newSecretShape));
        if (made) {
            this.#show(made.secret);
        }
    }

    #show(secret: string): void {
        this.#rotating = false;
        this.#secret = secret;
        this.changed();
        this.requestUpdate();
    }

    #stored(): void {
        this.#secret = undefined;
        this.requestUpdate();
    }

    #rotate(open: boolean): void {
        this.#rotating = open;
        if (open) {
            this.changed();
        }
        this.requestUpdate();
    }

    async #revoke(): Promise<void> {
        const live = this.status.liveSessions.current + this.status.liveSessions.previous;
        await this.#end('/identity-secret', {
            title: 'Revoke the identity secret?', action: 'Revoke', name: this.agent.name,
            consequence: `Every token signed with it is refused from now on, and ${sessions(live)} ${live === 1 ? 'closes' : 'close'} at once. Users of your product cannot get in until you generate a new one and deploy it.`,
        }, 'The secret is revoked.');
    }

    async #revokePrevious(live: number): Promise<void> {
        await this.#end('/identity-secret/previous', {
            title: 'Revoke the previous secret now?', action: 'Revoke previous',
            consequence: `Tokens signed with it are refused from now on, and ${sessions(live)} ${live === 1 ? 'closes' : 'close'} at once. The current secret stays.`,
        }, 'The previous secret is revoked.');
    }

    async #end(path: string, question: { title: string; action: string; name?: string; consequence: string }, done: string): Promise<void> {
        if ((await confirm({ ...question, destroys: true })) && (await this.#sending.send(() => api.delete(pathOf(this.agent, path), empty)))) {
            this.#secret = undefined;
            toast(done);
            this.changed();
        }
    }
}

customElements.define('parley-share-secret', SecretStep);
