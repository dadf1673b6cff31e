import { isFrameMessage, type FrameMessage, type HostMessage } from '@parley/protocol';
import { ParleyError } from './errors.ts';
import { awaitHello } from './handshake.ts';
import type { Resolved } from './resolve.ts';

export type Tell = (message: HostMessage) => void;

export interface FrameEvents {
    /** `reply` reaches only the load of the frame that sent the message. */
    message(message: FrameMessage, reply: Tell): void;
    /** The frame was reloaded or led elsewhere, and its port died with the document. */
    navigated(): void;
    problem(error: ParleyError): void;
}

export interface FrameMount {
    /** Tells the frame, now or as soon as it has its port. */
    readonly tell: Tell;
    remove(): void;
}

/** How long a frame may take to load, and then to say hello, in ms. */
const patience = 15_000;
const afterLoad = 4_000;

function createFrame({ hub, title, theme, options }: Resolved, nonce: string): HTMLIFrameElement {
    const { agent, locale = '' } = options;
    const frame = document.createElement('iframe');
    const query = `theme=${theme}&locale=${encodeURIComponent(locale)}`;
    frame.src = `${hub}/agent/${encodeURIComponent(agent)}?${query}#parley=${nonce}`;
    frame.title = title;
    // For the copy buttons; all else stays off. No sandbox: the hub's own origin separates it from the page.
    frame.allow = 'clipboard-write';
    // The hub learns the page's origin from the browser where it needs it, and its path never.
    frame.referrerPolicy = 'no-referrer';
    return frame;
}

/** Puts one load of the chat frame into `place` and keeps the port to it, on which `setup` is the first message. */
export function mountFrame(place: Node, resolved: Resolved, setup: HostMessage, events: FrameEvents): FrameMount {
    const { hub } = resolved;
    const nonce = crypto.getRandomValues(new Uint32Array(4)).join('-');
    const frame = createFrame(resolved, nonce);
    // What is said before the frame has its end of the channel waits in it.
    const { port1, port2 } = new MessageChannel();
    const tell: Tell = (message) => port1.postMessage(message);
    let connected = false;
    let loads = 0;
    const fail = (): void => {
        const causes = `it is down, or does not allow ${origin}, or this page's CSP lacks it in frame-src`;
        events.problem(new ParleyError('frame_unavailable', `No chat from ${hub}: ${causes}.`));
    };
    let timer = setTimeout(fail, patience);
    const forgetHello = awaitHello(frame, hub, nonce, port2, () => {
        clearTimeout(timer);
        connected = true;
    });
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (isFrameMessage(data)) {
            events.message(data, tell);
        }
    };
    frame.onload = () => {
        loads += 1;
        if (!connected) {
            clearTimeout(timer);
            timer = setTimeout(fail, afterLoad);
        } else if (loads > 1) {
            events.navigated();
        }
    };
    tell(setup);
    place.appendChild(frame);
    return {
        tell,
        remove() {
            tell({ type: 'destroy' });
            port1.close();
            clearTimeout(timer);
            forgetHello();
            frame.onload = null;
            frame.remove();
        },
    };
}
