import type { TemplateResult } from 'lit';
import { asApiError } from '../apiError.ts';
import { notice } from '../parts/notice.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { skeleton } from '../parts/skeleton.ts';
import type { Area, Line } from '../routes.ts';
import { html } from 'lit';

/** Fetches the script of an area when it is first opened, and remembers those that are there. */
export class Outlet {
    readonly #areas = new Map<Line['area'], Area>();
    #failed: Line | undefined;
    readonly #changed: () => void;

    /** @param changed called when an area arrived or failed to */
    constructor(changed: () => void) {
        this.#changed = changed;
    }

    /** The page of a line, or what stands in its place until its area is there. */
    page(line: Line, render: (area: Area) => TemplateResult): TemplateResult {
        const area = this.#areas.get(line.area);
        if (area) {
            return render(area);
        }
        if (this.#failed === line) {
            return html`${pageHeader({ title: line.title })}${notice(
                asApiError(undefined), () => location.reload())}`;
        }
        void this.#fetch(line);
        return skeleton(4);
    }

    async #fetch(line: Line): Promise<void> {
        try {
            this.#areas.set(line.area, await line.area());
        } catch {
            this.#failed = line;
        }
        this.#changed();
    }
}
