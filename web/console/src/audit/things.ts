import { html, nothing, type TemplateResult } from 'lit';
import { ListFilter } from 'lucide';
import { icon } from '../icons.ts';

/** How many characters of an id tell it apart from its neighbours. */
const SHORT = 10;

/** The page of a thing by the beginning of its id. */
const pages: Readonly<Record<string, (id: string) => string>> = {
    agt: (id) => `/agents/${id}/instructions`,
    cnv: (id) => `/conversations/${id}`,
    mem: (id) => `/people/members/${id}`,
    grp: (id) => `/people/groups/${id}`,
    key: () => '/keys',
};

/** Who acted, in words where there is no name. */
export function somebody(actor: string, name?: string): string {
    switch (actor) {
        case 'machine': return 'Somebody at the machine';
        case 'setup': return 'Whoever set up this hub';
        case 'hub': return 'The hub itself';
        default: return name ?? actor;
    }
}

/** What was acted on: a link to its page where it has one, and one to all lines about it. */
export function thing(target: string): TemplateResult | typeof nothing {
    if (target === '') {
        return nothing;
    }
    const page = pages[target.slice(0, target.indexOf('_'))];
    const short = html`<code title=${target}>${shortened(target)}</code>`;
    const lines = `/console/audit?${new URLSearchParams({ target })}`;
    return html`<span class="thing">${page ? html`<a href="/console${page(encodeURIComponent(target))}">${short}</a>` : short}
        <a class="lines-about" href=${lines} aria-label="Lines about ${target}" title="Lines about this">${icon(ListFilter)}</a></span>`;
}

function shortened(id: string): string {
    return /^[a-z]{3}_/u.test(id) && id.length > SHORT + 1 ? `${id.slice(0, SHORT)}…` : id;
}
