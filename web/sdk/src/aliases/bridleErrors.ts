import type { ParleyError, ParleyErrorCode } from '../errors.ts';

export type BridleAuthCode = 'MISSING_AGENT_ID' | 'ORIGIN_NOT_ALLOWED' | 'MISSING_TOKEN' | 'INVALID_TOKEN';

/** What `Bridle` reports when the hub does not let the user in. */
export class BridleAuthError extends Error {
    override readonly name = 'BridleAuthError';

    constructor(
        readonly code: BridleAuthCode,
        message: string,
        readonly details: Readonly<Record<string, unknown>>,
    ) {
        super(message);
    }
}

const codes: Partial<Record<ParleyErrorCode, BridleAuthCode>> = {
    origin_not_allowed: 'ORIGIN_NOT_ALLOWED',
    sign_in_required: 'MISSING_TOKEN',
    session_expired: 'INVALID_TOKEN',
    authentication_failed: 'INVALID_TOKEN',
    invalid_identity_token: 'INVALID_TOKEN',
    identity_not_configured: 'INVALID_TOKEN',
    token_stale: 'INVALID_TOKEN',
};

const texts: Record<BridleAuthCode, (agentId: string) => string> = {
    MISSING_AGENT_ID: () => 'Missing agent-id on the embed script.',
    ORIGIN_NOT_ALLOWED: () =>
        `Origin ${location.origin} isn't whitelisted for this agent. Add it in the agent's allowed origins.`,
    MISSING_TOKEN: () => 'Authentication required - provide a JWT via data-token.',
    INVALID_TOKEN: () => 'The provided token is invalid or expired.',
};

/** A refusal as `Bridle` names it; whatever the token function threw, itself; any other error as it is. */
export function bridleError(error: ParleyError, agentId: string): Error {
    const code = codes[error.code];
    if (code !== undefined) {
        const details = { agentId, origin: location.origin, code: error.code, detail: error.message };
        return new BridleAuthError(code, texts[code](agentId), details);
    }
    return error.cause instanceof Error ? error.cause : error;
}
