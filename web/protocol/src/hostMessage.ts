/** The guard of what the page tells the frame. */

import { byType, isNonEmpty, type Fields } from './byType.ts';
import { isBoolean, isCount, isRecord, isString, listOf, oneOf, optional, type Guard } from './guards.ts';
import type { Appearance, HostMessage } from './host.ts';

const isTheme = oneOf('light', 'dark', 'auto');

const isAppearance: Guard<Appearance> = (value): value is Appearance =>
    isRecord(value) &&
    [value['title'], value['placeholder'], value['greeting'], value['accent']].every(optional(isString)) &&
    optional(listOf(isString))(value['starters']);

const fields = {
    setup: {
        version: isCount,
        identity: isBoolean,
        mode: oneOf('floating', 'inline'),
        open: isBoolean,
        theme: isTheme,
        locale: optional(isString),
        appearance: isAppearance,
        context: optional(isRecord),
    },
    token: { request: optional(isCount), token: isNonEmpty },
    token_failed: { request: isCount, kind: oneOf('refused', 'failed', 'timeout', 'stale') },
    send: { text: isNonEmpty },
    new_conversation: {},
    set_context: { context: isRecord },
    theme: { theme: isTheme },
    open: { focus: isBoolean },
    close: {},
    logout: {},
} satisfies Record<HostMessage['type'], Fields>;

const passes = byType(fields);

export function isHostMessage(value: unknown): value is HostMessage {
    return passes(value);
}
