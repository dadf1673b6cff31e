import { isBoolean, isCount, isRecord, isString, isTime, listOf, objectOf, oneOf, optional, type Guard } from './guards.ts';
import {
    isAgent, isCitation, isMessage, isPrincipal, isRating, isRefusal,
    type Agent, type Citation, type Message, type Principal, type Rating, type Refusal,
} from './model.ts';
import type { PageContext } from './host.ts';

/** What the browser sends. The first frame of a connection is `hello`. */
export type ClientFrame =
    | { type: 'hello'; token?: string; visitor?: string; ticket?: string; capabilities: string[] }
    | { type: 'identify'; token: string }
    | { type: 'send'; id: string; text: string; conversation?: string }
    | { type: 'stop'; run: string }
    | { type: 'regenerate'; message: string }
    | { type: 'resume'; conversation: string; afterSeq: number; run?: string; offset?: number }
    | { type: 'feedback'; message: string; rating: Rating; comment?: string }
    /** What the page around the chat says of itself, in the place of what it said before. */
    | { type: 'context'; context: PageContext }
    | { type: 'ping' };

export interface ReadyFrame {
    type: 'ready';
    principal: Principal;
    agent: Agent;
    /** The conversation that a `send` without one continues. */
    conversation?: string;
    visitor?: string;
    /** The visitor whose token came along is this user by now: that token counts no more. */
    adopted?: boolean;
    expiresAt?: string;
    /** Changes when the store was restored: whatever the page remembers of before no longer counts. */
    epoch: string;
    serverTime: string;
}

export interface IdentifiedFrame { type: 'identified'; expiresAt?: string }
export interface AcceptedFrame { type: 'accepted'; id: string; message: string; seq: number; conversation: string }
export interface StartedFrame {
    type: 'started'; run: string; message: string; seq: number; conversation: string; replaces?: string;
}
/** `offset` is the length of the answer before this piece, in UTF-16 units. */
export interface DeltaFrame { type: 'delta'; run: string; offset: number; text: string }
export interface ToolFrame { type: 'tool'; run: string; name: string; state: 'running' | 'done' | 'failed' }
export interface CompletedFrame {
    type: 'completed'; run: string; message: string; seq: number; usage?: unknown; citations?: Citation[];
}
export interface FailedFrame { type: 'failed'; run: string; code: string; detail: string; retryAfterMs?: number }
export interface StoppedFrame { type: 'stopped'; run: string }
export type MessageFrame = { type: 'message'; conversation: string } & Message;
export interface ChangedFrame {
    type: 'changed'; conversation: string; title?: string; deleted?: boolean; message?: string; rating?: Rating;
}
export interface ResumedFrame { type: 'resumed'; conversation: string; seq: number; complete: boolean }
export interface TokenExpiringFrame { type: 'token_expiring'; at: string }
export interface ReauthenticateFrame { type: 'reauthenticate'; code: string }
export interface RefusedFrame { type: 'refused'; id?: string; error: Refusal }
export interface PongFrame { type: 'pong'; serverTime: string }

/** What the hub sends. */
export type HubFrame =
    | ReadyFrame | IdentifiedFrame | AcceptedFrame | StartedFrame | DeltaFrame | ToolFrame | CompletedFrame
    | FailedFrame | StoppedFrame | MessageFrame | ChangedFrame | ResumedFrame | TokenExpiringFrame
    | ReauthenticateFrame | RefusedFrame | PongFrame;

type Body<F> = Omit<F, 'type'>;
type Bodies = { [T in HubFrame['type']]: Guard<Body<Extract<HubFrame, { type: T }>>> };

const isAnything: Guard<unknown> = (_value): _value is unknown => true;
const hasConversation = objectOf<{ conversation: string }>({ conversation: isString });

const bodies: Bodies = {
    ready: objectOf<Body<ReadyFrame>>({
        principal: isPrincipal, agent: isAgent, conversation: optional(isString), visitor: optional(isString),
        adopted: optional(isBoolean), expiresAt: optional(isTime), epoch: isString, serverTime: isTime,
    }),
    identified: objectOf<Body<IdentifiedFrame>>({ expiresAt: optional(isTime) }),
    accepted: objectOf<Body<AcceptedFrame>>({ id: isString, message: isString, seq: isCount, conversation: isString }),
    started: objectOf<Body<StartedFrame>>({
        run: isString, message: isString, seq: isCount, conversation: isString, replaces: optional(isString),
    }),
    delta: objectOf<Body<DeltaFrame>>({ run: isString, offset: isCount, text: isString }),
    tool: objectOf<Body<ToolFrame>>({ run: isString, name: isString, state: oneOf('running', 'done', 'failed') }),
    completed: objectOf<Body<CompletedFrame>>({
        run: isString, message: isString, seq: isCount, usage: isAnything, citations: optional(listOf(isCitation)),
    }),
    failed: objectOf<Body<FailedFrame>>({
        run: isString, code: isString, detail: isString, retryAfterMs: optional(isCount),
    }),
    stopped: objectOf<Body<StoppedFrame>>({ run: isString }),
    message: (value): value is Body<MessageFrame> => hasConversation(value) && isMessage(value),
    changed: objectOf<Body<ChangedFrame>>({
        conversation: isString, title: optional(isString), deleted: optional(isBoolean),
        message: optional(isString), rating: optional(isRating),
    }),
    resumed: objectOf<Body<ResumedFrame>>({ conversation: isString, seq: isCount, complete: isBoolean }),
    token_expiring: objectOf<Body<TokenExpiringFrame>>({ at: isTime }),
    reauthenticate: objectOf<Body<ReauthenticateFrame>>({ code: isString }),
    refused: objectOf<Body<RefusedFrame>>({ id: optional(isString), error: isRefusal }),
    pong: objectOf<Body<PongFrame>>({ serverTime: isTime }),
};

function isHubFrame(value: unknown): value is HubFrame {
    if (!isRecord(value) || !isString(value['type']) || !Object.hasOwn(bodies, value['type'])) {
        return false;
    }
    return bodies[value['type'] as HubFrame['type']](value);
}

/** The frame in this text, or undefined for anything that is none: a newer hub may send what we do not know. */
export function decodeHubFrame(text: string): HubFrame | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return isHubFrame(value) ? value : undefined;
    } catch {
        return undefined;
    }
}
