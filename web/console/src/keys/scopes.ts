/** What an API key may do, with what that means. */
export const scopes = [
    { value: 'embed:mint', label: 'Mint tokens', about: 'Makes identity tokens for the users of your product.' },
    { value: 'agents:read', label: 'Read agents', about: 'Sees agents, their documents and versions.' },
    { value: 'agents:write', label: 'Change agents', about: 'Makes, changes and deletes agents, their documents and secrets.' },
    { value: 'conversations:read', label: 'Read conversations', about: 'Reads and exports what people said, and usage.' },
    { value: 'conversations:write', label: 'Delete conversations', about: 'Deletes conversations and erases users.' },
    { value: 'members:write', label: 'Manage people', about: 'Invites and removes members and groups.' },
    { value: 'audit:read', label: 'Read the audit log', about: 'Sees, verifies and exports who did what.' },
    { value: 'admin', label: 'Everything', about: 'All of the above, settings and keys. Prefer something smaller.' },
] as const;

export const lifetimes = [
    { value: '5m', label: '5 minutes' }, { value: '15m', label: '15 minutes' }, { value: '1h', label: '1 hour' },
    { value: '24h', label: '1 day (owners only)' }, { value: '7d', label: '7 days (owners only)' },
];

export const expiries = [
    { value: '30', label: 'In 30 days' }, { value: '90', label: 'In 90 days' }, { value: '365', label: 'In a year' },
    { value: '', label: 'Never' },
];

export function scopeName(value: string): string {
    return scopes.find((scope) => scope.value === value)?.label ?? value;
}
