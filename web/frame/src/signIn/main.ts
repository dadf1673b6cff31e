// The page where a member signs in for one agent: as a window of its own for a frame, or on the way to the chat itself.
import { localeOf } from '../text/locale.ts';
import { applyTheme, themeOf } from '../theme/theme.ts';
import { SignInHub } from './hub.ts';
import { ParleySignIn } from './view.ts';
import type { SignedIn } from './message.ts';

const nonceKey = 'parley:sign-in';

/** The opener's nonce leaves the address bar at once; it has to outlast the way to a provider and back. */
function takeNonce(): string | undefined {
    const given = location.hash.slice(1);
    if (given === '') {
        return sessionStorage.getItem(nonceKey) ?? undefined;
    }
    sessionStorage.setItem(nonceKey, given);
    history.replaceState(null, '', location.pathname + location.search);
    return given;
}

function meta(name: string): string {
    return document.querySelector<HTMLMetaElement>(`meta[name="parley-${name}"]`)?.content ?? '';
}

function start(): void {
    const agent = meta('agent');
    const nonce = takeNonce();
    const frame = nonce === undefined ? null : window.opener as Window | null;
    const hub = new SignInHub(agent);
    const locale = localeOf([...navigator.languages]);
    applyTheme(document.documentElement, themeOf(null));
    document.documentElement.lang = locale.language;
    document.documentElement.dir = locale.direction;
    const view = document.querySelector('parley-sign-in') as ParleySignIn;
    view.messages = locale.messages;
    view.name = meta('name');
    view.hub = hub;
    view.failed = new URLSearchParams(location.search).get('failed') ?? undefined;
    view.finish = async () => {
        if (frame === null) {
            location.replace(`/agent/${encodeURIComponent(agent)}`);
            return;
        }
        const message: SignedIn = { type: 'parley:signed-in', nonce: nonce ?? '', token: await hub.agentToken() };
        // Only a page of this very origin may hear it, which the frame is and no page around it can be.
        frame.postMessage(message, location.origin);
        sessionStorage.removeItem(nonceKey);
        window.close();
    };
    void view.begin();
}

start();
