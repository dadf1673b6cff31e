import { html, nothing, type TemplateResult } from 'lit';
import { CircleAlert, CircleCheck, Info } from 'lucide';
import { icon } from '../icons.ts';
import { copyBlock } from '../parts/copyField.ts';
import { dataTable } from '../parts/dataTable.ts';
import { tag, type Tone } from '../parts/tag.ts';
import { time } from '../parts/time.ts';
import type { Explanation, Problem } from './shapes.ts';

/** Everything the hub says of a token, from the verdict to the call put right. */
export function explained(explanation: Explanation): TemplateResult {
    const wrong = explanation.problems.filter((problem) => problem.severity === 'error');
    const advice = explanation.problems.filter((problem) => problem.severity === 'advice');
    return html`<div class="explanation stack">
        ${verdict(explanation)}
        <p class="signed"><strong>Signed with</strong> ${signer(explanation.key)}</p>
        ${wrong.length === 0 ? nothing : html`<div><h3>${wrong.length === 1 ? 'What is wrong' : `What is wrong (${wrong.length})`}</h3>
            <ul class="problems">${wrong.map((each) => found(each))}</ul></div>`}
        ${advice.length === 0 ? nothing : html`<div><h3>Worth knowing</h3><ul class="problems">${advice.map((each) => found(each))}</ul></div>`}
        ${explanation.variables.length === 0 ? nothing : html`<div><h3>Variables</h3>${variables(explanation)}</div>`}
        ${explanation.claims ? html`<div><h3>Claims</h3>${json('Claims', explanation.claims)}</div>` : nothing}
        ${explanation.header ? html`<div><h3>Header</h3>${json('Header', explanation.header)}</div>` : nothing}
        ${wrong.length === 0 ? nothing : html`<div><h3>The call put right, in ${explanation.snippet.label}</h3>
            ${copyBlock('Corrected code', explanation.snippet.code)}</div>`}
    </div>`;
}

function verdict({ accepted, user, verdict: refusal }: Explanation): TemplateResult {
    return accepted && user
        ? html`<div class="notice good">${icon(CircleCheck)}<div><strong>Accepted</strong>
            <p>The user is <code>${user.id}</code>, known by the ${issuers[user.issuer] ?? user.issuer}. The session lasts until ${time(user.expiresAt)}.</p></div></div>`
        : html`<div class="notice danger">${icon(CircleAlert)}<div><strong>${refusal?.title ?? 'Refused'}</strong><p>${refusal?.detail}</p></div></div>`;
}

const issuers: Readonly<Record<string, string>> = { agent: 'agent’s secret', tenant: 'tenant’s secret', hub: 'hub, which minted the token' };

function signer(key: Explanation['key']): TemplateResult {
    const state = key.state === 'previous' ? html`previous secret${key.retiresAt ? html`, which ends ${time(key.retiresAt)}` : nothing}` : html`current secret`;
    switch (key.kind) {
        case 'none':
            return html`no secret that is known here.`;
        case 'mint':
            return html`a key of this hub: it was minted for an API key.${accepted(key)}`;
        case 'tenant':
            return html`the tenant’s ${state} <code>${key.id}</code>${misread(key)}.${accepted(key)}`;
        case 'agent':
            return key.accepted || !key.agent
                ? html`this agent’s ${state} <code>${key.id}</code>${misread(key)}.`
                : html`the ${state} of another agent, <a href="/console/agents/${key.agent.id}/share/embed">${key.agent.name}</a>${misread(key)}.`;
    }
}

function misread(key: Explanation['key']): TemplateResult | typeof nothing {
    return key.verifies ? nothing : html`, used in the wrong way`;
}

function accepted(key: Explanation['key']): string {
    return key.accepted ? '' : ' This agent does not accept it.';
}

function found(problem: Problem): TemplateResult {
    return html`<li class=${problem.severity}>${icon(problem.severity === 'error' ? CircleAlert : Info)}
        <div><p>${problem.detail}</p><p class="quiet">${problem.remedy}</p></div></li>`;
}

const sources: Readonly<Record<string, [word: string, tone: Tone]>> = {
    token: ['From the token', 'good'],
    default: ['Default', 'plain'],
    fixed: ['Default, may not be overridden', 'caution'],
    unknown: ['Not defined by the agent', 'caution'],
};

function variables({ variables: all }: Explanation): TemplateResult {
    return dataTable({
        caption: 'Variables in effect',
        columns: [
            { name: 'Variable', cell: (each: Explanation['variables'][number]) => html`<code>${each.name}</code>` },
            { name: 'In effect', cell: (each) => (each.source === 'unknown' ? '' : each.value === '' ? html`<span class="quiet">empty</span>` : each.value) },
            { name: 'Source', cell: (each) => tag(...(sources[each.source] ?? [each.source, 'plain'] as const)) },
        ],
        rows: all,
    });
}

/** Times are shown as dates beside their numbers, which nobody reads. */
function json(what: string, value: Readonly<Record<string, unknown>>): TemplateResult {
    return html`<pre class="json" tabindex="0" role="group" aria-label=${what}><code>${JSON.stringify(value, null, 2)}</code></pre>
        ${['iat', 'nbf', 'exp'].flatMap((name) => {
            const seconds = value[name];
            const date = typeof seconds === 'number' ? new Date(seconds * 1000) : undefined;
            return date && !Number.isNaN(date.getTime()) ? [html`<span class="claim-time"><code>${name}</code> ${time(date.toISOString())}</span>`] : [];
        })}`;
}
