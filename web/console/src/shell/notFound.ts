import { html, type TemplateResult } from 'lit';
import { Lock, SearchX } from 'lucide';
import { emptyState } from '../parts/emptyState.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import type { Line } from '../routes.ts';

const home = html`<a class="button" href="/console/">Go to the first page</a>`;

/** What stands at an address where there is no page. */
export function notFound(): TemplateResult {
    return html`${pageHeader({ title: 'Not found' })}${emptyState(
        SearchX, 'There is no page at this address', 'The link may be old or mistyped.', home)}`;
}

/** What a member sees of a page that needs a higher role. */
export function tooLittle(line: Line): TemplateResult {
    const who = line.least === 'operator' ? 'the operator of this hub' : `a member with the role ${line.least}`;
    return html`${pageHeader({ title: line.title })}${emptyState(
        Lock, 'This page is not for your role', `It is for ${who}. Ask an owner of your tenant for that role.`, home)}`;
}
