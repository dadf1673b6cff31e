import type { TokenFailure } from '@parley/protocol';

export type TokenFunction = () => string | Promise<string>;

export type TokenAnswer =
    | { readonly token: string }
    | { readonly kind: TokenFailure; readonly cause?: unknown };

/** 401 or 403 in whatever a token function throws or gives: a `Response`, an error with a status, or only words. */
function isRefusal(cause: unknown): boolean {
    const { status, statusCode, response, message } = Object(cause) as Record<string, unknown>;
    const known = status ?? statusCode ?? (Object(response) as Record<string, unknown>)['status'];
    return known === undefined ? /\b40[13]\b/.test(String(message ?? cause)) : known === 401 || known === 403;
}

function failure(cause: unknown): TokenAnswer {
    return { kind: isRefusal(cause) ? 'refused' : 'failed', cause };
}

/** Calls a host product's token function and says what came of it. Never rejects. */
export async function callTokenFunction(source: TokenFunction): Promise<TokenAnswer> {
    try {
        const token: unknown = await source();
        return typeof token === 'string' && token !== '' ? { token } : failure(token);
    } catch (cause) {
        return failure(cause);
    }
}
