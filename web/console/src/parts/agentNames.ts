import { api } from '../api.ts';
import { object, pageOf, text, type Of } from '../shape.ts';

const agentShape = object({ id: text, name: text, slug: text });
const MOST = 200;

export type NamedAgent = Of<typeof agentShape>;

/** The tenant's agents by name: the newest 200, for filters and for what names an agent by its id. */
export async function namedAgents(signal?: AbortSignal): Promise<readonly NamedAgent[]> {
    const { items } = await api.get('/api/v1/agents', pageOf(agentShape), { query: { limit: MOST }, ...(signal ? { signal } : {}) });
    return items.toSorted((a, b) => a.name.localeCompare(b.name));
}

/** The name of an agent; its id where it is not among them. */
export function agentName(agents: readonly NamedAgent[], id: string): string {
    return agents.find((agent) => agent.id === id)?.name ?? id;
}
