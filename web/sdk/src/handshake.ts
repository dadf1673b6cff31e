import type { Hello } from '@parley/protocol';

/** Whether this is the hello of that load of that frame: the window, its origin and its nonce must all be right. */
export function isHelloOf(
    frame: HTMLIFrameElement,
    hub: string,
    nonce: string,
    { source, origin, data }: MessageEvent<unknown>,
): boolean {
    const hello = data as Partial<Hello> | null;
    return !!source && source === frame.contentWindow && origin === hub && hello?.type === 'parley:hello' &&
        hello.nonce === nonce;
}
