import type { Locale } from '../text/locale.ts';
import { Renderer } from '../markdown/render.ts';

/** What every part of the view draws with. */
export interface ViewContext {
    readonly locale: Locale;
    readonly renderer: Renderer;
    readonly time: Intl.DateTimeFormat;
    readonly moment: Intl.DateTimeFormat;
    readonly number: Intl.NumberFormat;
}

export function viewContext(locale: Locale): ViewContext {
    return {
        locale,
        renderer: new Renderer(locale.messages),
        time: new Intl.DateTimeFormat(locale.tag, { hour: 'numeric', minute: '2-digit' }),
        moment: new Intl.DateTimeFormat(locale.tag, { dateStyle: 'long', timeStyle: 'short' }),
        number: new Intl.NumberFormat(locale.tag),
    };
}
