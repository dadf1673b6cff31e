import { html, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { confirm } from '../parts/confirm.ts';
import { dialog } from '../parts/dialog.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { notice } from '../parts/notice.ts';
import { toast } from '../parts/toast.ts';
import { router } from '../router.ts';
import { nothing as anyAnswer } from '../shape.ts';
import { agentPath, agentShape, type Agent } from './shapes.ts';

/** What is not drafted, since it acts at once: name, slug, the kill switch, and deleting. */
class AgentSettings extends PlainElement {
    static override properties = { agent: { attribute: false }, open: { type: Boolean }, closed: { attribute: false }, changed: { attribute: false } };
    declare agent: Agent;
    declare open: boolean;
    declare closed: () => void;
    declare changed: (agent: Agent) => void;
    readonly #sending = new Sending(this);

    protected override render(): TemplateResult {
        const { agent } = this;
        const { problem } = this.#sending;
        const isActive = agent.status === 'active';
        return dialog({
            title: 'Agent settings',
            open: this.open,
            side: 'end',
            closed: this.closed,
            body: html`<p class="quiet">These act at once; they are not part of the draft.</p>
                <form class="stack" novalidate @submit=${(event: SubmitEvent) => void this.#save(event)}>
                    ${textField({ name: 'name', label: 'Name', value: agent.name, required: true, maxLength: 100, error: errorOf(problem, 'name') })}
                    ${textField({ name: 'slug', label: 'Slug', value: agent.slug, required: true, maxLength: 63, error: errorOf(problem, 'slug'), help: 'Part of the agent’s address. Links and embed codes with the old slug stop working.' })}
                    ${problem && !errorOf(problem, 'name') && !errorOf(problem, 'slug') ? notice(problem) : ''}
                    <div><button class="button" ?disabled=${this.#sending.busy}>Save</button></div>
                </form>
                <section class="stack part"><h3>${isActive ? 'Suspend' : 'Suspended'}</h3>
                    <p>${isActive ? 'Everybody’s conversations with it end at once; nobody gets an answer until it is active again.' : 'Nobody gets an answer. What users wrote is kept.'}</p>
                    <div><button type="button" class="button" @click=${() => void this.#toggle()}>${isActive ? 'Suspend agent' : 'Make active'}</button></div></section>
                <section class="stack part"><h3>Duplicate</h3><p>Another agent with the same definition and documents.</p>
                    <div><a class="button" href="/console/agents/new?from=copy:${agent.id}">Duplicate</a></div></section>
                <section class="stack part"><h3>Delete</h3><p>Its documents, secrets, grants and every conversation are deleted with it. This cannot be undone.</p>
                    <div><button type="button" class="button danger-quiet" @click=${() => void this.#delete()}>Delete agent</button></div></section>`,
        });
    }

    async #save(event: SubmitEvent): Promise<void> {
        const form = typed(event);
        await this.#change({ name: (form['name'] ?? '').trim(), slug: (form['slug'] ?? '').trim() }, 'Saved.');
    }

    async #toggle(): Promise<void> {
        const isActive = this.agent.status === 'active';
        if (!isActive || await confirm({
            title: `Suspend ${this.agent.name}?`, action: 'Suspend agent', destroys: true,
            consequence: 'All its open conversations are closed at once, and nobody gets an answer until you make it active again.',
        })) {
            await this.#change({ status: isActive ? 'suspended' : 'active' }, isActive ? 'Agent suspended.' : 'Agent is active again.');
        }
    }

    async #change(change: object, done: string): Promise<void> {
        const agent = await this.#sending.send(() => api.patch(agentPath(this.agent.id), change, agentShape));
        if (agent) {
            this.changed(agent);
            toast(done);
        }
    }

    async #delete(): Promise<void> {
        const { agent } = this;
        if (!(await confirm({
            title: 'Delete this agent?', name: agent.name, action: 'Delete agent', destroys: true,
            consequence: 'Its documents, secrets, grants and every conversation are deleted with it. Pages that embed it show an error. This cannot be undone.',
        }))) {
            return;
        }
        if (await this.#sending.send(() => api.delete(agentPath(agent.id), anyAnswer))) {
            toast(`${agent.name} was deleted.`);
            await router.go('/agents', 'replace');
        }
    }
}

customElements.define('parley-agent-settings', AgentSettings);
