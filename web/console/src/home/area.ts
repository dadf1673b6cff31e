import { html, type TemplateResult } from 'lit';
import { Bot } from 'lucide';
import { emptyState } from '../parts/emptyState.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { router } from '../router.ts';
import type { Place } from '../routes.ts';
import { offered } from '../shell/navigation.ts';

/** `/console/`: leads to the first page of the navigation, or tells a plain member that there is nothing to manage. */
export function page({ me }: Place): TemplateResult {
    const first = offered(me)[0];
    if (first) {
        void router.go(first.path, 'replace');
        return html``;
    }
    return html`${pageHeader({ title: me.tenant.name })}${emptyState(
        Bot, 'You use agents where they were shared with you',
        'Open the link of an agent that somebody shared. To build agents, ask an owner for the role builder.')}`;
}
