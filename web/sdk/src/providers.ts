import type { TokenFunction } from './tokenCall.ts';
import { createTokenProvider, type TokenProvider } from './tokenProvider.ts';

/** Embeds share a provider when they name the same function for the same agent, and nothing else is shared. */
const providers = new WeakMap<TokenFunction, Map<string, TokenProvider>>();

/** The provider of a token function; it rests while nobody listens to it. */
export function providerOf(source: TokenFunction, hub: string, agent: string): TokenProvider {
    const key = `${hub} ${agent}`;
    const ofSource = providers.get(source) ?? new Map<string, TokenProvider>();
    const provider = ofSource.get(key) ?? createTokenProvider(source, `parley token ${hub}`, `parley token ${key}`);
    providers.set(source, ofSource.set(key, provider));
    return provider;
}
