import { html, type PropertyValues, type TemplateResult } from 'lit';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { Loaded } from '../parts/loaded.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { tabs } from '../parts/tabs.ts';
import { tag } from '../parts/tag.ts';
import { nameThisPage } from '../router.ts';
import type { Place } from '../routes.ts';
import './accessTab.ts';
import './embedTab.ts';
import { pathOf } from './hub.ts';
import './inviteTab.ts';
import { agentShape, type Agent } from './shapes.ts';

/** `/console/agents/{id}/share/{tab}`: who may use an agent, and how it gets into a page. */
class SharePanel extends PlainElement {
    static override properties = { place: { attribute: false } };
    declare place: Place;
    #shown = '';
    readonly #agent = new Loaded<Agent>(this, (signal) => api.get(pathOf({ id: this.#id }), agentShape, { signal }));

    get #id(): string {
        return this.place.parameters['id'] ?? '';
    }

    protected override willUpdate(_: PropertyValues): void {
        if (this.#shown !== '' && this.#shown !== this.#id) {
            this.#agent.value = undefined;
            void this.#agent.reload();
        }
        this.#shown = this.#id;
        nameThisPage(this.#agent.value ? `Share ${this.#agent.value.name}` : 'Share');
    }

    protected override render(): TemplateResult {
        const agent = this.#agent.value;
        const base = `/agents/${this.#id}`;
        return html`${pageHeader({
            title: agent ? `Share ${agent.name}` : 'Share',
            above: { path: `${base}/instructions`, name: agent?.name ?? 'Agent' },
            about: agent ? html`<span class="row">${agent.access === 'public' ? tag('Public', 'accent') : tag('Private')}
                ${agent.status === 'suspended' ? tag('Suspended', 'caution') : ''}</span>` : undefined,
        })}
        ${tabs('Share', this.#path(base), [
            { path: `${base}/share/access`, name: 'Access' },
            { path: `${base}/share/invite`, name: 'Invite users' },
            { path: `${base}/share/embed`, name: 'Secure embed' },
        ])}
        ${this.#agent.show((loaded) => this.#tab(loaded))}`;
    }

    #path(base: string): string {
        return `${base}/share/${this.place.parameters['tab'] ?? 'access'}`;
    }

    #tab(agent: Agent): TemplateResult {
        const changed = (now: Agent): void => this.#agent.set(now);
        switch (this.place.parameters['tab']) {
            case 'invite':
                return html`<parley-share-invite .agent=${agent}></parley-share-invite>`;
            case 'embed':
                return html`<parley-share-embed .agent=${agent} .changed=${changed} .query=${this.place.query}></parley-share-embed>`;
            default:
                return html`<parley-share-access .agent=${agent} .changed=${changed}></parley-share-access>`;
        }
    }
}

customElements.define('parley-share', SharePanel);
