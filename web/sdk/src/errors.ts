import type { ErrorCode, TokenFailure } from '@parley/protocol';

/**
 * Everything `onError` can report, and what `init` throws.
 *
 * From the hub: see the table of codes in the hub's documentation (`session_expired` … `connection_lost`).
 * From this package:
 * - `token_refused`: the token endpoint of the host product answered 401 or 403
 * - `token_failed`: the token function threw, or gave no token
 * - `token_timeout`: the token function was silent for 10 s
 * - `token_stale`: the hub refused a token, and the token function gave it again or gave another that is no better
 * - `frame_unavailable`: the chat frame did not load or may not be shown on this page
 * - `sandboxed`: the page runs in a sandbox without `allow-same-origin`, where nobody's identity can be proven
 * - `invalid_options`: an option is missing or wrong (thrown)
 * - `destroyed`: the chat was destroyed before it was ready
 */
export type ParleyErrorCode =
    | ErrorCode
    | `token_${TokenFailure}`
    | 'frame_unavailable'
    | 'sandboxed'
    | 'invalid_options'
    | 'destroyed';

/** The one error of this package. `message` says what to do next; it never holds a token. */
export class ParleyError extends Error {
    override readonly name = 'ParleyError';

    constructor(
        readonly code: ParleyErrorCode,
        message: string,
        /** A heading for people, such as "Session Expired". */
        readonly title = 'Chat Unavailable',
        cause?: unknown,
    ) {
        super(message, { cause });
    }
}

const tokenProblems: Record<TokenFailure, string> = {
    refused: 'answered 401 or 403: is the user signed in to this site?',
    failed: 'failed or gave no text. It must give the signed token as a string.',
    timeout: 'was silent for 10 s.',
    stale: 'gave a token that the hub refuses. It must fetch a new one each time it is called.',
};

export function tokenError(kind: TokenFailure, cause?: unknown): ParleyError {
    return new ParleyError(`token_${kind}`, `The token function ${tokenProblems[kind]}`, 'Sign-in Failed', cause);
}
