import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Line icons on a 24-unit grid, drawn for this frame; hidden from assistive technology, the button has the name. */
function icon(shape: SVGTemplateResult): TemplateResult {
    return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>`;
}

export const listIcon = icon(svg`<path d="M4 6.5h16M4 12h16M4 17.5h9"/>`);
export const newIcon = icon(svg`<path d="M12 5.5H7A2.5 2.5 0 0 0 4.5 8v9A2.5 2.5 0 0 0 7 19.5h9a2.5 2.5 0 0 0 2.5-2.5v-5"/><path d="m10 14 .6-2.7L18 3.9a1.5 1.5 0 0 1 2.1 2.1l-7.4 7.4z"/>`);
export const closeIcon = icon(svg`<path d="m6 6 12 12M18 6 6 18"/>`);
export const sendIcon = icon(svg`<path d="M12 19V5.5M6 11l6-6 6 6"/>`);
export const stopIcon = icon(svg`<rect class="solid" x="7" y="7" width="10" height="10" rx="2"/>`);
export const copyIcon = icon(svg`<rect x="9" y="9" width="11" height="11" rx="2.5"/><path d="M15 5.5A1.5 1.5 0 0 0 13.5 4h-8A1.5 1.5 0 0 0 4 5.5v8A1.5 1.5 0 0 0 5.5 15"/>`);
export const doneIcon = icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`);
export const againIcon = icon(svg`<path d="M19.5 12a7.5 7.5 0 1 1-2.4-5.5L20 9"/><path d="M20 4v5h-5"/>`);
export const upIcon = icon(svg`<path d="M7 10.5v9H4.5a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1zl4-7a2 2 0 0 1 2.6 2.4L13 9.5h5.2a2 2 0 0 1 2 2.4l-1.2 6a2 2 0 0 1-2 1.6H7"/>`);
export const downIcon = icon(svg`<path d="M7 13.5v-9H4.5a1 1 0 0 0-1 1v7a1 1 0 0 0 1 1zl4 7a2 2 0 0 0 2.6-2.4L13 14.5h5.2a2 2 0 0 0 2-2.4l-1.2-6a2 2 0 0 0-2-1.6H7"/>`);
export const clockIcon = icon(svg`<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>`);
export const warningIcon = icon(svg`<path d="M12 4 2.8 19.5h18.4z"/><path d="M12 10v4.5M12 17.2v.1"/>`);
export const downArrowIcon = icon(svg`<path d="M12 5v13.5M6 13l6 6 6-6"/>`);
export const moreIcon = icon(svg`<path class="dots" d="M5.5 12h.01M12 12h.01M18.5 12h.01"/>`);
export const penIcon = icon(svg`<path d="m5 19 .9-3.9L16.7 4.3a1.8 1.8 0 0 1 2.6 0l.4.400a1.8 1.8 0 0 1 0 2.6L8.9 18.1z"/>`);
export const binIcon = icon(svg`<path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7"/>`);
export const lockIcon = icon(svg`<rect x="5" y="10.5" width="14" height="9.5" rx="2.5"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>`);
export const toolIcon = icon(svg`<path d="M14.5 6.5a4 4 0 0 1 5-1l-2.7 2.7.400 2 2 .4L21.9 8a4 4 0 0 1-5.4 4.7l-7.7 7.7a2 2 0 0 1-2.9-2.9l7.7-7.7a4 4 0 0 1 .9-3.3z"/>`);
export const sparkIcon = icon(svg`<path d="M12 3.5c.7 4.9 3.1 7.3 8 8-4.9.700-7.3 3.1-8 8-.7-4.9-3.1-7.3-8-8 4.9-.7 7.3-3.1 8-8z"/>`);
