/** The filters `from` and `to` as the hub is asked for them: whole days of this person's own time zone. */
export function period(query: URLSearchParams): { from?: string; to?: string } {
    const from = startOf(query.get('from'), 0);
    const to = startOf(query.get('to'), 1);
    return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

/** The name of this person's time zone, such as `Europe/Berlin`. */
export const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

function startOf(day: string | null, daysAfter: number): string | undefined {
    const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
    return found
        ? new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3]) + daysAfter).toISOString()
        : undefined;
}
