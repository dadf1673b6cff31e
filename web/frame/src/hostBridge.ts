import type { Agent, HostMessage, Message, Refusal } from '@parley/protocol';
import type { Chat } from './chat/chat.ts';
import type { ChatListener } from './chat/ports.ts';
import type { HostPort } from './identity/hostPort.ts';

/** What the host page can make the view do. */
export interface HostedView {
    theme(theme: 'light' | 'dark' | 'auto'): void;
    focus(): void;
    signedOut(): void;
}

/** Between the chat and the page that embeds it with the SDK. */
export class HostBridge implements ChatListener {
    #isOpen: boolean;
    #unread = 0;

    constructor(private readonly host: HostPort) {
        this.#isOpen = host.setup.open;
    }

    /** Does what the page says. */
    serve(chat: Chat, view: HostedView): void {
        chat.pageData.say(this.host.setup.context ?? {});
        this.host.listen((message) => this.#obey(message, chat, view));
    }

    ready({ serverTime, expiresAt, agent }: { serverTime: string; expiresAt?: string; agent: Agent }): void {
        const { accent, position } = agent.appearance ?? {};
        this.host.post({
            type: 'ready', serverTime, ...(expiresAt === undefined ? {} : { expiresAt }), ...(accent ? { accent } : {}), ...(position ? { position } : {}),
        });
    }

    identified({ serverTime, expiresAt }: { serverTime: string; expiresAt?: string }): void {
        this.host.post({ type: 'identified', serverTime, ...(expiresAt === undefined ? {} : { expiresAt }) });
    }

    message(conversation: string, { id, role, text, createdAt }: Message): void {
        this.host.post({ type: 'message', message: { id, conversation, role, text, createdAt } });
        if (role === 'assistant' && !this.#isOpen) {
            this.#count(this.#unread + 1);
        }
    }

    /** Of its own token function the page has heard where it was asked. */
    failed({ code, title, detail, requestId }: Refusal): void {
        if (!code.startsWith('token_')) {
            this.host.post({ type: 'error', code, title, detail, ...(requestId === undefined ? {} : { requestId }) });
        }
    }

    close(): void {
        this.host.post({ type: 'close' });
    }

    #obey(message: HostMessage, chat: Chat, view: HostedView): void {
        switch (message.type) {
            case 'token': return chat.renewal.offered(message.token, false);
            case 'send': return void chat.send(message.text);
            case 'new_conversation': return chat.newConversation();
            case 'theme': return view.theme(message.theme);
            case 'open': return this.#opened(message.focus, view);
            case 'close': return void (this.#isOpen = false);
            case 'logout': {
                chat.logout();
                view.signedOut();
                return this.host.post({ type: 'logged_out' });
            }
            case 'set_context': return chat.pageData.say(message.context);
            case 'setup':
            case 'token_failed':
                return;
        }
    }

    #opened(focus: boolean, view: HostedView): void {
        this.#isOpen = true;
        this.#count(0);
        if (focus) {
            view.focus();
        }
    }

    #count(unread: number): void {
        if (unread !== this.#unread) {
            this.#unread = unread;
            this.host.post({ type: 'unread', count: unread });
        }
    }
}

/** Tells nobody: a plain iframe or a page of its own. */
export const nobody: ChatListener = {
    ready() {},
    identified() {},
    message() {},
    failed({ code, detail, requestId }) {
        const say = code === 'connection_lost' ? console.warn : console.error;
        say(`Parley: ${code}: ${detail}${requestId === undefined ? '' : ` (${requestId})`} See docs/errors.md.`);
    },
};
