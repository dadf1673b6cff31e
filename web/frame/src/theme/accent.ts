/** A colour as red, green and blue, 0 to 255. */
type Colour = readonly [number, number, number];

/** What one accent colour becomes on a light or dark surface. */
export interface Accent {
    /** For areas: buttons, the agent's sign. */
    readonly fill: string;
    /** For text and icons on `fill`. */
    readonly onFill: string;
    /** For text, links and focus rings on the surface. */
    readonly ink: string;
}

const white: Colour = [255, 255, 255];
const black: Colour = [0, 0, 0];
/** WCAG 2.2: text needs 4.5, the border of a control 3. */
const textContrast = 4.5;
const areaContrast = 3;

/** `#rgb` or `#rrggbb`; undefined for anything else. */
export function parseColour(text: string): Colour | undefined {
    const hex = /^#(?:[0-9a-f]{3}){1,2}$/i.test(text) ? text.slice(1) : undefined;
    if (hex === undefined) {
        return undefined;
    }
    const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
    const channel = (at: number): number => Number.parseInt(full.slice(at, at + 2), 16);
    return [channel(0), channel(2), channel(4)];
}

/** Contrast of two colours, 1 to 21, by WCAG's relative luminance. */
export function contrast(one: Colour, other: Colour): number {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
    return (light + 0.05) / (dark + 0.05);
}

/** The accent made readable on this surface: moved towards black or white as far as needed and no further. */
export function accentOn(accent: Colour, surface: Colour): Accent {
    const away = luminance(surface) > 0.4 ? black : white;
    const fill = moved(accent, away, (colour) => contrast(colour, surface) >= areaContrast);
    const ink = moved(accent, away, (colour) => contrast(colour, surface) >= textContrast);
    const onFill = contrast(fill, white) >= textContrast || contrast(fill, white) > contrast(fill, black) ? white : black;
    const legible = moved(fill, onFill === white ? black : white, (colour) => contrast(colour, onFill) >= textContrast);
    return { fill: toHex(legible), onFill: toHex(onFill), ink: toHex(ink) };
}

function moved(colour: Colour, towards: Colour, isEnough: (colour: Colour) => boolean): Colour {
    for (let step = 0; step <= 20; step += 1) {
        const mixed = mix(colour, towards, step / 20);
        if (isEnough(mixed)) {
            return mixed;
        }
    }
    return towards;
}

function mix(one: Colour, other: Colour, share: number): Colour {
    const channel = (at: 0 | 1 | 2): number => Math.round(one[at] * (1 - share) + other[at] * share);
    return [channel(0), channel(1), channel(2)];
}

function luminance(colour: Colour): number {
    const [red, green, blue] = colour.map((channel) => {
        const part = channel / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function toHex(colour: Colour): string {
    return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
