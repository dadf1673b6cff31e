import type { Resolved } from './resolve.ts';
import { adoptStyles } from './styles.ts';

/** What the page's own document shows of a chat: the launcher, and the panel that the frame is put into. */
export interface Panel {
    readonly host: HTMLElement;
    readonly place: HTMLElement;
    readonly launcher: HTMLElement;
    /** Shows or hides the panel of a floating chat; `full` when it covers the page. */
    show(open: boolean, full: boolean): void;
    unread(count: number): void;
    /** Offers, in the frame's place, to try again. */
    trouble(retry: () => void): void;
}

function createHost({ mode, theme, options: { accent, position } }: Resolved): HTMLElement {
    const host = document.createElement('div');
    host.setAttribute('mode', mode);
    host.setAttribute('theme', theme);
    if (accent) {
        host.style.setProperty('--accent', accent);
    }
    if (position) {
        // The sheet knows only "where lines end".
        host.style.direction = position === 'left' ? 'rtl' : 'ltr';
    }
    return host;
}

function createLauncher(title: string, icon: string | undefined, toggle: () => void): HTMLElement {
    const launcher = document.createElement('button');
    launcher.className = 'launcher';
    launcher.ariaLabel = title;
    launcher.ariaExpanded = 'false';
    launcher.onclick = toggle;
    if (icon) {
        const image = new Image();
        image.src = icon;
        image.alt = '';
        launcher.append(image);
    }
    return launcher;
}

export function createPanel(resolved: Resolved, toggle: () => void): Panel {
    const { mode, mount, title, options } = resolved;
    const host = createHost(resolved);
    const root = host.attachShadow({ mode: 'open' });
    adoptStyles(root);
    const place = document.createElement('div');
    const launcher = createLauncher(title, options.icon, toggle);
    const badge = document.createElement('span');
    if (mode === 'floating') {
        place.role = 'dialog';
        place.ariaLabel = title;
        root.append(launcher, badge);
    }
    root.append(place);
    mount.append(host);
    if (mode === 'inline' && host.clientHeight < 120) {
        // The mount has no height of its own, so the chat brings one.
        host.style.blockSize = '600px';
    }
    return {
        host,
        place,
        launcher,
        show(open, full) {
            place.className = open ? 'open' : '';
            place.ariaModal = `${full}`;
            launcher.ariaExpanded = `${open}`;
        },
        unread(count) {
            badge.textContent = count ? `${count}` : '';
            launcher.ariaLabel = count ? `${title} (${count})` : title;
        },
        trouble(retry) {
            const again = document.createElement('button');
            again.textContent = 'The chat did not load. Try again';
            again.onclick = () => {
                again.remove();
                retry();
            };
            place.append(again);
        },
    };
}
