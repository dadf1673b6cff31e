import { isHello, type Connect } from '@parley/protocol';

export interface Handshake {
    readonly frame: HTMLIFrameElement;
    readonly hub: string;
    readonly nonce: string;
    onPort(port: MessagePort): void;
    /** The frame has no origin of its own: a sandbox around this page took it away. */
    onSandboxed(): void;
}

/**
 * Waits for the hello of one load of one frame and answers it once with a port; to be called before the frame is in the
 * page. A hello of another window, of another origin or with another nonce is ignored. Returns how to stop waiting.
 */
export function awaitHello({ frame, hub, nonce, onPort, onSandboxed }: Handshake): () => void {
    const stop = (): void => removeEventListener('message', listen);
    function listen({ source, origin, data }: MessageEvent<unknown>): void {
        const target = frame.contentWindow;
        if (target === null || source !== target || !isHello(data) || data.nonce !== nonce) {
            return;
        }
        if (origin === 'null') {
            stop();
            onSandboxed();
        } else if (origin === hub) {
            stop();
            const { port1, port2 } = new MessageChannel();
            const connect: Connect = { type: 'parley:connect', nonce };
            target.postMessage(connect, hub, [port2]);
            onPort(port1);
        }
    }
    addEventListener('message', listen);
    return stop;
}
