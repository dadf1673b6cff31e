import { html, type TemplateResult } from 'lit';
import type { Place } from '../routes.ts';
import './sharePanel.ts';

export function page(place: Place): TemplateResult {
    return html`<parley-share .place=${place}></parley-share>`;
}
