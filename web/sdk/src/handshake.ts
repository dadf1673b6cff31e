import { isHello, type Connect } from '@parley/protocol';

/**
 * Waits for the hello of one load of one frame and answers it once with `port`; to be called before the frame is in the
 * page. A hello of another window, of another origin or with another nonce is ignored. Returns how to stop waiting.
 */
export function awaitHello(
    frame: HTMLIFrameElement,
    hub: string,
    nonce: string,
    port: MessagePort,
    onConnect: () => void,
): () => void {
    const stop = (): void => removeEventListener('message', listen);
    function listen({ source, origin, data }: MessageEvent<unknown>): void {
        const target = frame.contentWindow;
        if (target && source === target && origin === hub && isHello(data) && data.nonce === nonce) {
            stop();
            target.postMessage({ type: 'parley:connect', nonce } satisfies Connect, hub, [port]);
            onConnect();
        }
    }
    addEventListener('message', listen);
    return stop;
}
