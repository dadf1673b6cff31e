import type { Role, Way } from './shapes.ts';

export const roleNames: Readonly<Record<Role, string>> = { member: 'Member', builder: 'Builder', admin: 'Admin', owner: 'Owner' };

/** What each role may do, in one sentence. */
export const roleSentences: Readonly<Record<Role, string>> = {
    member: 'Uses the agents that are shared with them.',
    builder: 'Writes and shares agents, reads conversations, and may use every agent.',
    admin: 'Also manages people, groups, API keys and settings.',
    owner: 'Also makes other owners and decides how people sign in.',
};

export const roleChoices = (['member', 'builder', 'admin', 'owner'] as const).map((value) => ({ value, label: roleNames[value] }));

/** Through what somebody may use an agent. */
export function wayIn({ kind, role, name }: Way): string {
    switch (kind) {
        case 'public':
            return 'The agent is public';
        case 'role':
            return `Their role: ${roleNames[role as Role] ?? role ?? ''}`;
        case 'grant':
            return 'Invited by name';
        case 'group':
            return `By the group ${name ?? ''}`;
        case 'token':
            return 'Their token verifies';
    }
}
