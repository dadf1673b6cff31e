import { html, nothing, type TemplateResult } from 'lit';
import type { Messages } from '../text/en.ts';
import { closeIcon, listIcon, newIcon } from './icons.ts';

/** What the header's buttons do; a button without a deed is not there. */
export interface HeaderActions {
    readonly list: (() => void) | undefined;
    readonly begin: (() => void) | undefined;
    readonly close: (() => void) | undefined;
}

export function renderHeader(name: string, messages: Messages, isListed: boolean, { list, begin, close }: HeaderActions): TemplateResult {
    const listLabel = isListed ? messages.closeConversations : messages.openConversations;
    return html`<header>
        ${list === undefined ? nothing : html`<button type="button" class="icon-button list-button" aria-expanded=${isListed} aria-label=${listLabel} title=${listLabel} @click=${list}>${listIcon}</button>`}
        ${renderSign(name, 'small-sign')}
        <h1><bdi>${name}</bdi></h1>
        ${begin === undefined ? nothing : iconButton(messages.newConversation, newIcon, begin, 'begin-button')}
        ${close === undefined ? nothing : iconButton(messages.closeChat, closeIcon, close, 'close-button')}
    </header>`;
}

/** The agent's sign: the first letter of its name. */
export function renderSign(name: string, size = ''): TemplateResult {
    const [first] = new Intl.Segmenter().segment(name.trim());
    return html`<span class="sign ${size}" aria-hidden="true">${first?.segment.toLocaleUpperCase() ?? '•'}</span>`;
}

function iconButton(label: string, icon: TemplateResult, act: () => void, name: string): TemplateResult {
    return html`<button type="button" class="icon-button ${name}" aria-label=${label} title=${label} @click=${act}>${icon}</button>`;
}
