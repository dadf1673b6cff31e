import { isFrameMessage, type Connect, type FrameMessage, type HostMessage } from '@parley/protocol';
import { ParleyError } from './errors.ts';
import { isHelloOf } from './handshake.ts';
import type { Resolved } from './resolve.ts';

export type Tell = (message: HostMessage) => void;

export interface FrameEvents {
    /** `reply` reaches only the load of the frame that sent the message. */
    message(message: FrameMessage, reply: Tell): void;
    /** The frame was reloaded or led elsewhere, and its port died with the document. */
    navigated(): void;
    error(error: ParleyError): void;
}

export interface FrameMount {
    /** Tells the frame, now or as soon as it has its port. */
    readonly tell: Tell;
    remove(): void;
}

/** How long a frame may take to load and say hello, in ms. One that is slower is still heard. */
const patience = 15_000;

function createFrame({ hub, title, theme, options }: Resolved, nonce: string): HTMLIFrameElement {
    const frame = document.createElement('iframe');
    // The theme is told again on the port, but until then nothing may flash.
    frame.src = `${hub}/agent/${encodeURIComponent(options.agent)}?theme=${theme}#parley=${nonce}`;
    frame.title = title;
    // For the copy buttons; all else stays off. No sandbox: the hub's own origin separates it from the page.
    frame.allow = 'clipboard-write';
    // The hub learns the page's origin, to tell a builder which page it refused, and its path never.
    frame.referrerPolicy = 'origin';
    return frame;
}

/** Puts one load of the chat frame into `place` and keeps the port to it, on which `setup` is the first message. */
export function mountFrame(place: Node, resolved: Resolved, setup: HostMessage, events: FrameEvents): FrameMount {
    const { hub } = resolved;
    const nonce = crypto.getRandomValues(new Uint32Array(4)).join('-');
    const frame = createFrame(resolved, nonce);
    // What is said before the frame has its end of the channel waits in it.
    const { port1, port2 } = new MessageChannel();
    // JSON leaves out what is undefined, which for the frame means the agent's own setting, and what cannot be cloned.
    const tell: Tell = (message) => port1.postMessage(JSON.parse(JSON.stringify(message)));
    let connected = false;
    let loaded = false;
    const fail = (): void => {
        const causes = `it is down, does not allow ${origin}, or is not in frame-src`;
        events.error(new ParleyError('frame_unavailable', `No chat from ${hub}: ${causes}`));
    };
    const timer = setTimeout(fail, patience);
    // Before the frame is in the page, so that nothing is missed.
    const hear = (event: MessageEvent<unknown>): void => {
        if (!connected && isHelloOf(frame, hub, nonce, event)) {
            connected = true;
            clearTimeout(timer);
            frame.contentWindow?.postMessage({ type: 'parley:connect', nonce } satisfies Connect, hub, [port2]);
        }
    };
    addEventListener('message', hear);
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
        if (isFrameMessage(data)) {
            events.message(data, tell);
        }
    };
    frame.onload = () => {
        if (connected && loaded) {
            events.navigated();
        }
        loaded = true;
    };
    tell(setup);
    place.appendChild(frame);
    return {
        tell,
        remove() {
            port1.close();
            clearTimeout(timer);
            removeEventListener('message', hear);
            frame.onload = null;
            frame.remove();
        },
    };
}
