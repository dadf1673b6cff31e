/** The guards of the host messages: what comes over a window or a port is `unknown` until one of these passes. */

import type { Connect, FrameMessage, Hello, HostMessage } from './host.ts';

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const time: Check = (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value));

function nonEmpty(value: unknown): boolean {
    return typeof value === 'string' && value !== '';
}

function oneOf(...allowed: readonly string[]): Check {
    return (value) => allowed.includes(value as string);
}

function maybe(check: Check): Check {
    return (value) => value === undefined || check(value);
}

function listOf(check: Check): Check {
    return (value) => Array.isArray(value) && value.every(check);
}

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(shape: Shape): Check {
    return (value) => isRecord(value) && Object.entries(shape).every(([name, check]) => check(value[name]));
}

function mapOf(check: Check): Check {
    return (value) => isRecord(value) && Object.values(value).every(check);
}

function union(shapes: Readonly<Record<string, Shape>>): Check {
    const checks = new Map(Object.entries(shapes).map(([type, shape]) => [type, objectOf(shape)]));
    return (value) => isRecord(value) && (checks.get(value['type'] as string)?.(value) ?? false);
}

const theme = /* @__PURE__ */ oneOf('light', 'dark', 'auto');
const context = /* @__PURE__ */ mapOf(
    (value) => typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value),
);

const hostMessage = /* @__PURE__ */ union({
    setup: {
        version: count,
        identity: flag,
        mode: oneOf('floating', 'inline'),
        open: flag,
        theme,
        locale: maybe(text),
        appearance: objectOf({
            title: maybe(text),
            placeholder: maybe(text),
            greeting: maybe(text),
            starters: maybe(listOf(text)),
            accent: maybe((value) => typeof value === 'string' && /^#([0-9a-f]{3}){1,2}$/i.test(value)),
        }),
        context: maybe(context),
    },
    token: { request: maybe(count), token: nonEmpty },
    token_failed: { request: count, kind: oneOf('refused', 'failed', 'timeout', 'stale') },
    send: { text: nonEmpty },
    new_conversation: {},
    set_context: { context },
    theme: { theme },
    open: { focus: flag },
    close: {},
    logout: {},
    destroy: {},
} satisfies Record<HostMessage['type'], Shape>);

const frameMessage = /* @__PURE__ */ union({
    token_needed: { request: count, reason: oneOf('connect', 'expiring', 'refused', 'retry'), stale: maybe(text) },
    ready: { serverTime: time, expiresAt: maybe(time) },
    identified: { serverTime: time, expiresAt: maybe(time) },
    message: {
        message: objectOf({ id: text, conversation: text, role: oneOf('user', 'assistant'), text, createdAt: time }),
    },
    unread: { count },
    error: { code: text, title: text, detail: text },
    close: {},
    logged_out: {},
} satisfies Record<FrameMessage['type'], Shape>);

function isNamed(value: unknown, type: string): boolean {
    return isRecord(value) && value['type'] === type && nonEmpty(value['nonce']);
}

export function isHello(value: unknown): value is Hello {
    return isNamed(value, 'parley:hello');
}

export function isConnect(value: unknown): value is Connect {
    return isNamed(value, 'parley:connect');
}

export function isHostMessage(value: unknown): value is HostMessage {
    return hostMessage(value);
}

export function isFrameMessage(value: unknown): value is FrameMessage {
    return frameMessage(value);
}
