/** Every code with which the hub refuses, and what a page can do about it. */
export type RefusalCode =
    | 'session_expired'
    | 'authentication_failed'
    | 'invalid_identity_token'
    | 'identity_not_configured'
    | 'sign_in_required'
    | 'access_denied'
    | 'origin_not_allowed'
    | 'not_found'
    | 'rate_limited'
    | 'invalid_request'
    | 'identity_changed'
    | 'conflict'
    | 'too_large'
    | 'slow_reader'
    | 'unavailable'
    | 'internal_error';

/** A new token from the host may cure these; no other refusal is worth asking the host again. */
export function isCuredByRefresh(code: string): boolean {
    return code === 'session_expired' || code === 'authentication_failed';
}

/** The connection was ended for a passing reason: connect again after a while. */
export function isCuredByWaiting(code: string): boolean {
    return code === 'rate_limited' || code === 'slow_reader' || code === 'unavailable' || code === 'internal_error';
}
