import { isRecord } from '@parley/protocol';

/** What the sign-in window says to the frame that opened it. */
export interface SignedIn {
    readonly type: 'parley:signed-in';
    readonly nonce: string;
    readonly token: string;
}

export function isSignedIn(data: unknown): data is SignedIn {
    return isRecord(data) && data['type'] === 'parley:signed-in' && typeof data['nonce'] === 'string'
        && typeof data['token'] === 'string' && data['token'].startsWith('ses_');
}
