import { api } from '../api.ts';
import { agentShape, type Agent } from './shapes.ts';

/** Where this hub serves its agents: another origin than the console's if it has one of its own. */
export function hubOrigin(): string {
    return document.querySelector<HTMLMetaElement>('meta[name="parley-hub"]')?.content || location.origin;
}

/** The link of an agent. */
export function linkOf(agent: Agent): string {
    return `${hubOrigin()}/agent/${agent.slug}`;
}

/** The address of an agent in the API. */
export function pathOf(agent: { id: string }, rest = ''): string {
    return `/api/v1/agents/${encodeURIComponent(agent.id)}${rest}`;
}

export function changeAgent(agent: Agent, change: Readonly<Record<string, unknown>>): Promise<Agent> {
    return api.patch(pathOf(agent), change, agentShape);
}

/** Changes the list of origins as it is now, whatever this page last saw of it. */
export async function changeOrigins(agent: Agent, change: (origins: readonly string[]) => readonly string[]): Promise<Agent> {
    const now = await api.get(pathOf(agent), agentShape);
    return changeAgent(agent, { allowedOrigins: change(now.allowedOrigins) });
}
