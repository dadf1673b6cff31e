import type { ParleyTheme } from './options.ts';
import type { Resolved } from './resolve.ts';
import { adoptStyles } from './styles.ts';

/** What the page's own document shows of a chat: the launcher, and the panel that the frame is put into. */
export interface Panel {
    readonly host: HTMLElement;
    readonly place: HTMLElement;
    /** Shows the panel of a floating chat and says whether it covers the page. */
    open(): boolean;
    /** Hides the panel; a focus that was inside returns to where it came from. */
    close(): void;
    focus(): void;
    unread(count: number): void;
    theme(theme: ParleyTheme): void;
    /** Puts on what the agent's builder chose, where the page chose nothing. */
    wear(hue?: unknown, side?: unknown): void;
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] {
    return document.createElement(tag);
}

/** `toggle` is the launcher's click, `close` the Esc key. */
export function createPanel(resolved: Resolved, toggle: () => void, close: () => void): Panel {
    const { mode, mount, title, theme, options } = resolved;
    const { accent, position, icon } = options;
    const [host, place, launcher, badge] = [make('div'), make('div'), make('button'), make('span')];
    const root = host.attachShadow({ mode: 'open' });
    let opener: Element | null = null;

    function show(open: boolean, full: boolean): void {
        place.style.visibility = open ? 'visible' : '';
        place.ariaModal = `${full}`;
        launcher.ariaExpanded = `${open}`;
    }

    const panel: Panel = {
        host,
        place,
        open() {
            const { matches } = matchMedia('(max-width:480px)');
            opener = document.activeElement;
            show(true, matches);
            return matches;
        },
        close() {
            show(false, false);
            if (document.activeElement === host) {
                launcher.focus();
                // Unless it is gone or was nothing that has a focus.
                (opener as HTMLElement | null)?.focus();
            }
        },
        focus: () => place.querySelector('iframe')?.focus(),
        unread(count) {
            badge.textContent = `${count || ''}`;
            launcher.ariaLabel = title + (count ? ` (${count})` : '');
        },
        wear(hue: unknown = '', side?: unknown) {
            host.style.setProperty('--fill', (accent ?? hue) as string);
            // The sheet knows only "where lines end".
            host.dir = ({ left: 'rtl', right: 'ltr' } as Record<string, string>)[(position ?? side) as string] ?? '';
        },
        theme(wanted) {
            host.style.colorScheme = wanted === 'auto' ? 'light dark' : wanted;
        },
    };

    adoptStyles(root);
    panel.theme(theme);
    if (mode === 'floating') {
        host.onkeydown = ({ key }) => {
            if (key === 'Escape') {
                close();
            }
        };
        panel.wear();
        launcher.onclick = toggle;
        if (icon) {
            launcher.style.backgroundImage = `url(${JSON.stringify(icon)})`;
            // Takes the place of the drawn icon.
            launcher.textContent = ' ';
        }
        host.ariaLabel = launcher.ariaLabel = place.ariaLabel = title;
        // A landmark, so that what hangs over the page is part of its outline.
        host.role = 'complementary';
        place.role = 'dialog';
        show(false, false);
        root.append(launcher, badge);
    }
    root.append(place);
    mount.append(host);
    if (host.clientHeight < 20) {
        // The mount has no height of its own, so the chat brings one.
        host.style.height = '600px';
    }
    return panel;
}
