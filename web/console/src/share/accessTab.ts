import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ExternalLink } from 'lucide';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { confirm } from '../parts/confirm.ts';
import { copyBlock, copyField } from '../parts/copyField.ts';
import { errorOf, textField } from '../parts/field.ts';
import { Sending, typed } from '../parts/form.ts';
import { notice } from '../parts/notice.ts';
import { toast } from '../parts/toast.ts';
import { bubbleCode, publicWays, type Way } from './embedCode.ts';
import { changeAgent, hubOrigin, linkOf } from './hub.ts';
import './origins.ts';
import { segments } from './segments.ts';
import type { Agent } from './shapes.ts';

const choices = {
    public: {
        title: 'Public — Anyone with the link can access',
        means: 'Nobody has to sign in. Inside other pages it opens where you allow their origin, and for every user your backend identifies.',
        consequence: 'Everybody who has the link can talk to this agent at once, without signing in.',
        action: 'Make public',
    },
    private: {
        title: 'Private — Only users you choose can access',
        means: 'People you invite sign in; users of your product come in with an identity token that your backend signs. Everybody else is asked to sign in.',
        consequence: 'Visitors who are not signed in lose access now, and their open chats close. Invited people and users with an identity token go on.',
        action: 'Make private',
    },
} as const;

/** Who may use the agent, and everything for sharing one with the public. */
class AccessTab extends PlainElement {
    static override properties = { agent: { attribute: false }, changed: { attribute: false } };
    declare agent: Agent;
    declare changed: (agent: Agent) => void;
    readonly #access = new Sending(this);
    readonly #slug = new Sending(this);
    #way: Way['key'] = 'script';

    protected override render(): TemplateResult {
        return html`<div class="stack share">
            <section class="card">
                <h2 id="who">Who may use this agent</h2>
                <fieldset class="access" aria-labelledby="who" ?disabled=${this.#access.busy}>
                    ${this.#choice('public')}${this.#choice('private')}
                </fieldset>
                ${this.#access.problem ? notice(this.#access.problem) : ''}
            </section>
            ${this.#link()}
            ${this.agent.access === 'public' ? this.#code() : this.#ways()}
            <parley-share-origins .agent=${this.agent} .changed=${this.changed}></parley-share-origins>
        </div>`;
    }

    #choice(value: Agent['access']): TemplateResult {
        const { title, means } = choices[value];
        return html`<label class="option">
            <input type="radio" name="access" value=${value} aria-describedby="means-${value}" .checked=${live(this.agent.access === value)}
                @change=${() => void this.#choose(value)}>
            <span>${title}</span>
            <small class="quiet" id="means-${value}">${means}</small>
        </label>`;
    }

    async #choose(access: Agent['access']): Promise<void> {
        const { action, consequence } = choices[access];
        const yes = await confirm({ title: `${action}?`, consequence, action });
        const agent = yes ? await this.#access.send(() => changeAgent(this.agent, { access })) : undefined;
        if (agent) {
            this.changed(agent);
            toast(access === 'public' ? 'The agent is public.' : 'The agent is private.');
        }
        this.requestUpdate();
    }

    #link(): TemplateResult {
        return html`<section class="card">
            <h2>Link</h2>
            <div class="row link">${copyField('Link', linkOf(this.agent))}
                <a class="button" href=${linkOf(this.agent)} target="_blank" rel="noopener">${icon(ExternalLink)}Open</a></div>
            <form class="inline-form" @submit=${(event: SubmitEvent) => void this.#rename(event)}>
                ${textField({
                    name: 'slug', label: 'Friendly name', value: this.agent.slug, maxLength: 63, required: true,
                    help: 'Small letters, digits and hyphens. The name in the link and in the code below.',
                    error: errorOf(this.#slug.problem, 'slug')
                        ?? (this.#slug.problem?.code === 'conflict' ? 'Somebody has this name already: choose another.' : undefined),
                })}
                <button class="button" ?disabled=${this.#slug.busy}>Save</button>
            </form>
            ${this.#slug.problem && this.#slug.problem.code !== 'conflict' && !this.#slug.problem.field ? notice(this.#slug.problem) : ''}
        </section>`;
    }

    async #rename(event: SubmitEvent): Promise<void> {
        const slug = (typed(event)['slug'] ?? '').trim();
        if (slug === this.agent.slug) {
            return;
        }
        const yes = await confirm({
            title: `Change the name to “${slug}”?`,
            consequence: html`<p>The link <code>${linkOf(this.agent)}</code> stops working, and so does every page that embeds the agent by its old
                name, until its code is changed. Code that uses the id <code>${this.agent.id}</code> goes on working.</p>`,
            action: 'Change name',
        });
        const agent = yes ? await this.#slug.send(() => changeAgent(this.agent, { slug })) : undefined;
        if (agent) {
            this.changed(agent);
            toast('Friendly name saved.');
        }
    }

    #code(): TemplateResult {
        const ways = publicWays(this.agent, hubOrigin());
        const way = ways.find((each) => each.key === this.#way) ?? ways[0];
        return html`<section class="card">
            <h2>Embed code</h2>
            <p class="quiet">For pages whose visitors may be anybody. The origin of the page has to be allowed below.</p>
            ${segments('Embed with', 'public-way', ways.map((each) => ({ value: each.key, label: each.name })), this.#way, (key) => {
                this.#way = key;
                this.requestUpdate();
            })}
            ${way ? copyBlock(`${way.name} code`, way.code) : ''}
            <h3>Chat bubble</h3>
            ${copyBlock('Bubble code', bubbleCode(this.agent, hubOrigin()))}
        </section>`;
    }

    #ways(): TemplateResult {
        const share = `/console/agents/${this.agent.id}/share`;
        return html`<section class="card">
            <h2>How people get in</h2>
            <ul class="ways">
                <li><a href="${share}/invite">Invite users</a> <span class="quiet">for colleagues who have, or get, a login on this hub.</span></li>
                <li><a href="${share}/embed">Secure embed</a> <span class="quiet">for users of your product: your backend says who they are.</span></li>
            </ul>
        </section>`;
    }
}

customElements.define('parley-share-access', AccessTab);
