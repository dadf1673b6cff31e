import type { Area, Line } from './paths.ts';

export { find, type Area, type Found, type Line, type Place } from './paths.ts';

const agents = (): Promise<Area> => import('./agents/area.ts');
const share = (): Promise<Area> => import('./share/area.ts');
const people = (): Promise<Area> => import('./people/area.ts');
const conversations = (): Promise<Area> => import('./conversations/area.ts');
const keys = (): Promise<Area> => import('./keys/area.ts');

/** Every page of the console. A fixed segment goes before a `{parameter}`; the area is fetched when it is first opened. */
export const routes: readonly Line[] = [
    { pattern: '/', title: 'Home', least: 'member', area: () => import('./home/area.ts') },
    { pattern: '/agents', title: 'Agents', least: 'builder', area: agents },
    { pattern: '/agents/new', title: 'New agent', least: 'builder', area: agents },
    { pattern: '/agents/{id}', title: 'Agent', least: 'builder', area: agents },
    { pattern: '/agents/{id}/{tab}', title: 'Agent', least: 'builder', area: agents },
    { pattern: '/agents/{id}/share', title: 'Share', least: 'builder', area: share },
    { pattern: '/agents/{id}/share/{tab}', title: 'Share', least: 'builder', area: share },
    { pattern: '/people', title: 'People', least: 'builder', area: people },
    { pattern: '/people/members', title: 'People', least: 'builder', area: people },
    { pattern: '/people/members/{member}', title: 'Member', least: 'builder', area: people },
    { pattern: '/people/groups', title: 'Groups', least: 'builder', area: people },
    { pattern: '/people/groups/{group}', title: 'Group', least: 'builder', area: people },
    { pattern: '/people/sign-in', title: 'Sign-in', least: 'owner', area: people },
    { pattern: '/account', title: 'Account', least: 'member', area: () => import('./account/area.ts') },
    { pattern: '/conversations', title: 'Conversations', least: 'builder', area: conversations },
    { pattern: '/conversations/erase', title: 'Erase a user', least: 'builder', area: conversations },
    { pattern: '/conversations/{id}', title: 'Conversation', least: 'builder', area: conversations },
    { pattern: '/usage', title: 'Usage', least: 'builder', area: () => import('./usage/area.ts') },
    { pattern: '/keys', title: 'API keys', least: 'admin', area: keys },
    { pattern: '/keys/new', title: 'New API key', least: 'admin', area: keys },
    { pattern: '/audit', title: 'Audit log', least: 'admin', area: () => import('./audit/area.ts') },
    { pattern: '/settings', title: 'Settings', least: 'admin', area: () => import('./settings/area.ts') },
    { pattern: '/tenants', title: 'Tenants', least: 'operator', area: () => import('./tenants/area.ts') },
];

/** Pages for people who are not signed in, without the navigation. */
export const entrances: readonly Line[] = [
    { pattern: '/sign-in', title: 'Sign in', least: 'anyone', area: () => import('./welcome/signIn.ts') },
    { pattern: '/setup', title: 'Set up Parley', least: 'anyone', area: () => import('./welcome/setUp.ts') },
    { pattern: '/accept', title: 'Choose your password', least: 'anyone', area: () => import('./welcome/accept.ts') },
    { pattern: '/forgot', title: 'Forgot your password?', least: 'anyone', area: () => import('./welcome/forgot.ts') },
    { pattern: '/reset', title: 'Choose another password', least: 'anyone', area: () => import('./welcome/reset.ts') },
];
