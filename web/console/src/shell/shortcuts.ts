import { html, type TemplateResult } from 'lit';
import { dialog } from '../parts/dialog.ts';

const isMac = navigator.platform.startsWith('Mac');

/** How the key that opens the palette is written on this machine. */
export const paletteKeys = isMac ? '⌘K' : 'Ctrl K';

export interface Shortcuts {
    palette(): void;
    help(): void;
}

/** Listens for the keys that work on every page. Single keys do nothing while somebody types. */
export function listen(shortcuts: Shortcuts): void {
    document.addEventListener('keydown', (event) => {
        if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
            event.preventDefault();
            shortcuts.palette();
        } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event) && !document.querySelector('dialog[open]')) {
            if (event.key === '?') {
                event.preventDefault();
                shortcuts.help();
            } else if (event.key === '/') {
                const search = document.querySelector<HTMLElement>('main .filters input');
                if (search) {
                    event.preventDefault();
                    search.focus();
                }
            }
        }
    });
}

function isTyping(event: KeyboardEvent): boolean {
    return event.composedPath().some((target) => target instanceof HTMLElement
        && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)));
}

/** The keys that work on every page. */
export function shortcutsHelp(open: boolean, closed: () => void): TemplateResult {
    const keys: readonly [string, string][] = [
        [paletteKeys, 'Go to a page, an agent or a member, or do something'],
        ['/', 'Go to the filters of a list'],
        ['?', 'Show these shortcuts'],
        ['Esc', 'Close a dialog'],
    ];
    return dialog({
        title: 'Keyboard shortcuts', open, closed,
        body: html`<dl class="shortcuts">${keys.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl>`,
        buttons: html`<button type="button" class="button" @click=${closed}>Close</button>`,
    });
}
