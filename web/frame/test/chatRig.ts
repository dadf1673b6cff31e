import type { ReadyFrame, Refusal } from '@parley/protocol';
import { Chat } from '../src/chat/chat.ts';
import { Memory } from '../src/chat/memory.ts';
import { Api } from '../src/conversation/api.ts';
import { nobody } from '../src/hostBridge.ts';
import { Identity, type TokenSource } from '../src/identity/identity.ts';
import { storeOf, type Store } from '../src/storage.ts';
import { FakeClock, FakeSocket, settled } from './fakes.ts';

export const now = '2026-11-21T10:00:00.000Z';
const denied = (): Store => storeOf(() => {
    throw new Error('denied');
});

const ticket = { current: async () => 'ticket' };

/** A chat, with the hub, the page and the clock played by the test. */
export class Rig implements TokenSource {
    readonly clock = new FakeClock();
    readonly sockets: FakeSocket[] = [];
    readonly store = denied();
    readonly requests: string[] = [];
    /** What REST answers, by path below the agent. */
    readonly rest = new Map<string, unknown>();
    readonly asked: string[] = [];
    readonly failures: Refusal[] = [];
    readonly identity: Identity;
    readonly chat: Chat;
    give: () => Promise<string> = async () => `token-${this.asked.length + 1}`;

    constructor(identity?: Identity) {
        this.identity = identity ?? new Identity(this, true, 'token-1');
        const fetch = async (url: string | URL | Request): Promise<Response> => {
            const path = String(url).replace('/embed/v1/agents/helper', '');
            this.requests.push(path);
            const body = this.rest.get(path);
            const error: Refusal = { code: 'not_found', title: '', detail: '' };
            return Response.json(body === undefined ? { success: false, error } : { success: true, data: body });
        };
        this.chat = new Chat({
            clock: this.clock,
            random: () => 0,
            identity: this.identity,
            api: new Api('helper', ticket, this.identity, fetch),
            memory: new Memory('helper', this.store, denied()),
            ticket,
            listener: { ...nobody, failed: (refusal) => void this.failures.push(refusal) },
            openSocket: () => {
                const socket = new FakeSocket();
                this.sockets.push(socket);
                return socket;
            },
            changed: () => {},
        });
    }

    ask(reason: string): Promise<string> {
        this.asked.push(reason);
        return this.give();
    }

    get hub(): FakeSocket {
        return this.sockets.at(-1) as FakeSocket;
    }

    get texts(): string[] {
        return this.chat.thread.transcript.shown.map(({ message }) => message.text);
    }

    async connect(more: Partial<ReadyFrame> = {}): Promise<void> {
        this.chat.start();
        await settled();
        await this.greet(more);
    }

    async greet(more: Partial<ReadyFrame> = {}): Promise<void> {
        await this.hub.open();
        await this.hub.say({
            type: 'ready', principal: { kind: 'user', issuer: 'agent', id: 'jane' }, agent: { id: 'agt_1', slug: 'helper', name: 'Helper', greeting: '' },
            epoch: 'e1', serverTime: now, ...more,
        });
    }

    /** Lets time pass on a line that lives. */
    async live(milliseconds: number): Promise<void> {
        for (let left = milliseconds; left > 0; left -= 20_000) {
            await this.clock.pass(Math.min(left, 20_000));
            await this.hub.say({ type: 'pong', serverTime: now });
        }
    }

    async accept(seq: number, conversation = 'cnv_1'): Promise<void> {
        const send = this.hub.of('send').at(-1);
        await this.hub.say({ type: 'accepted', id: send?.id ?? '', message: `msg_${seq}`, seq, conversation });
    }
}
