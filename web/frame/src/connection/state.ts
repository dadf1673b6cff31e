import { isCuredByRefresh, isCuredByWaiting, type Refusal } from '@parley/protocol';
import type { Obstacle } from '../identity/identity.ts';

/** Where a connection is; the page only draws it. */
export type ConnectionState =
    | { readonly name: 'idle' }
    | { readonly name: 'connecting'; readonly attempt: number }
    | { readonly name: 'open' }
    | { readonly name: 'waiting'; readonly attempt: number; readonly retryAt: number; readonly reason?: Refusal | undefined }
    | { readonly name: 'closed'; readonly reason: Obstacle };

/** What to do after a connection has ended. */
export type Next =
    | { readonly step: 'renew'; readonly reason: Refusal }
    | { readonly step: 'reconnect' }
    | { readonly step: 'wait'; readonly reason?: Refusal | undefined }
    | { readonly step: 'stop'; readonly reason: Refusal };

/** How a connection ended: the hub's refusal, where one came, and the WebSocket close code. */
export interface Ending {
    readonly refusal?: Refusal | undefined;
    readonly closeCode: number;
    /** A token was renewed for this attempt already: being refused again is final. */
    readonly renewed: boolean;
    /** There is somebody to ask for a new token. */
    readonly canRenew: boolean;
}

const codeOfClose: Readonly<Record<number, string>> = {
    4401: 'session_expired',
    4403: 'access_denied',
    4404: 'not_found',
    4400: 'invalid_request',
    4413: 'too_large',
};

/** The refusal that a bare close code stands for, when the frame that explains it was lost. */
function implied(closeCode: number): Refusal | undefined {
    const code = codeOfClose[closeCode];
    return code === undefined ? undefined : { code, title: '', detail: '' };
}

export function nextStep({ refusal, closeCode, renewed, canRenew }: Ending): Next {
    const reason = refusal ?? implied(closeCode);
    if (reason === undefined || isCuredByWaiting(reason.code)) {
        return { step: 'wait', reason: refusal };
    }
    if (reason.code === 'identity_changed') {
        return { step: 'reconnect' };
    }
    if (isCuredByRefresh(reason.code) && canRenew && !renewed) {
        return { step: 'renew', reason };
    }
    return { step: 'stop', reason };
}
