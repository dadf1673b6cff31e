import { isFrameMessage, type FrameMessage, type HostMessage } from '@parley/protocol';
import { ParleyError } from './errors.ts';
import { awaitHello } from './handshake.ts';
import type { Resolved } from './resolve.ts';

export interface FrameEvents {
    /** What each load of the frame hears first. */
    setup(): HostMessage;
    /** `reply` reaches only the load of the frame that sent the message. */
    message(message: FrameMessage, reply: (answer: HostMessage) => void): void;
    /** The frame was reloaded or led elsewhere, and its port died with the document. */
    navigated(): void;
    problem(error: ParleyError): void;
}

export interface FrameMount {
    readonly frame: HTMLIFrameElement;
    /** Tells the frame, now or as soon as it has its port. */
    tell(message: HostMessage): void;
    remove(): void;
}

/** A document that has loaded and still says nothing, in ms. */
const patience = 8_000;

function frameUrl({ hub, options: { agent, locale }, theme }: Resolved, nonce: string): string {
    const query = new URLSearchParams(locale ? { theme, locale } : { theme });
    return `${hub}/agent/${encodeURIComponent(agent)}?${query}#parley=${nonce}`;
}

function createFrame(title: string): HTMLIFrameElement {
    const frame = document.createElement('iframe');
    frame.title = title;
    // The copy buttons; everything else stays off. No sandbox: the hub's own origin already separates it from the page.
    frame.allow = 'clipboard-write';
    // The hub learns the page's origin from the browser where it needs it, and its path never.
    frame.referrerPolicy = 'no-referrer';
    return frame;
}

/** Puts one load of the chat frame into `place` and keeps the port to it. */
export function mountFrame(place: Node, resolved: Resolved, events: FrameEvents): FrameMount {
    const { hub, title } = resolved;
    const frame = createFrame(title);
    const nonce = crypto.getRandomValues(new Uint32Array(4)).join('-');
    let port: MessagePort | undefined;
    let waiting: HostMessage[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let loads = 0;

    function connect(next: MessagePort): void {
        clearTimeout(timer);
        port = next;
        const reply = (answer: HostMessage): void => next.postMessage(answer);
        next.onmessage = ({ data }: MessageEvent<unknown>) => {
            if (isFrameMessage(data)) {
                events.message(data, reply);
            }
        };
        reply(events.setup());
        waiting.forEach(reply);
        waiting = [];
    }

    function unavailable(code: 'frame_unavailable' | 'sandboxed', message: string): void {
        forgetHello();
        events.problem(new ParleyError(code, message));
    }

    function silent(): void {
        unavailable(
            'frame_unavailable',
            `No chat came from ${hub}. Is it running, is ${origin} among the agent's allowed origins, ` +
                `and does this page's CSP allow it in frame-src?`,
        );
    }

    const forgetHello = awaitHello({
        frame,
        hub,
        nonce,
        onPort: connect,
        onSandboxed: () => unavailable('sandboxed', 'This page is in a sandbox; it needs allow-same-origin.'),
    });
    frame.onload = () => {
        loads += 1;
        if (port === undefined) {
            clearTimeout(timer);
            timer = setTimeout(silent, patience);
        } else if (loads > 1) {
            events.navigated();
        }
    };
    frame.src = frameUrl(resolved, nonce);
    place.appendChild(frame);
    return {
        frame,
        tell(message) {
            if (port === undefined) {
                waiting.push(message);
            } else {
                port.postMessage(message);
            }
        },
        remove() {
            port?.postMessage({ type: 'destroy' } satisfies HostMessage);
            port?.close();
            clearTimeout(timer);
            forgetHello();
            frame.onload = null;
            frame.remove();
        },
    };
}
