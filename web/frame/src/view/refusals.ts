import type { Chat } from '../chat/chat.ts';
import type { Obstacle } from '../identity/identity.ts';
import type { Messages } from '../text/en.ts';

/** What a refusal is called, what it means for the reader, and what can be done about it. */
export interface Explanation {
    readonly title: string;
    readonly sentence: string;
    readonly remedy: 'retry' | 'signIn' | 'none';
    /** The session is over but what is on the screen may stay: a dialog over it, not a page instead of it. */
    readonly isPassing: boolean;
}

const retried = new Set(['session_expired', 'authentication_failed', 'connection_lost', 'unavailable', 'rate_limited', 'internal_error']);

export function explain({ code, title, cause }: Obstacle, messages: Messages): Explanation {
    const known = Object.hasOwn(messages.refusals, code) ? (code as keyof Messages['refusals']) : 'other';
    const aboutToken = code.startsWith('token_');
    return {
        title: known === 'other' && title !== '' ? title : messages.titles[renamed(known, cause)],
        sentence: messages.refusals[known],
        remedy: code === 'sign_in_required' ? 'signIn' : aboutToken || retried.has(code) || known === 'other' ? 'retry' : 'none',
        isPassing: aboutToken || code === 'session_expired' || code === 'authentication_failed',
    };
}

/** Why a token was needed says more than that none came; but that the host has signed its user out says most. */
function renamed(known: keyof Messages['titles'], cause: string | undefined): keyof Messages['titles'] {
    const isSilence = known.startsWith('token_') && known !== 'token_refused';
    return isSilence && cause === 'authentication_failed' ? cause : known;
}

/** Why the chat cannot go on without the user, if it cannot. */
export function refusalOf(chat: Chat): Obstacle | undefined {
    const { state } = chat.connection;
    const isStuck = state.name === 'closed' || (state.name === 'waiting' && chat.principal === undefined);
    return chat.renewal.failure ?? (isStuck ? state.reason : undefined);
}

/** Before anybody was let in there is nothing to keep on the screen; and who is shut out must not read on. */
export function isShutOut(chat: Chat, refusal: Obstacle, messages: Messages): boolean {
    return chat.principal === undefined || !explain(refusal, messages).isPassing;
}
