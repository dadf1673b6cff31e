import { html, type TemplateResult } from 'lit';
import type { Place } from '../routes.ts';
import './builder.ts';
import './list.ts';
import './newAgent.ts';

/** `/console/agents`: the list, a new one, and one being built. */
export function page(place: Place): TemplateResult {
    const id = place.parameters['id'];
    if (id !== undefined) {
        return html`<parley-agent-builder .place=${place}></parley-agent-builder>`;
    }
    return place.path === '/agents/new'
        ? html`<parley-new-agent .place=${place}></parley-new-agent>`
        : html`<parley-agent-list .place=${place}></parley-agent-list>`;
}
