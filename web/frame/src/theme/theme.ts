import type { Theme } from '@parley/protocol';
import { accentOn, parseColour } from './accent.ts';

/** The page's surfaces, as in frame.css. */
const surfaces = { light: '#ffffff', dark: '#16181d' } as const;

/** Applies day or night, and an accent colour, to the page. */
export function applyTheme(root: HTMLElement, theme: Theme, accent?: string): void {
    root.dataset['theme'] = theme;
    applyAccent(root, accent);
}

/** Applies an accent colour made readable by day and by night; anything that is none leaves the page as it is. */
export function applyAccent(root: HTMLElement, accent: string | undefined): void {
    const colour = accent === undefined ? undefined : parseColour(accent);
    if (colour === undefined) {
        return;
    }
    for (const [scheme, surface] of Object.entries(surfaces)) {
        const { fill, onFill, ink } = accentOn(colour, parseColour(surface) ?? [255, 255, 255]);
        root.style.setProperty(`--${scheme}-accent`, fill);
        root.style.setProperty(`--${scheme}-on-accent`, onFill);
        root.style.setProperty(`--${scheme}-accent-ink`, ink);
    }
}

/** `?theme=`, or what the page says; anything else follows the system. */
export function themeOf(text: string | null): Theme {
    return text === 'light' || text === 'dark' ? text : 'auto';
}
