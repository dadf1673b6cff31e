import type { TokenFailure } from '@parley/protocol';
import { ParleyError } from './errors.ts';

const problems: Record<TokenFailure, string> = {
    refused: 'got 401 or 403',
    failed: 'threw or gave no text',
    timeout: 'was silent for 10 s',
    stale: 'repeats a refused token: cached, or signed with an old secret?',
};

export function tokenError(kind: TokenFailure, cause?: unknown): ParleyError {
    return new ParleyError(`token_${kind}`, `The token function ${problems[kind]}`, 'Sign-in Failed', cause);
}
