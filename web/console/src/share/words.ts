/** Such as `3 live sessions`. */
export function sessions(count: number): string {
    return count === 0 ? 'no live session' : count === 1 ? '1 live session' : `${count} live sessions`;
}

/** As the start of a sentence. */
export function upper(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
