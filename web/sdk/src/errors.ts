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
    readonly code: ParleyErrorCode;
    /** A heading for people, such as "Session Expired". */
    readonly title: string;

    constructor(code: ParleyErrorCode, message: string, title = 'Chat Unavailable', cause?: unknown) {
        super(message, { cause });
        this.name = 'ParleyError';
        this.code = code;
        this.title = title;
    }
}

const tokenProblems: Record<TokenFailure, string> = {
    refused: 'got 401 or 403: is the user signed in here?',
    failed: 'threw or gave no text.',
    timeout: 'was silent for 10 s.',
    stale: 'gave a token that the hub refuses: it must fetch a new one each time.',
};

export function tokenError(kind: TokenFailure, cause?: unknown): ParleyError {
    return new ParleyError(`token_${kind}`, `The token function ${tokenProblems[kind]}`, 'Sign-in Failed', cause);
}
