export function isColour(text: string): boolean {
    return /^#[0-9a-f]{6}$/i.test(text);
}

/** WCAG 2.2's contrast ratio of two colours `#rrggbb`, 1 to 21, cut to two places so that a miss never reads as a pass. */
export function contrastOf(one: string, other: string): number {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
    return Math.floor(((light + 0.05) / (dark + 0.05)) * 100) / 100;
}

function luminance(colour: string): number {
    const [red, green, blue] = [1, 3, 5].map((at) => {
        const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
