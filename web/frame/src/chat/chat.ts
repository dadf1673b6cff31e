import type { Agent, ClientFrame, Principal, Rating, ReadyFrame } from '@parley/protocol';
import type { Connection } from '../connection/connection.ts';
import type { ConnectionState } from '../connection/state.ts';
import { RequestRefused } from '../conversation/api.ts';
import { Outbox } from '../conversation/outbox.ts';
import type { Entry } from '../conversation/transcript.ts';
import { freshId } from '../ids.ts';
import { connectionFor } from './connecting.ts';
import { FrameHandler } from './frameHandler.ts';
import { History } from './history.ts';
import { HubClock } from './hubClock.ts';
import { principalKey } from './memory.ts';
import { Opening } from './opening.ts';
import { PageData } from './pageData.ts';
import type { Announcement, ChatPorts, Notice } from './ports.ts';
import { Renewal } from './renewal.ts';
import { Sending } from './sending.ts';
import { Thread } from './thread.ts';

/** One user talking to one agent: everything that the view draws and everything that it can do. */
export class Chat {
    readonly thread: Thread;
    readonly history: History;
    readonly outbox: Outbox;
    readonly sending: Sending;
    readonly renewal: Renewal;
    readonly connection: Connection;
    readonly hubClock: HubClock;
    readonly pageData: PageData;
    agent: Agent | undefined;
    principal: Principal | undefined;
    notice: Notice | undefined;
    announcement: Announcement | undefined;
    /** Rises when the composer must forget its text: another conversation, or another user. */
    composerEpoch = 0;
    readonly #opening: Opening;
    #epoch: string | undefined;

    constructor(private readonly ports: ChatPorts) {
        const { clock, api, identity, memory } = ports;
        const changed = (): void => ports.changed();
        const send = (frame: ClientFrame): boolean => this.connection.send(frame);
        this.hubClock = new HubClock(clock);
        this.outbox = new Outbox(memory.passing);
        this.history = new History(api, clock, changed);
        this.sending = new Sending(this.outbox, { clock, send, changed, tokenRefused: ({ code }) => this.reauthenticate(code) });
        this.renewal = new Renewal(identity, {
            clock, send, changed,
            random: ports.random,
            reconnect: () => this.connection.connect(),
            failed: (refusal) => ports.listener.failed(refusal),
        });
        this.thread = new Thread({
            api, send, changed,
            synced: () => this.sending.synced(),
            vanished: () => this.newConversation(),
        });
        this.pageData = new PageData(send, (refusal) => ports.listener.failed(refusal));
        this.#opening = new Opening(memory, this.outbox, this.thread);
        const handler = new FrameHandler(this, ports.listener);
        this.connection = connectionFor(ports, {
            isRenewable: () => this.renewal.failure === undefined,
            changed: (state) => this.#connectionChanged(state),
            received: (frame) => handler.receive(frame),
        });
    }

    start(): void {
        this.connection.connect();
    }

    // What the user can do.

    send(text: string): boolean {
        const trimmed = text.trim();
        if (trimmed === '') {
            return false;
        }
        if (this.outbox.isFull) {
            this.notify({ kind: 'full' });
            return false;
        }
        const { conversation } = this.thread;
        this.outbox.add({ id: freshId(), text: trimmed, conversation, at: this.ports.clock.now() });
        this.sending.flush();
        this.ports.changed();
        return true;
    }

    /** Stops the answer that is being written. */
    stop(): void {
        const run = this.thread.transcript.running?.run;
        if (run !== undefined) {
            this.connection.send({ type: 'stop', run });
        }
    }

    regenerate(message: string): void {
        this.connection.send({ type: 'regenerate', message });
    }

    rate({ message }: Entry, rating: Rating): void {
        if (this.connection.send({ type: 'feedback', message: message.id, rating })) {
            this.thread.transcript.rated({ type: 'changed', conversation: '', message: message.id, rating });
            this.ports.changed();
        }
    }

    newConversation(): void {
        this.#show(undefined);
        void this.thread.sync();
    }

    openConversation(conversation: string): void {
        if (conversation !== this.thread.conversation) {
            this.#show(conversation);
            void this.thread.sync();
        }
    }

    deleteConversation(conversation: string): void {
        this.history.remove(conversation);
        this.outbox.removeOf(conversation);
        this.ports.memory.keepDraft(conversation, '');
        this.notify({ kind: 'deleted' });
        if (conversation === this.thread.conversation) {
            this.newConversation();
        }
    }

    /** Takes a deletion back and shows what was deleted again. */
    undoDelete(): void {
        const { undoable } = this.history;
        this.history.undo();
        this.notify(undefined);
        if (undoable !== undefined) {
            this.openConversation(undoable.id);
        }
    }

    async renameConversation(conversation: string, title: string): Promise<void> {
        try {
            await this.history.rename(conversation, title);
        } catch (error) {
            if (error instanceof RequestRefused) {
                this.notify({ kind: 'refused', refusal: error.refusal });
            }
        }
    }

    get draft(): string {
        return this.ports.memory.draft(this.thread.conversation);
    }

    keepDraft(text: string): void {
        this.ports.memory.keepDraft(this.thread.conversation, text);
    }

    /** A person pressed Retry, whatever it was that failed. */
    retry(): void {
        const { state } = this.connection;
        const refusal = this.renewal.failure ?? (state.name === 'closed' ? state.reason : undefined);
        if (refusal?.code.startsWith('token_') === true) {
            void this.renewal.demanded(refusal.cause ?? refusal.code, 'retry');
        } else {
            this.ports.identity.forgetLogin();
            this.connection.connect();
        }
    }

    notify(notice: Notice | undefined): void {
        this.notice = notice;
        this.ports.changed();
    }

    announce(announcement: Announcement): void {
        this.announcement = announcement;
    }

    /** Ends the session and leaves nothing of anybody in this browser. */
    logout(): void {
        this.#forget();
        this.#opening.forget();
        this.ports.memory.wipeAll();
        this.ports.api.visitor = undefined;
        this.ports.identity.forget();
        this.connection.close();
    }

    // What the frames bring about.

    ready(frame: ReadyFrame): void {
        const { memory, api, listener } = this.ports;
        if (this.principal !== undefined && principalKey(this.principal) !== principalKey(frame.principal)) {
            this.forgetUser();
        }
        const first = this.principal === undefined;
        const early = first ? this.draft : '';
        this.agent = frame.agent;
        this.principal = frame.principal;
        this.renewal.settled(frame);
        this.hubClock.learn(frame.serverTime);
        api.visitor = frame.adopted === true ? undefined : (frame.visitor ?? api.visitor);
        memory.visitor = frame.adopted === true ? '' : frame.visitor;
        memory.useFor(frame.principal);
        this.outbox.keepUnder(memory.outboxKey);
        if (first) {
            this.#opening.show(frame.conversation, early, frame.adopted === true);
            this.composerEpoch += 1;
        }
        this.pageData.repeat();
        if (this.#epoch !== frame.epoch) {
            this.thread.distrust();
            this.#epoch = frame.epoch;
        }
        listener.ready(frame);
        this.ports.changed();
        void this.thread.sync();
    }

    /** The token on this connection is not enough any more; the running answer and the draft stay. */
    reauthenticate(code: string): void {
        this.sending.hold();
        if (this.ports.identity.canRenew) {
            void this.renewal.demanded(code);
        }
    }

    identified(expiresAt: string | undefined): void {
        const serverTime = this.hubClock.now();
        this.renewal.settled(expiresAt === undefined ? { serverTime } : { serverTime, expiresAt });
        this.sending.release();
        if (!this.sending.isSynced) {
            void this.thread.sync();
        }
        this.ports.listener.identified(expiresAt === undefined ? { serverTime } : { serverTime, expiresAt });
    }

    /** Somebody else is here now: nothing of the first user stays on the page or in the browser. */
    forgetUser(): void {
        if (this.principal?.kind === 'visitor') {
            this.#opening.keepBegun();
        }
        this.ports.memory.wipe();
        this.#forget();
    }

    /** The new conversation on the screen was given its id by the hub. */
    conversationNamed(conversation: string): void {
        this.ports.memory.moveDraft(this.thread.conversation, conversation);
        this.ports.memory.open = conversation;
        this.thread.named(conversation);
    }

    changed(): void {
        this.ports.changed();
    }

    #show(conversation: string | undefined): void {
        this.sending.unsynced();
        this.thread.show(conversation);
        this.ports.memory.open = conversation ?? 'new';
        this.composerEpoch += 1;
        this.ports.changed();
    }

    #forget(): void {
        this.principal = undefined;
        this.#epoch = undefined;
        this.pageData.forget();
        this.renewal.stop();
        this.notice = undefined;
        this.announcement = undefined;
        this.outbox.clear();
        this.sending.reset();
        this.history.clear();
        this.thread.show();
        this.composerEpoch += 1;
        this.ports.changed();
    }

    #connectionChanged(state: ConnectionState): void {
        if (state.name !== 'open') {
            this.sending.lineDropped();
            this.notice = this.notice?.kind === 'refused' ? undefined : this.notice;
        }
        if (state.name === 'waiting' && state.attempt === 1) {
            this.ports.listener.failed(state.reason ?? { code: 'connection_lost', title: '', detail: 'The chat is connecting again.' });
        }
        if (state.name === 'closed') {
            this.ports.listener.failed(state.reason);
        }
        this.ports.changed();
    }
}
