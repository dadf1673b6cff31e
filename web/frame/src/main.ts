// The chat frame: puts its parts together and connects.
import { Chat } from './chat/chat.ts';
import { Memory } from './chat/memory.ts';
import type { ChatPorts } from './chat/ports.ts';
import { systemClock } from './clock.ts';
import type { Socket } from './connection/connection.ts';
import { Api } from './conversation/api.ts';
import { HostBridge, nobody } from './hostBridge.ts';
import { findHost, type HostPort } from './identity/hostPort.ts';
import { signIn } from './identity/login.ts';
import { LoginWindow } from './identity/loginWindow.ts';
import { Identity, type KeptLogin, type TokenSource } from './identity/identity.ts';
import { ParentWindow } from './identity/parentWindow.ts';
import { Ticket, ticketRenewal } from './identity/ticket.ts';
import { readPage, type Page } from './page.ts';
import { storeOf } from './storage.ts';
import { freshId } from './ids.ts';
import { localeOf } from './text/locale.ts';
import { applyAccent, applyTheme, themeOf } from './theme/theme.ts';
import { viewContext } from './view/context.ts';
import { ParleyFrame } from './view/frame.ts';
import type { LoginWays } from './view/login.ts';

const isEmbedded = window.parent !== window;

async function start(): Promise<void> {
    const page = readPage(document, location.href);
    applyTheme(document.documentElement, themeOf(page.theme));
    const host = page.nonce !== undefined && isEmbedded
        ? await findHost(window, page.nonce, page.origins, systemClock)
        : undefined;
    const bridge = host === undefined ? undefined : new HostBridge(host);
    const view = document.querySelector('parley-frame') as ParleyFrame;
    const memory = new Memory(page.agent, storeOf(() => localStorage), storeOf(() => sessionStorage));
    const identity = identityOf(page, host, memory);
    const ticket = new Ticket(page.ticket, systemClock, ticketRenewal(page.agent, fetch));
    const api = new Api(page.agent, ticket, identity, fetch);
    const chat = chatOf(page.agent, { identity, api, memory, ticket, listener: bridge ?? nobody }, view);
    furnish(view, page, host, bridge, chat);
    bridge?.serve(chat, {
        theme: (theme) => applyTheme(document.documentElement, theme),
        focus: () => view.focusComposer(),
        signedOut: () => { view.isSignedOut = true; },
    });
    keepAwake(chat);
    chat.start();
    // A frame must not take the focus from the page around it, and on a phone the keyboard would cover the greeting.
    if (!isEmbedded && matchMedia('(pointer: fine)').matches) {
        await view.updateComplete;
        view.focusComposer();
    }
}

function identityOf(page: Page, host: HostPort | undefined, memory: Memory): Identity {
    const boot = window.parleyBoot;
    const token = boot?.takeToken();
    const kept: KeptLogin = { get: () => memory.login, set: (login) => { memory.login = login; } };
    if (host !== undefined) {
        return new Identity(host, host.setup.identity, token, kept);
    }
    const parent: TokenSource | undefined = isEmbedded ? new ParentWindow(window, page.origins, systemClock) : undefined;
    return new Identity(parent, boot?.cameWithToken ?? false, token, kept);
}

type Parts = Pick<ChatPorts, 'identity' | 'api' | 'memory' | 'ticket' | 'listener'>;

function chatOf(agent: string, parts: Parts, view: ParleyFrame): Chat {
    const address = new URL(`/embed/v1/agents/${encodeURIComponent(agent)}/chat`, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    return new Chat({
        ...parts,
        clock: systemClock,
        random: Math.random,
        openSocket: () => new WebSocket(address) as Socket,
        changed: view.schedule,
    });
}

function furnish(view: ParleyFrame, page: Page, host: HostPort | undefined, bridge: HostBridge | undefined, chat: Chat): void {
    const setup = host?.setup;
    const locale = localeOf([page.locale, setup?.locale, ...navigator.languages]);
    document.documentElement.lang = locale.language;
    document.documentElement.dir = locale.direction;
    applyTheme(document.documentElement, setup?.theme ?? themeOf(page.theme), setup?.appearance.accent);
    view.view = viewContext(locale);
    view.surroundings = {
        name: page.name,
        appearance: setup?.appearance ?? {},
        wear: (accent) => applyAccent(document.documentElement, setup?.appearance.accent ?? accent),
        canSignIn: !page.hideLogin && (!page.framed || page.origins.length > 0),
        close: setup?.mode === 'floating' ? () => bridge?.close() : undefined,
        gate: {
            retry: () => chat.retry(),
            reload: isEmbedded ? undefined : () => location.reload(),
            login: loginWays(page, chat),
        },
    };
    view.chat = chat;
}

function loginWays(page: Page, chat: Chat): LoginWays {
    const accept = (token: string): void => chat.renewal.offered(token, true);
    const loginWindow = new LoginWindow(window, page.agent, freshId);
    const chatAddress = `/agent/${encodeURIComponent(page.agent)}`;
    return {
        signIn: isEmbedded ? undefined : (email, password) => signIn(email, password, accept),
        openWindow: () => loginWindow.open(accept),
        chatAddress,
        signInAddress: `${chatAddress}/sign-in`,
    };
}

function keepAwake(chat: Chat): void {
    const wake = (): void => {
        if (!document.hidden) {
            chat.connection.wake();
        }
    };
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('pagehide', () => chat.history.settle());
}

void start();
