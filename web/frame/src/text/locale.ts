import { en, type Messages } from './en.ts';

/** The languages that the frame speaks; the first that the reader understands is taken, English else. */
const languages: Readonly<Record<string, Messages>> = { en };

const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** How the reader reads: sentences, and how dates and numbers are written. */
export interface Locale {
    /** BCP 47; for dates and numbers. */
    readonly tag: string;
    /** The language of `messages`, for the page's `lang`. */
    readonly language: string;
    readonly direction: 'ltr' | 'rtl';
    readonly messages: Messages;
}

/** @param wanted BCP 47 tags, the most wanted first; what is no tag is passed over */
export function localeOf(wanted: readonly (string | null | undefined)[]): Locale {
    const tags = wanted.flatMap((tag) => canonical(tag ?? ''));
    const tag = tags[0] ?? 'en';
    const language = tags.map(languageOf).find((each) => each in languages) ?? 'en';
    const direction = rightToLeft.has(languageOf(tag)) ? 'rtl' : 'ltr';
    return { tag, language, direction, messages: languages[language] ?? en };
}

function canonical(tag: string): string[] {
    try {
        return Intl.getCanonicalLocales(tag);
    } catch {
        return [];
    }
}

function languageOf(tag: string): string {
    return tag.split('-', 1)[0] ?? tag;
}
