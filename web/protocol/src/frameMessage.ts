/**
 * The guard of what the frame tells the page. Every page that shows a chat pays for its bytes, so it is made of patterns
 * over the JSON of each field, and not of the guards that the frame can afford.
 */

import type { FrameMessage } from './host.ts';

interface Patterns {
    readonly [field: string]: RegExp | Patterns;
}

const text = /^"/;
const textOrAbsent = /^["u]/;
const count = /^\d+$/;
const time = /^"\d{4}-/;
const times = { serverTime: time, expiresAt: textOrAbsent };

const messages = {
    token_needed: { request: count, reason: text, stale: textOrAbsent },
    ready: times,
    identified: times,
    message: {
        message: { id: text, conversation: text, role: /^"(user|assistant)"$/, text, createdAt: time },
    },
    unread: { count },
    error: { code: text, title: text, detail: text, requestId: textOrAbsent },
    close: {},
    logged_out: {},
} satisfies Record<FrameMessage['type'], Patterns>;

function passes(patterns: Patterns, value: unknown): boolean {
    return Object.entries(patterns).every(([name, pattern]) => {
        const field = (value as Record<string, unknown> | null | undefined)?.[name];
        // What is absent has no JSON, and is tested as "undefined".
        return pattern instanceof RegExp ? pattern.test(JSON.stringify(field)) : passes(pattern, field);
    });
}

export function isFrameMessage(value: unknown): value is FrameMessage {
    const type = (value as { type: FrameMessage['type'] } | null | undefined)?.type;
    return !!type && Object.hasOwn(messages, type) && passes(messages[type], value);
}
