import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { Eye, Settings, Share2 } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { Sending } from '../parts/form.ts';
import { Loaded } from '../parts/loaded.ts';
import { caution, notice } from '../parts/notice.ts';
import { dialog } from '../parts/dialog.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { tabs } from '../parts/tabs.ts';
import { tag } from '../parts/tag.ts';
import { toast } from '../parts/toast.ts';
import { confirm } from '../parts/confirm.ts';
import { nameThisPage, router } from '../router.ts';
import type { Place } from '../routes.ts';
import './appearance.ts';
import './documents.ts';
import { DraftEditor } from './draftEditor.ts';
import { instructionsTab, type TabContext } from './instructions.ts';
import './model.ts';
import './preview.ts';
import './publishing.ts';
import './settings.ts';
import { agentPath, agentShape, draftShape, type Agent, type Draft } from './shapes.ts';
import './variables.ts';
import './versions.ts';

const TABS = [
    ['instructions', 'Instructions'], ['variables', 'Variables'], ['model', 'Model'], ['documents', 'Documents'],
    ['appearance', 'Appearance'], ['versions', 'Versions'],
] as const;

/** From this width on the preview stands beside what is being written. */
const WIDE = '(min-width: 1100px)';

type Over = 'publishing' | 'settings' | 'conflict';

/** `/console/agents/{id}/…`: an agent being built, with its preview. */
class AgentBuilder extends PlainElement {
    static override properties = { place: { attribute: false }, isPreviewing: { state: true }, over: { state: true } };
    declare place: Place;
    declare isPreviewing: boolean;
    /** The dialog that lies over the page. */
    declare over: Over | undefined;
    #unguard: (() => void) | undefined;
    #id = '';
    #sighted = '';
    readonly #sending = new Sending(this);
    readonly #editor = new DraftEditor(this, () => this.#id);
    readonly #agent = new Loaded<Agent>(this, async (signal) => {
        const [agent, draft] = await Promise.all([
            api.get(agentPath(this.#id), agentShape, { signal }), api.get(agentPath(this.#id, '/draft'), draftShape, { signal }),
        ]);
        this.#editor.take(draft);
        nameThisPage(agent.name);
        return agent;
    });

    constructor() {
        super();
        this.isPreviewing = matchMedia(WIDE).matches;
    }

    override connectedCallback(): void {
        this.#id = this.place.parameters['id'] ?? '';
        super.connectedCallback();
        this.#unguard = router.guard(() => this.#editor.isUnsaved);
        window.addEventListener('beforeunload', this.#beforeUnload);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.#unguard?.();
        window.removeEventListener('beforeunload', this.#beforeUnload);
    }

    readonly #beforeUnload = (event: BeforeUnloadEvent): void => {
        if (this.#editor.state.kind !== 'saved') {
            event.preventDefault();
            void this.#editor.flush();
        }
    };

    protected override willUpdate(changed: PropertyValues<this>): void {
        const id = this.place.parameters['id'] ?? '';
        if (changed.has('place') && id !== this.#id) {
            void this.#editor.flush();
            this.#id = id;
            this.#agent.value = undefined;
            void this.#agent.reload();
        }
        if (this.#editor.state.kind === 'conflict' && this.over === undefined) {
            this.over = 'conflict';
        }
    }

    /** Where the tabs do not fit, the one that is open is brought into sight, once. */
    protected override updated(): void {
        const open = this.querySelector<HTMLAnchorElement>('.tabs [aria-current]');
        if (open && open.pathname !== this.#sighted) {
            this.#sighted = open.pathname;
            open.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        }
    }

    protected override render(): TemplateResult {
        const agent = this.#agent.value;
        const { draft } = this.#editor;
        return html`<div class="builder">${agent && draft && !this.#agent.problem
            ? this.#page(agent, draft)
            : html`${pageHeader({ title: agent?.name ?? 'Agent', above: { path: '/agents', name: 'Agents' } })}${this.#agent.show(() => '', 8)}`}</div>`;
    }

    #page(agent: Agent, draft: Draft): TemplateResult {
        const tab = this.place.parameters['tab'] ?? 'instructions';
        const isPreviewing = this.isPreviewing && agent.status === 'active';
        return html`
            ${pageHeader({ title: agent.name, above: { path: '/agents', name: 'Agents' }, about: this.#standing(agent, draft), actions: this.#actions(agent, draft) })}
            ${agent.status === 'suspended' ? html`<div class="banner">${caution(html`<strong>This agent is suspended.</strong> It answers nobody, the preview included. Make it active again in its settings.`)}</div>` : nothing}
            ${tabs('Parts of the agent', `/agents/${agent.id}/${tab}`, TABS.map(([path, name]) => ({ path: `/agents/${agent.id}/${path}`, name })))}
            ${keyed(agent.id, html`<div class="halves ${isPreviewing ? 'previewing' : ''}">
                <div class="writing">${this.#problem()}${this.#tab(tab, agent, draft)}</div>
                ${isPreviewing ? html`<parley-agent-preview .agent=${agent.id} .draft=${draft}></parley-agent-preview>` : nothing}
            </div>`)}
            <parley-publishing .agent=${agent.id} .editor=${this.#editor} .open=${this.over === 'publishing'} .closed=${this.#close}></parley-publishing>
            <parley-agent-settings .agent=${agent} .open=${this.over === 'settings'} .closed=${this.#close}
                .changed=${(changed: Agent) => this.#agent.set(changed)}></parley-agent-settings>
            ${this.#conflict()}`;
    }

    /** Where the agent stands, and whether what is typed is safe. */
    #standing(agent: Agent, draft: Draft): TemplateResult {
        return html`<span class="standing">
            ${agent.status === 'suspended' ? tag('Suspended', 'caution') : tag(`Published v${draft.published}`, 'good')}
            ${draft.exists ? tag('Unpublished changes', 'accent') : nothing}
            <span role="status">${this.#saving()}</span>
            ${draft.exists ? html`<button type="button" class="button plain small" @click=${() => void this.#discard()}>Discard changes</button>` : nothing}
        </span>`;
    }

    #saving(): string {
        switch (this.#editor.state.kind) {
            case 'saved': return this.#editor.draft?.exists ? 'Draft saved' : '';
            case 'waiting':
            case 'saving': return 'Saving…';
            case 'conflict':
            case 'failed': return 'Not saved';
        }
    }

    #actions(agent: Agent, draft: Draft): TemplateResult {
        return html`
            <button type="button" class="button square" aria-label="Agent settings" title="Agent settings" @click=${() => { this.over = 'settings'; }}>${icon(Settings)}</button>
            <button type="button" class="button" aria-pressed=${this.isPreviewing && agent.status === 'active'} ?disabled=${agent.status !== 'active'} @click=${() => { this.isPreviewing = !this.isPreviewing; }}>${icon(Eye)} Preview</button>
            <a class="button" href="/console/agents/${agent.id}/share/access">${icon(Share2)} Share</a>
            <button type="button" class="button primary" ?disabled=${!draft.exists && this.#editor.state.kind === 'saved'} @click=${() => void this.#publish()}>Publish</button>`;
    }

    #problem(): TemplateResult | typeof nothing {
        const { state } = this.#editor;
        if (state.kind === 'conflict') {
            return html`<div class="banner">${caution(html`<strong>Somebody else changed this draft.</strong> What you write now is not saved.
                <button type="button" class="button small" @click=${() => { this.over = 'conflict'; }}>Decide</button>`)}</div>`;
        }
        const problem = state.kind === 'failed' ? state.problem : this.#sending.problem;
        return problem ? html`<div class="banner">${notice(problem, state.kind === 'failed' ? () => void this.#editor.flush() : undefined)}</div>` : nothing;
    }

    #tab(tab: string, agent: Agent, draft: Draft): TemplateResult {
        const { state } = this.#editor;
        const context: TabContext = {
            draft, problem: state.kind === 'failed' ? state.problem : undefined, change: (change) => this.#editor.change(change),
        };
        switch (tab) {
            case 'variables': return html`<parley-variables .context=${context}></parley-variables>`;
            case 'model': return html`<parley-agent-model .agent=${agent.id} .editor=${this.#editor} .draft=${draft}></parley-agent-model>`;
            case 'documents': return html`<parley-documents .agent=${agent.id}></parley-documents>`;
            case 'appearance': return html`<parley-agent-appearance .context=${context}></parley-agent-appearance>`;
            case 'versions': return html`<parley-versions .agent=${agent.id} .editor=${this.#editor} .published=${draft.published}></parley-versions>`;
            default: return instructionsTab(context);
        }
    }

    #conflict(): TemplateResult {
        return dialog({
            title: 'Somebody else changed this draft',
            open: this.over === 'conflict' && this.#editor.state.kind === 'conflict',
            closed: this.#close,
            body: html`<p>While you were writing, the draft was saved from another window or by another builder. Nothing of yours is lost yet.</p>
                <p><strong>Keep mine</strong> saves what you changed over theirs. <strong>Take theirs</strong> drops what you changed since.</p>`,
            buttons: html`<button type="button" class="button" @click=${() => void this.#decide(() => this.#editor.takeTheirs())}>Take theirs</button>
                <button type="button" class="button primary" @click=${() => void this.#decide(() => this.#editor.keepMine())}>Keep mine</button>`,
        });
    }

    async #decide(how: () => Promise<unknown>): Promise<void> {
        this.over = undefined;
        await this.#sending.send(how);
    }

    readonly #close = (): void => {
        this.over = undefined;
    };

    async #publish(): Promise<void> {
        if (await this.#editor.flush()) {
            this.over = 'publishing';
        }
    }

    async #discard(): Promise<void> {
        if (await confirm({
            title: 'Discard the changes?', action: 'Discard changes', destroys: true,
            consequence: `What was written since v${this.#editor.draft?.published} is lost. Users notice nothing.`,
        })) {
            const left = await this.#sending.send(() => api.delete(agentPath(this.#id, '/draft'), draftShape));
            if (left) {
                this.#editor.take(left);
                toast('Changes discarded.');
            }
        }
    }
}

customElements.define('parley-agent-builder', AgentBuilder);
