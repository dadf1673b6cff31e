const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const steps: readonly [limit: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
    [90, 'second', 1],
    [90 * 60, 'minute', 60],
    [36 * 3600, 'hour', 3600],
    [45 * 86400, 'day', 86400],
    [18 * 30.44 * 86400, 'month', 30.44 * 86400],
    [Infinity, 'year', 365.25 * 86400],
];

/** How long ago or ahead a time is, such as `3 hours ago`. */
export function ago(iso: string, now = Date.now()): string {
    const seconds = (Date.parse(iso) - now) / 1000;
    if (Math.abs(seconds) < 45) {
        return 'just now';
    }
    const [, unit, length] = steps.find(([limit]) => Math.abs(seconds) < limit) ?? ['', 'year', 365.25 * 86400];
    return relative.format(Math.round(seconds / length), unit);
}
