import { html, type TemplateResult } from 'lit';
import { Bot } from 'lucide';
import { PlainElement } from '../element.ts';
import { emptyState } from '../parts/emptyState.ts';
import { pageHeader } from '../parts/pageHeader.ts';
import { router } from '../router.ts';
import type { Place } from '../routes.ts';
import type { Me } from '../session.ts';
import { offered } from '../shell/navigation.ts';

/** `/console/`: leads to the first page of the navigation, or tells a plain member that there is nothing to manage. */
class Home extends PlainElement {
    static override properties = { me: { attribute: false } };
    declare me: Me;

    protected override firstUpdated(): void {
        const first = offered(this.me)[0];
        if (first) {
            void router.go(first.path, 'replace');
        }
    }

    protected override render(): TemplateResult {
        return html`${pageHeader({ title: this.me.tenant.name })}${offered(this.me).length > 0 ? '' : emptyState(
            Bot, 'You use agents where they were shared with you',
            'Open the link of an agent that somebody shared. To build agents, ask an owner for the role builder.')}`;
    }
}

customElements.define('parley-home', Home);

export function page({ me }: Place): TemplateResult {
    return html`<parley-home .me=${me}></parley-home>`;
}
