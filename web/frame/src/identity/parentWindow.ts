import { isRecord } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { TokenUnavailable, type TokenSource } from './identity.ts';
import { isAllowedOrigin } from './origins.ts';

const needed = 'DHQ_IDENTITY_TOKEN_REFRESH_NEEDED';
const refreshed = 'DHQ_IDENTITY_TOKEN_REFRESHED';
const answerWithin = 10_000;

/** The part of Window that the refresh messages use. */
export interface MessageWindow {
    readonly parent: { postMessage(message: unknown, targetOrigin: string): void };
    addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
    removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/**
 * Asks the embedding page of a plain iframe, by the two messages of seed 000.
 *
 * The question carries nothing secret, so it may go to any origin. The answer counts only while a question is open,
 * from our parent, and, where the agent lists origins, from one of them.
 */
export class ParentWindow implements TokenSource {
    constructor(
        private readonly window: MessageWindow,
        private readonly allowedOrigins: readonly string[],
        private readonly clock: Clock,
    ) {}

    ask(): Promise<string> {
        return new Promise((resolve, reject) => {
            const listener = (event: MessageEvent): void => {
                const token = this.#tokenIn(event);
                if (token !== undefined) {
                    stop();
                    resolve(token);
                }
            };
            const cancel = this.clock.after(answerWithin, () => {
                stop();
                reject(new TokenUnavailable('timeout'));
            });
            const stop = (): void => {
                cancel();
                this.window.removeEventListener('message', listener);
            };
            this.window.addEventListener('message', listener);
            this.window.parent.postMessage({ type: needed }, '*');
        });
    }

    #tokenIn({ source, origin, data }: MessageEvent): string | undefined {
        const trusted = source === this.window.parent && isAllowedOrigin(origin, this.allowedOrigins);
        if (!trusted || !isRecord(data) || data['type'] !== refreshed) {
            return undefined;
        }
        const token = data['identityToken'];
        return typeof token === 'string' && token !== '' ? token : undefined;
    }
}
