import { html, type TemplateResult } from 'lit';
import { tabs } from '../parts/tabs.ts';
import type { Place } from '../routes.ts';
import { may } from '../session.ts';
import './groupList.ts';
import './groupPage.ts';
import './memberList.ts';
import './memberPage.ts';
import './providerSettings.ts';

/** `/console/people/…`: who has a login here, in which groups they are, and how they sign in. */
export function page(place: Place): TemplateResult {
    const { member, group } = place.parameters;
    if (member !== undefined) {
        return html`<parley-member .place=${place}></parley-member>`;
    }
    if (group !== undefined) {
        return html`<parley-group .place=${place}></parley-group>`;
    }
    switch (place.path) {
        case '/people/groups':
            return html`<parley-group-list .place=${place} .tabs=${peopleTabs(place)}></parley-group-list>`;
        case '/people/sign-in':
            return html`<parley-provider-settings .place=${place} .tabs=${peopleTabs(place)}></parley-provider-settings>`;
        default:
            return html`<parley-member-list .place=${place} .tabs=${peopleTabs(place)}></parley-member-list>`;
    }
}

function peopleTabs(place: Place): TemplateResult {
    const current = place.path === '/people' ? '/people/members' : place.path;
    return tabs('People', current, [
        { path: '/people/members', name: 'Members' },
        { path: '/people/groups', name: 'Groups' },
        ...(may(place.me, 'owner') ? [{ path: '/people/sign-in', name: 'Sign-in' }] : []),
    ]);
}
