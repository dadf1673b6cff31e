import { html, svg, type TemplateResult } from 'lit';

export interface BarChart {
    title: string;
    /** As `2026-11-21`. */
    days: readonly string[];
    values: readonly number[];
    format(value: number): string;
    /** What stands beside the title after the greatest value. */
    unit?: string;
    tone?: 'danger';
}

const WIDTH = 640;
const HEIGHT = 140;
const GAP = 0.2;
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' });

/** One bar a day. The same numbers stand in the table below the charts; for assistive technology this is one sentence. */
export function barChart({ title, days, values, format, unit = 'a day', tone }: BarChart): TemplateResult {
    const most = Math.max(...values, 0);
    const step = WIDTH / days.length;
    const height = (value: number): number => (most === 0 ? 0 : Math.max(value > 0 ? 2 : 0, (value / most) * HEIGHT));
    const bars = days.map((each, index) => {
        const value = values[index] ?? 0;
        const size = height(value);
        return svg`<g><title>${named(each)}: ${format(value)}</title>
            <rect class="hit" x=${index * step} y="0" width=${step} height=${HEIGHT} />
            <rect class="bar" x=${index * step + (step * GAP) / 2} y=${HEIGHT - size} width=${step * (1 - GAP)} height=${size} /></g>`;
    });
    return html`<figure class="chart ${tone ?? ''}">
        <figcaption>${title}<span class="quiet">at most ${format(most)} ${unit}</span></figcaption>
        <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${summary(title, days, values, format)}>${bars}</svg>
        <p class="axis" aria-hidden="true"><span>${named(days[0])}</span><span>${named(days.at(-1))}</span></p>
    </figure>`;
}

function summary(title: string, days: readonly string[], values: readonly number[], format: (value: number) => string): string {
    const most = Math.max(...values, 0);
    return most === 0
        ? `${title}: none from ${named(days[0])} to ${named(days.at(-1))}`
        : `${title} from ${named(days[0])} to ${named(days.at(-1))}: at most ${format(most)}, on ${named(days[values.indexOf(most)])}`;
}

function named(date: string | undefined): string {
    return date === undefined ? '' : day.format(new Date(`${date}T00:00:00Z`));
}
