import { isCuredByRefresh, type AcceptedFrame, type ChangedFrame, type HubFrame, type Message, type MessageFrame, type RefusedFrame, type StartedFrame } from '@parley/protocol';
import type { Entry } from '../conversation/transcript.ts';
import type { Chat } from './chat.ts';
import type { ChatListener } from './ports.ts';

const titleLength = 60;

/** Turns each frame of the hub into what it means for the chat. */
export class FrameHandler {
    constructor(
        private readonly chat: Chat,
        private readonly listener: ChatListener,
    ) {}

    receive(frame: HubFrame): void {
        const { chat } = this;
        const { thread, sending, renewal } = chat;
        switch (frame.type) {
            case 'ready': chat.ready(frame); break;
            case 'identified': chat.identified(frame.expiresAt); break;
            case 'accepted': this.#accepted(frame); break;
            case 'started': this.#started(frame); break;
            case 'delta': thread.delta(frame); break;
            case 'tool': thread.transcript.tool(frame); break;
            case 'completed': this.#ended(thread.transcript.completed(frame), frame.message); break;
            case 'stopped': this.#stopped(thread.transcript.stopped(frame.run)); break;
            case 'failed': this.#failed(thread.transcript.failed(frame)); break;
            case 'message': this.#message(frame); break;
            case 'changed': this.#changed(frame); break;
            case 'resumed': thread.resumed(frame); break;
            case 'token_expiring': void renewal.early(); break;
            case 'reauthenticate': chat.reauthenticate(frame.code); break;
            case 'refused': this.#refused(frame); break;
            case 'pong': return;
            default: frame satisfies never;
        }
        sending.flush();
        chat.changed();
    }

    #accepted(frame: AcceptedFrame): void {
        const { thread, sending, history } = this.chat;
        const sent = sending.accepted(frame);
        if (sent === undefined) {
            return;
        }
        const message: Message = {
            id: frame.message, seq: frame.seq, role: 'user', text: sent.text, state: 'completed', createdAt: this.chat.hubClock.now(),
        };
        if (sent.conversation === thread.conversation && sent.conversation !== frame.conversation) {
            this.chat.conversationNamed(frame.conversation);
        }
        if (frame.conversation === thread.conversation) {
            thread.transcript.put(message);
        } else {
            // The hub streams only the conversation that was used last: ask for ours again.
            void thread.sync();
        }
        history.touch(frame.conversation, titleFrom(sent.text));
        this.listener.message(frame.conversation, message);
    }

    #started(frame: StartedFrame): void {
        if (frame.conversation === this.chat.thread.conversation) {
            this.chat.thread.transcript.started(frame, this.chat.hubClock.now());
            this.chat.announce({ kind: 'answering' });
        } else {
            this.chat.history.touch(frame.conversation);
        }
    }

    #ended(entry: Entry | undefined, message: string): void {
        const { thread } = this.chat;
        if (entry !== undefined) {
            this.chat.announce({ kind: 'answered', text: entry.message.text });
            this.listener.message(thread.conversation, entry.message);
        } else if (thread.transcript.find(message)?.message.state === 'streaming') {
            void thread.reload();
        }
    }

    #stopped(entry: Entry | undefined): void {
        if (entry !== undefined) {
            this.chat.announce({ kind: 'stopped' });
        }
    }

    #failed(entry: Entry | undefined): void {
        const failure = entry?.message.failure;
        if (failure !== undefined) {
            this.chat.announce({ kind: 'failed', code: failure.code });
            this.listener.failed({ code: failure.code, title: '', detail: failure.detail ?? '' });
        }
    }

    #message(frame: MessageFrame): void {
        const { thread, history } = this.chat;
        if (frame.conversation === thread.conversation) {
            thread.transcript.put(frame);
        }
        history.touch(frame.conversation, frame.role === 'user' ? titleFrom(frame.text) : undefined);
    }

    #changed(frame: ChangedFrame): void {
        const { thread, history } = this.chat;
        if (frame.title !== undefined) {
            history.titled(frame.conversation, frame.title);
        }
        if (frame.deleted === true) {
            history.gone(frame.conversation);
            if (frame.conversation === thread.conversation) {
                this.chat.newConversation();
            }
        }
        thread.transcript.rated(frame);
    }

    #refused({ id, error }: RefusedFrame): void {
        if (id !== undefined) {
            this.chat.sending.refused(id, error);
        } else if (error.code === 'identity_changed') {
            this.chat.forgetUser();
        } else if (isCuredByRefresh(error.code)) {
            this.chat.renewal.refused(error);
        } else if (this.chat.connection.state.name === 'open') {
            this.chat.notify({ kind: 'refused', refusal: error });
        }
    }
}

function titleFrom(text: string): string {
    const line = text.trim().split('\n', 1)[0] ?? '';
    return line.length <= titleLength ? line : `${line.slice(0, titleLength - 1)}…`;
}
