import type { Conversation } from '@parley/protocol';

export interface Group {
    readonly label: string;
    readonly items: readonly Conversation[];
}

const dayMillis = 86_400_000;

/** Conversations under Today, Yesterday, the weekday of the last week, and the month before that, in the reader's words. */
export function groupByDay(items: readonly Conversation[], now: Date, locale: string): readonly Group[] {
    const groups = new Map<string, Conversation[]>();
    for (const item of items) {
        const label = labelOf(new Date(item.updatedAt ?? item.createdAt ?? now), now, locale);
        groups.set(label, [...(groups.get(label) ?? []), item]);
    }
    return [...groups].map(([label, group]) => ({ label, items: group }));
}

function labelOf(time: Date, now: Date, locale: string): string {
    const days = Math.max(0, Math.round((midnight(now) - midnight(time)) / dayMillis));
    if (days <= 1) {
        return capitalised(new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day'), locale);
    }
    if (days < 7) {
        return capitalised(new Intl.DateTimeFormat(locale, { weekday: 'long' }).format(time), locale);
    }
    return capitalised(new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }).format(time), locale);
}

function midnight(time: Date): number {
    return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}

function capitalised(text: string, locale: string): string {
    return text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);
}
