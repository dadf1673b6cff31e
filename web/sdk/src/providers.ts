import type { TokenFunction } from './tokenCall.ts';
import { createTokenProvider, type TokenProvider } from './tokenProvider.ts';

/** Embeds share a provider when they name the same function for the same agent, and nothing else is shared. */
const providers = new WeakMap<TokenFunction, Record<string, TokenProvider>>();

export function providerOf(source: TokenFunction, hub: string, agent: string): TokenProvider {
    const ofSource = providers.get(source) ?? {};
    providers.set(source, ofSource);
    return (ofSource[hub + agent] ??= createTokenProvider(source, `parley ${hub}`));
}
