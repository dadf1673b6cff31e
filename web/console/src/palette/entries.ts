import type { IconNode } from 'lucide';
import { Bot, Keyboard, LogOut, Plus, UserRound } from 'lucide';
import { api } from '../api.ts';
import { find, routes } from '../routes.ts';
import { router } from '../router.ts';
import { may, type Me } from '../session.ts';
import { object, optional, pageOf, text } from '../shape.ts';
import { offered } from '../shell/navigation.ts';

/** One thing that the palette can do. */
export interface Entry {
    /** Stable, so that it can be remembered. */
    readonly id: string;
    readonly group: 'Go to' | 'Do' | 'Agents' | 'Members';
    readonly name: string;
    /** What tells it from others of the same name, such as a slug. */
    readonly note?: string;
    readonly picture: IconNode;
    run(): void;
}

/** What the shell itself can do. */
export interface Commands {
    signOut(): void;
    showShortcuts(): void;
}

const agentShape = pageOf(object({ id: text, name: text, slug: text }));
const memberShape = pageOf(object({ id: text, email: text, name: optional(text) }));
const MOST = 200;

/** Pages and actions: known without asking the hub. */
export function fixedEntries(me: Me, commands: Commands): Entry[] {
    const pages = offered(me).map((page): Entry => ({
        id: page.path, group: 'Go to', name: page.name, picture: page.picture, run: () => void router.go(page.path),
    }));
    const actions = [
        link(me, '/agents/new', 'New agent', Plus),
        link(me, '/keys/new', 'New API key', Plus),
        link(me, '/account', 'Account', UserRound),
    ].flatMap((entry) => entry ?? []);
    return [
        ...pages,
        ...actions,
        { id: 'shortcuts', group: 'Do', name: 'Keyboard shortcuts', picture: Keyboard, run: commands.showShortcuts },
        { id: 'sign-out', group: 'Do', name: 'Sign out', picture: LogOut, run: commands.signOut },
    ];
}

/** An action that is a page of its own; undefined where there is none for this member. */
function link(me: Me, path: string, name: string, picture: IconNode): Entry | undefined {
    const found = find(routes, path);
    return found?.line.pattern === path && may(me, found.line.least)
        ? { id: path, group: 'Do', name, picture, run: () => void router.go(path) }
        : undefined;
}

/** Agents and members by name, as far as this member may list them. */
export async function namedEntries(me: Me): Promise<Entry[]> {
    if (!may(me, 'builder')) {
        return [];
    }
    const [agents, members] = await Promise.all([
        api.get('/api/v1/agents', agentShape, { query: { limit: MOST } }),
        may(me, 'admin') ? api.get('/api/v1/members', memberShape, { query: { limit: MOST } }) : { items: [] },
    ]);
    return [
        ...agents.items.map((agent): Entry => ({
            id: agent.id, group: 'Agents', name: agent.name, note: agent.slug, picture: Bot,
            run: () => void router.go(`/agents/${agent.id}`),
        })),
        ...members.items.map((member): Entry => ({
            id: member.id, group: 'Members', name: member.email, picture: UserRound,
            run: () => void router.go(`/people/members/${member.id}`),
        })),
    ];
}
