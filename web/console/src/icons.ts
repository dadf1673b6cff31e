import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { IconNode } from 'lucide';
import { registerIconLibrary } from '@awesome.me/webawesome/dist/components/icon/library.js';
import { Check, ChevronDown, ChevronRight, Circle, X } from 'lucide';

/** A Lucide icon, hidden from assistive technology: what stands beside it, or the label of its button, has the name. */
export function icon(node: IconNode): TemplateResult {
    return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${node.map(shape)}</svg>`;
}

function shape([tag, attributes]: IconNode[number]): SVGTemplateResult {
    const { d, cx, cy, r, x, y, x1, x2, y1, y2, width, height, rx, ry, points } = attributes;
    switch (tag) {
        case 'circle':
            return svg`<circle cx=${cx} cy=${cy} r=${r} />`;
        case 'ellipse':
            return svg`<ellipse cx=${cx} cy=${cy} rx=${rx} ry=${ry} />`;
        case 'line':
            return svg`<line x1=${x1} x2=${x2} y1=${y1} y2=${y2} />`;
        case 'polygon':
        case 'polyline':
            return svg`<polyline points=${points} />`;
        case 'rect':
            return svg`<rect x=${x} y=${y} width=${width} height=${height} rx=${rx ?? 0} />`;
        default:
            return svg`<path d=${d} />`;
    }
}

/** The few icons that Web Awesome draws inside its own elements, by its names. */
const system: Readonly<Record<string, IconNode>> = {
    check: Check,
    'chevron-down': ChevronDown,
    'chevron-right': ChevronRight,
    circle: Circle,
    xmark: X,
};

/** Draws Web Awesome's icons from Lucide. As it stands it would fetch them and set them as HTML; this does neither. */
export function registerIcons(): void {
    for (const library of ['system', 'default']) {
        registerIconLibrary(library, {
            resolver: (name) => `#${name}`,
            spriteSheet: true,
            mutator: (element, host) => draw(element, system[host?.name ?? ''] ?? []),
        });
    }
}

function draw(element: SVGElement, node: IconNode): void {
    for (const [name, value] of Object.entries({ viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', 'stroke-width': '2' })) {
        element.setAttribute(name, value);
    }
    element.replaceChildren(...node.map(([tag, attributes]) => {
        const child = document.createElementNS('http://www.w3.org/2000/svg', tag);
        for (const [name, value] of Object.entries(attributes)) {
            child.setAttribute(name, String(value));
        }
        return child;
    }));
}
