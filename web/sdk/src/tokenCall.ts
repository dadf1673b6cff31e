import type { TokenFailure } from '@parley/protocol';

export type TokenFunction = () => string | Promise<string>;

export type TokenAnswer =
    | { readonly token: string; readonly kind?: never }
    | { readonly kind: TokenFailure; readonly cause?: unknown; readonly token?: never };

const silence = 10_000;

/** 401 or 403 in whatever a token function throws or gives: a `Response`, an error with a status, or only words. */
function isRefusal(cause: unknown): boolean {
    const { status, statusCode, response, message } = Object(cause) as Record<string, unknown>;
    const known = status ?? statusCode ?? (Object(response) as Record<string, unknown>)['status'] ?? message ?? cause;
    return /\b40[13]\b/.test(`${known}`);
}

/** Calls a host product's token function and says what came of it within 10 s. Never rejects. */
export function callTokenFunction(source: TokenFunction): Promise<TokenAnswer> {
    const timeout = new Promise<TokenAnswer>((resolve) => {
        setTimeout(resolve, silence, { kind: 'timeout' });
    });
    const call = async (): Promise<TokenAnswer> => {
        let cause: unknown;
        try {
            const token: unknown = (cause = await source());
            if (token && typeof token === 'string') {
                return { token };
            }
        } catch (thrown) {
            cause = thrown;
        }
        return { kind: isRefusal(cause) ? 'refused' : 'failed', cause };
    };
    return Promise.race([call(), timeout]);
}
