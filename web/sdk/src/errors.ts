/** Everything `onError` can report, and what `init` throws. */
export type ParleyErrorCode =
    /** The user's token has ended, or the hub no longer takes it; a new one is asked for by itself. */
    | 'session_expired'
    | 'authentication_failed'
    /** The backend signs something else than the hub expects; the message says what. */
    | 'invalid_identity_token'
    | 'identity_not_configured'
    /** The user may not use this agent, or not on this page. */
    | 'sign_in_required'
    | 'access_denied'
    | 'origin_not_allowed'
    | 'not_found'
    /** A request of this chat was refused. */
    | 'invalid_request'
    | 'conflict'
    | 'too_large'
    | 'rate_limited'
    /** The connection ended; the chat connects again by itself where that helps. */
    | 'identity_changed'
    | 'slow_reader'
    | 'unavailable'
    | 'internal_error'
    | 'connection_lost'
    /** An answer did not come to its end. */
    | 'model_unavailable'
    | 'model_refused'
    | 'model_timeout'
    | 'model_truncated'
    | 'budget_exceeded'
    | 'interrupted'
    /** The token endpoint of the host product answered 401 or 403. */
    | 'token_refused'
    /** The token function threw, or gave no text. */
    | 'token_failed'
    /** The token function was silent for 10 s. */
    | 'token_timeout'
    /** The token function gave a token again that the hub had refused, or another that is no better. */
    | 'token_stale'
    /** The chat frame did not load, or may not be shown on this page. */
    | 'frame_unavailable'
    /** An option is missing or wrong, or the page is in a sandbox that leaves it no origin; `init` throws it. */
    | 'invalid_options';

/** The one error of this package. `message` says what to do next; it never holds a token. */
export class ParleyError extends Error {
    readonly code: ParleyErrorCode;
    /** A heading for people, such as "Session Expired". */
    readonly title: string;
    /** Finds the refusal in the hub's log, where the hub has said one. */
    readonly requestId: string | undefined;

    constructor(code: ParleyErrorCode, message: string, title = 'Chat Unavailable', cause?: unknown, requestId?: string) {
        super(message, { cause });
        this.name = 'ParleyError';
        this.code = code;
        this.title = title;
        this.requestId = requestId;
    }
}
