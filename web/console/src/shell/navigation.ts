import { html, nothing, type TemplateResult } from 'lit';
import type { IconNode } from 'lucide';
import { Bot, Building2, ChartColumn, ChevronsUpDown, CircleUserRound, KeyRound, LogOut, MessagesSquare, ScrollText, Search, Settings, UserRound, Users } from 'lucide';
import '@awesome.me/webawesome/dist/components/dropdown/dropdown.js';
import '@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js';
import { icon } from '../icons.ts';
import { router } from '../router.ts';
import { find, routes } from '../routes.ts';
import { may, type Me } from '../session.ts';
import { paletteKeys } from './shortcuts.ts';

interface Entry {
    readonly path: string;
    readonly name: string;
    readonly picture: IconNode;
}

/** What the navigation offers, in its order; who may not open a page is not shown it. */
const entries: readonly Entry[] = [
    { path: '/agents', name: 'Agents', picture: Bot },
    { path: '/conversations', name: 'Conversations', picture: MessagesSquare },
    { path: '/usage', name: 'Usage', picture: ChartColumn },
    { path: '/people', name: 'People', picture: Users },
    { path: '/keys', name: 'API keys', picture: KeyRound },
    { path: '/audit', name: 'Audit log', picture: ScrollText },
    { path: '/settings', name: 'Settings', picture: Settings },
    { path: '/tenants', name: 'Tenants', picture: Building2 },
];

/** The entries that this member may open. */
export function offered(me: Me): readonly Entry[] {
    return entries.filter((entry) => {
        const found = find(routes, entry.path);
        return found !== undefined && may(me, found.line.least);
    });
}

/** What the navigation can do besides going to a page. */
export interface NavigationCommands {
    signOut(): void;
    openPalette(): void;
}

/** The pages of the console and the member's own menu. */
export function navigation(me: Me, path: string, commands: NavigationCommands): TemplateResult {
    return html`<nav class="navigation" aria-label="Console">
        <p class="tenant" title=${me.tenant.name}>${me.tenant.name}</p>
        <button type="button" class="button small palette-button" @click=${commands.openPalette}>${icon(Search)}Search<kbd>${paletteKeys}</kbd></button>
        <ul>${offered(me).map((entry) => html`<li>
            <a href=${router.href(entry.path)} aria-current=${isAt(entry, path) ? 'page' : nothing}>${icon(entry.picture)}${entry.name}</a></li>`)}
        </ul>
        ${memberMenu(me, commands.signOut)}
    </nav>`;
}

function isAt(entry: Entry, path: string): boolean {
    return path === entry.path || path.startsWith(`${entry.path}/`);
}

function memberMenu(me: Me, signOut: () => void): TemplateResult {
    const select = (event: Event): void => {
        const chosen = (event as CustomEvent<{ item: { value: unknown } }>).detail.item.value;
        if (chosen === 'sign-out') {
            signOut();
        } else {
            void router.go('/account');
        }
    };
    return html`<div class="member-menu"><wa-dropdown placement="top-start" @wa-select=${select}>
        <button slot="trigger" type="button" class="button plain">
            ${icon(UserRound)}<span class="email" title=${me.member.email}>${me.member.email}</span>${icon(ChevronsUpDown)}
        </button>
        ${find(routes, '/account') ? html`<wa-dropdown-item value="account"><span slot="icon">${icon(CircleUserRound)}</span>Account</wa-dropdown-item>` : nothing}
        <wa-dropdown-item value="sign-out"><span slot="icon">${icon(LogOut)}</span>Sign out</wa-dropdown-item>
    </wa-dropdown></div>`;
}
