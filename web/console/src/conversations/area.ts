import { html, type TemplateResult } from 'lit';
import type { Place } from '../paths.ts';
import './list.ts';
import './transcript.ts';
import './eraseUser.ts';

export function page(place: Place): TemplateResult {
    if (place.path === '/conversations/erase') {
        return html`<parley-erase-user .place=${place}></parley-erase-user>`;
    }
    return place.parameters['id'] === undefined
        ? html`<parley-conversation-list .place=${place}></parley-conversation-list>`
        : html`<parley-transcript .place=${place}></parley-transcript>`;
}
