import type { TokenFailure } from '@parley/protocol';
import { ParleyError } from './errors.ts';

const tokenProblems: Record<TokenFailure, string> = {
    refused: 'got 401 or 403: is the user signed in here?',
    failed: 'threw or gave no text.',
    timeout: 'was silent for 10 s.',
    stale: 'gave a token that the hub refuses: it must fetch a new one each time.',
};

export function tokenError(kind: TokenFailure, cause?: unknown): ParleyError {
    return new ParleyError(`token_${kind}`, `The token function ${tokenProblems[kind]}`, 'Sign-in Failed', cause);
}
