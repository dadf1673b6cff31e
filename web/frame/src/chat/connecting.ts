import type { HubFrame, Refusal } from '@parley/protocol';
import { Connection, type Hello } from '../connection/connection.ts';
import type { ConnectionState } from '../connection/state.ts';
import { RequestRefused, type Api } from '../conversation/api.ts';
import type { ChatPorts } from './ports.ts';

interface Hearer {
    /** False while the user has yet to say that a new token shall be asked for again. */
    isRenewable(): boolean;
    changed(state: ConnectionState): void;
    received(frame: HubFrame): void;
}

/** The chat's connection: says who we are, and finds out why it was refused. */
export function connectionFor(ports: ChatPorts, hearer: Hearer): Connection {
    const { clock, random, identity, api } = ports;
    return new Connection({
        clock,
        random,
        openSocket: () => ports.openSocket(),
        hello: () => helloFor(ports),
        // A login that is over is not renewed but left out: what it opened then asks to sign in again.
        canRenew: () => identity.isFromLogin || (identity.canRenew && hearer.isRenewable()),
        renew: async () => identity.isFromLogin ? identity.forgetLogin() : identity.renew('refused'),
        diagnose: () => diagnose(api),
        changed: (state) => hearer.changed(state),
        received: (frame) => hearer.received(frame),
    });
}

/** The visitor goes along with a token: the hub may let whoever signs in keep what that visitor said. */
async function helloFor({ identity, api, memory, ticket }: ChatPorts): Promise<Hello> {
    const token = await identity.forConnecting();
    const shown = await ticket.current();
    const visitor = api.visitor ?? memory.visitor;
    return {
        type: 'hello',
        ...(token === undefined ? {} : { token }),
        ...(visitor === undefined ? {} : { visitor }),
        ...(shown === undefined ? {} : { ticket: shown }),
        capabilities: ['markdown'],
    };
}

/** The hub's reason, told by REST to who may not have a socket; undefined when nobody answers. */
async function diagnose(api: Api): Promise<Refusal | undefined> {
    try {
        await api.session();
        return undefined;
    } catch (error) {
        const refusal = error instanceof RequestRefused ? error.refusal : undefined;
        return refusal?.code === 'connection_lost' ? undefined : refusal;
    }
}
