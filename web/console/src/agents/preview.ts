import { html, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { RotateCw } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { field, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { notice } from '../parts/notice.ts';
import { skeleton } from '../parts/skeleton.ts';
import { tag } from '../parts/tag.ts';
import { agentPath, previewShape, type Draft, type Preview, type Variable } from './shapes.ts';

/** As whom the draft is tried. */
interface Identity {
    issuer: string;
    id: string;
    variables: Record<string, string>;
}

const ISSUERS = [
    { value: 'agent', label: 'The agent’s identity secret' },
    { value: 'tenant', label: 'The tenant’s secret' },
    { value: 'hub', label: 'A minted token' },
] as const;

const NEEDED = 'DHQ_IDENTITY_TOKEN_REFRESH_NEEDED';
const REFRESHED = 'DHQ_IDENTITY_TOKEN_REFRESHED';

/** The real chat frame, running the draft, as whom the builder chooses. */
class AgentPreview extends PlainElement {
    static override properties = {
        agent: {}, draft: { attribute: false }, preview: { state: true }, isUser: { state: true }, load: { state: true },
    };
    declare agent: string;
    declare draft: Draft;
    declare preview: Preview | undefined;
    declare isUser: boolean;
    declare load: number;
    #identity: Identity | undefined;
    #shown = '';
    readonly #sending = new Sending(this);

    constructor() {
        super();
        this.isUser = false;
        this.load = 0;
    }

    override connectedCallback(): void {
        super.connectedCallback();
        window.addEventListener('message', this.#answer);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        window.removeEventListener('message', this.#answer);
    }

    /** The frame reads greeting and looks when it loads, so what changes them loads it again; answers follow by themselves. */
    protected override willUpdate(changed: PropertyValues<this>): void {
        const { greeting, starters, variables, appearance, revision } = this.draft;
        const shown = JSON.stringify([this.agent, greeting, starters, variables, appearance]);
        const isSaved = changed.has('draft') && (changed.get('draft') as Draft | undefined)?.revision !== revision;
        if (this.#shown === '' || (isSaved && shown !== this.#shown)) {
            this.#shown = shown;
            void this.#open();
        }
    }

    protected override render(): TemplateResult {
        return html`<section class="preview" aria-label="Preview">
            <header class="row spread"><h2>Preview</h2>
                <button type="button" class="button small" @click=${() => void this.#open()}>${icon(RotateCw)} Reload</button></header>
            <details class="identity"><summary>As ${this.#identity ? html`<strong>${this.#identity.id}</strong>` : 'a visitor'}</summary>${this.#picker()}</details>
            ${this.#sending.problem ? notice(this.#sending.problem, () => void this.#open()) : ''}
            ${this.preview === undefined ? (this.#sending.problem ? '' : skeleton(3)) : keyed(this.load, html`<iframe title="Preview of the draft"
                src="${this.preview.page}#token=${this.preview.ticket}" allow="clipboard-write" referrerpolicy="no-referrer"></iframe>`)}
            ${this.preview ? this.#inEffect(this.preview) : ''}
        </section>`;
    }

    #picker(): TemplateResult {
        const given = this.#identity;
        return html`<form class="stack" @submit=${(event: SubmitEvent) => void this.#choose(event)}>
            <fieldset><legend class="unseen">Who talks</legend>
                <label class="option"><input type="radio" name="who" value="visitor" .checked=${!this.isUser} @change=${() => { this.isUser = false; }}><span>A visitor</span></label>
                <label class="option"><input type="radio" name="who" value="user" .checked=${this.isUser} @change=${() => { this.isUser = true; }}><span>A user your product vouches for</span></label>
            </fieldset>
            ${this.isUser ? html`
                ${textField({ name: 'id', label: 'E-mail or user id', value: given?.id ?? 'jane@example.com', required: true, maxLength: 320 })}
                ${field({ name: 'issuer', label: 'Vouched for by' }, (ties) => html`<select id=${ties.id} name=${ties.name} aria-describedby=${ties.describedBy}>
                    ${ISSUERS.map((each) => html`<option value=${each.value} ?selected=${each.value === (given?.issuer ?? 'agent')}>${each.label}</option>`)}</select>`)}
                ${this.draft.variables.map((each) => this.#variable(each, given))}` : ''}
            <div><button class="button small primary" ?disabled=${this.#sending.busy}>Try as ${this.isUser ? 'this user' : 'a visitor'}</button></div>
        </form>`;
    }

    #variable(variable: Variable, given: Identity | undefined): TemplateResult {
        return textField({
            name: `variable ${variable.name}`, label: variable.name, value: given?.variables[variable.name] ?? '',
            placeholder: variable.default, help: variable.overridable === 'host' ? 'Empty: the token does not say.' : 'Nobody may override it.',
        });
    }

    #inEffect({ variables, ignored }: Preview): TemplateResult {
        return variables.length === 0 && ignored.length === 0 ? html`` : html`<details class="in-effect" open><summary>Variables in effect</summary>
            <dl>${variables.map((each) => html`<dt><code>${each.name}</code></dt><dd>${each.value || html`<span class="quiet">Empty</span>`}
                ${each.source === 'token' ? tag('Token', 'good') : each.source === 'fixed' ? tag('Not overridable', 'caution') : tag('Default')}</dd>`)}</dl>
            ${ignored.length === 0 ? '' : html`<p class="quiet">Not defined, so ignored: ${ignored.join(', ')}</p>`}</details>`;
    }

    async #choose(event: SubmitEvent): Promise<void> {
        const form = typed(event);
        const variables = Object.entries(form).filter(([name, value]) => name.startsWith('variable ') && value !== '')
            .map(([name, value]) => [name.slice('variable '.length), value] as const);
        this.#identity = form['who'] === 'user'
            ? { issuer: form['issuer'] ?? 'agent', id: (form['id'] ?? '').trim(), variables: Object.fromEntries(variables) }
            : undefined;
        await this.#open();
        this.querySelector<HTMLDetailsElement>('.identity')?.removeAttribute('open');
    }

    async #open(): Promise<void> {
        const opened = await this.#sending.send(() => this.#ask());
        if (opened) {
            this.preview = opened;
            this.load += 1;
        }
    }

    #ask(): Promise<Preview> {
        return api.post(agentPath(this.agent, '/preview'), this.#identity ? { identity: this.#identity } : {}, previewShape);
    }

    /** The frame asks for a new ticket, as it asks any page around it for a token. */
    readonly #answer = (event: MessageEvent): void => {
        const frame = this.querySelector('iframe')?.contentWindow;
        const data: unknown = event.data;
        const isAsking = typeof data === 'object' && data !== null && 'type' in data && data.type === NEEDED;
        if (frame && event.source === frame && event.origin === location.origin && isAsking) {
            this.#ask().then(
                (renewed) => frame.postMessage({ type: REFRESHED, identityToken: renewed.ticket }, location.origin),
                // The frame waits for a while, then says itself that nobody answered.
                () => {},
            );
        }
    };
}

customElements.define('parley-agent-preview', AgentPreview);
