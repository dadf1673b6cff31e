const whole = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `12,345`. */
export function count(number: number): string {
    return whole.format(number);
}

/** `12.3K`, where there is little room. */
export function shortCount(number: number): string {
    return short.format(number);
}

/** `3 messages`, `1 message`. */
export function some(number: number, one: string, many = `${one}s`): string {
    return `${count(number)} ${number === 1 ? one : many}`;
}

/** `840 ms`, `2.4 s`, `1 min 12 s`. */
export function duration(millis: number): string {
    if (millis < 1000) {
        return `${Math.round(millis)} ms`;
    }
    const seconds = millis / 1000;
    if (seconds < 60) {
        return `${seconds.toFixed(1)} s`;
    }
    return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** `1.2 MB`. */
export function bytes(number: number): string {
    return number < 1024 * 1024 ? `${Math.ceil(number / 1024)} KB` : `${(number / 1024 / 1024).toFixed(1)} MB`;
}
