import { html, nothing, svg, type TemplateResult } from 'lit';
import { PlainElement } from '../element.ts';

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

/** One bar a day. The same numbers stand in the table below the charts; a day's own shows under the pointer and by arrow keys. */
class Chart extends PlainElement {
    static override properties = { chart: { attribute: false }, told: { state: true } };
    declare chart: BarChart;
    /** The place of the day whose number is shown. */
    declare told: number | undefined;

    protected override render(): TemplateResult {
        const { title, days, values, format, tone } = this.chart;
        const most = Math.max(...values, 0);
        return html`<figure class="chart ${tone ?? ''}">
            <figcaption>${title}<span class="quiet" aria-live="polite">${this.#reading(most)}</span></figcaption>
            ${most === 0 ? html`<p class="none quiet">None</p>` : html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" tabindex="0"
                aria-label=${summary(title, days, values, format)} @keydown=${this.#step} @blur=${this.#forget} @pointerleave=${this.#forget}>
                ${days.map((_, index) => this.#bar(index, most))}</svg>`}
            <p class="axis" aria-hidden="true"><span>${named(days[0])}</span><span>${named(days.at(-1))}</span></p>
        </figure>`;
    }

    #reading(most: number): unknown {
        const { days, values, format, unit = 'a day' } = this.chart;
        if (this.told !== undefined) {
            return html`${named(days[this.told])}: <strong>${format(values[this.told] ?? 0)}</strong>`;
        }
        return most === 0 ? nothing : `at most ${format(most)} ${unit}`;
    }

    #bar(index: number, most: number): TemplateResult {
        const { days, values } = this.chart;
        const step = WIDTH / days.length;
        const value = values[index] ?? 0;
        const size = Math.max(value > 0 ? 2 : 0, (value / most) * HEIGHT);
        return svg`<g class=${this.told === index ? 'told' : ''} @pointerenter=${() => { this.told = index; }}>
            <rect class="hit" x=${index * step} y="0" width=${step} height=${HEIGHT} />
            <rect class="bar" x=${index * step + (step * GAP) / 2} y=${HEIGHT - size} width=${step * (1 - GAP)} height=${size} /></g>`;
    }

    readonly #forget = (): void => {
        this.told = undefined;
    };

    readonly #step = (event: KeyboardEvent): void => {
        const last = this.chart.days.length - 1;
        const from = this.told ?? last + 1;
        const steps: Readonly<Record<string, number>> = { ArrowLeft: from - 1, ArrowRight: Math.min(from, last) + 1, Home: 0, End: last };
        const to = steps[event.key];
        if (to !== undefined) {
            event.preventDefault();
            this.told = Math.min(Math.max(to, 0), last);
        }
    };
}

customElements.define('parley-bar-chart', Chart);

export function barChart(chart: BarChart): TemplateResult {
    return html`<parley-bar-chart .chart=${chart}></parley-bar-chart>`;
}

function summary(title: string, days: readonly string[], values: readonly number[], format: (value: number) => string): string {
    const most = Math.max(...values, 0);
    return `${title} from ${named(days[0])} to ${named(days.at(-1))}: at most ${format(most)}, on ${named(days[values.indexOf(most)])}. Arrow keys tell each day.`;
}

function named(date: string | undefined): string {
    return date === undefined ? '' : day.format(new Date(`${date}T00:00:00Z`));
}
