import { isHello, type Connect } from '@parley/protocol';

/**
 * Waits for the hello of one load of one frame and answers it once with a port; to be called before the frame is in the
 * page. A hello of another window, of another origin or with another nonce is ignored. `answer` gives the port; in a
 * sandbox the frame has no origin of its own, and nothing is handed over. Returns how to stop waiting.
 */
export function awaitHello(
    frame: HTMLIFrameElement,
    hub: string,
    nonce: string,
    answer: (isSandboxed: boolean) => MessagePort,
): () => void {
    const stop = (): void => removeEventListener('message', listen);
    function listen({ source, origin, data }: MessageEvent<unknown>): void {
        const target = frame.contentWindow;
        const isOurs = target && source === target && isHello(data) && data.nonce === nonce;
        if (isOurs && (origin === hub || origin === 'null')) {
            stop();
            // To the hub's origin only: what has no origin hears nothing.
            target.postMessage({ type: 'parley:connect', nonce } satisfies Connect, hub, [answer(origin !== hub)]);
        }
    }
    addEventListener('message', listen);
    return stop;
}
