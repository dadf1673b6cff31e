import { api } from '../api.ts';
import { flag, object, pageOf, text, type Of } from '../shape.ts';

export const providersPath = '/api/v1/model-providers';
export const modelProvider = object({ id: text, name: text, baseUrl: text, hasKey: flag });
export type ModelProvider = Of<typeof modelProvider>;
const MOST = 200;

/** The tenant's model providers by name: the newest 200. */
export async function modelProviders(signal?: AbortSignal): Promise<readonly ModelProvider[]> {
    const { items } = await api.get(providersPath, pageOf(modelProvider), { query: { limit: MOST }, ...(signal ? { signal } : {}) });
    return items.toSorted((a, b) => a.name.localeCompare(b.name));
}
