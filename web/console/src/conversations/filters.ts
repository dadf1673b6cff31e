import type { NamedAgent } from '../parts/agentNames.ts';
import { period } from '../parts/days.ts';
import type { Filter } from '../parts/filters.ts';

const feedback = [
    { value: 'any', label: 'Any rating' }, { value: 'up', label: 'Good' }, { value: 'down', label: 'Bad' },
    { value: 'commented', label: 'With a comment' },
];
const problems = [
    { value: 'any', label: 'Any problem' }, { value: 'model_unavailable', label: 'Model unavailable' },
    { value: 'model_refused', label: 'Model refused' }, { value: 'model_timeout', label: 'Model timed out' },
    { value: 'model_truncated', label: 'Answer cut off' }, { value: 'budget_exceeded', label: 'Budget used up' },
    { value: 'interrupted', label: 'Interrupted' }, { value: 'internal_error', label: 'Fault of the hub' },
];

/** What the list of conversations can be narrowed by. */
export function filters(agents: readonly NamedAgent[]): readonly Filter[] {
    return [
        { name: 'user', label: 'User', type: 'search', placeholder: 'Id or e-mail' },
        { name: 'agent', label: 'Agent', type: 'choice', choices: agents.map(({ id, name }) => ({ value: id, label: name })) },
        { name: 'feedback', label: 'Feedback', type: 'choice', choices: feedback },
        { name: 'error', label: 'Problem', type: 'choice', choices: problems },
        { name: 'from', label: 'Active from', type: 'date' },
        { name: 'to', label: 'Active until', type: 'date' },
    ];
}

/** The filters in the address as the hub is asked for them. */
export function asked(query: URLSearchParams): Record<string, string> {
    const plain = ['user', 'agent', 'feedback', 'error', 'kind', 'issuer'].flatMap((name) => {
        const value = query.get(name);
        return value ? [[name, value] as const] : [];
    });
    return { ...Object.fromEntries(plain), ...period(query) };
}

/** The words for a failure's code. */
export function problemName(code: string): string {
    return problems.find(({ value }) => value === code)?.label ?? code;
}
