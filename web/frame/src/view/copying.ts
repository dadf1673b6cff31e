import type { Chat } from '../chat/chat.ts';
import type { Messages } from '../text/en.ts';
import { ParleyMessage } from './message.ts';

const shownFor = 1_600;

/** Copies what the pressed copy button belongs to, a block of code or a whole answer, and says so on the button. */
export async function copyFrom(event: Event, chat: Chat | undefined, messages: Messages): Promise<void> {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-copy]') : null;
    const text = button === null ? undefined : textFor(button);
    if (button === null || text === undefined || chat === undefined) {
        return;
    }
    if (await copy(text)) {
        confirm(button, messages.copied);
    }
}

function textFor(button: HTMLElement): string | undefined {
    if (button.dataset['copy'] === 'code') {
        return button.closest('figure')?.querySelector('code')?.textContent ?? undefined;
    }
    const message = button.closest('parley-message');
    return message instanceof ParleyMessage ? message.entry.message.text : undefined;
}

/** A frame whose host does not delegate the clipboard may still copy a selection. */
async function copy(text: string): Promise<boolean> {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        const area = document.createElement('textarea');
        area.value = text;
        area.className = 'unseen';
        document.body.append(area);
        area.select();
        const done = document.execCommand('copy');
        area.remove();
        return done;
    }
}

function confirm(button: HTMLElement, word: string): void {
    const name = button.getAttribute('aria-label') ?? '';
    button.dataset['done'] = word;
    button.setAttribute('aria-label', word);
    setTimeout(() => {
        delete button.dataset['done'];
        button.setAttribute('aria-label', name);
    }, shownFor);
}
