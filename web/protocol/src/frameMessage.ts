/** The guard of what the frame tells the page. */

import { byType, type Fields } from './byType.ts';
import { isCount, isString, isTime, objectOf, oneOf, optional } from './guards.ts';
import type { FrameMessage, TranscriptMessage } from './host.ts';

const fields = {
    token_needed: {
        request: isCount,
        reason: oneOf('connect', 'expiring', 'refused', 'retry'),
        stale: optional(isString),
    },
    ready: { serverTime: isTime, expiresAt: optional(isTime) },
    identified: { serverTime: isTime, expiresAt: optional(isTime) },
    message: {
        message: objectOf<TranscriptMessage>({
            id: isString,
            conversation: isString,
            role: oneOf('user', 'assistant'),
            text: isString,
            createdAt: isTime,
        }),
    },
    unread: { count: isCount },
    error: { code: isString, title: isString, detail: isString },
    close: {},
    logged_out: {},
} satisfies Record<FrameMessage['type'], Fields>;

const passes = byType(fields);

export function isFrameMessage(value: unknown): value is FrameMessage {
    return passes(value);
}
