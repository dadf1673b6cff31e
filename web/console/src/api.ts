import { ApiError, offline, unreadable } from './apiError.ts';
import { Mismatch, type Shape } from './shape.ts';

export { ApiError } from './apiError.ts';

export interface Options {
    /** Parameters of the address; undefined and empty ones are left out. */
    query?: Readonly<Record<string, string | number | undefined>>;
    signal?: AbortSignal | undefined;
}

/** How a session that ended is renewed: true once the same person is signed in again. */
export type Renewal = () => Promise<boolean>;

const SESSION_ENDED = new Set(['sign_in_required', 'authentication_failed', 'session_expired']);

/** The hub's `/api/v1` as this console uses it: JSON with the session's cookie, each answer checked before it is believed. */
export class Api {
    /** Called at most once at a time when the session has ended; the request that met it is then sent again. */
    renew: Renewal = () => Promise.resolve(false);
    #renewing: Promise<boolean> | undefined;

    get<T>(path: string, shape: Shape<T>, options: Options = {}): Promise<T> {
        return this.#call('GET', path, undefined, shape, options);
    }

    post<T>(path: string, body: unknown, shape: Shape<T>, options: Options = {}): Promise<T> {
        return this.#call('POST', path, body, shape, options);
    }

    patch<T>(path: string, body: unknown, shape: Shape<T>, options: Options = {}): Promise<T> {
        return this.#call('PATCH', path, body, shape, options);
    }

    put<T>(path: string, body: unknown, shape: Shape<T>, options: Options = {}): Promise<T> {
        return this.#call('PUT', path, body, shape, options);
    }

    /** The body is there only because a write by cookie has to be JSON, which no form of another site can send. */
    delete<T>(path: string, shape: Shape<T>, options: Options = {}): Promise<T> {
        return this.#call('DELETE', path, {}, shape, options);
    }

    /** Signing in and what comes before it: a refusal is an answer here, not the end of a session. */
    async enter<T>(path: string, body: unknown, shape: Shape<T>): Promise<T> {
        return read(await request('POST', path, body, {}), shape);
    }

    async #call<T>(method: string, path: string, body: unknown, shape: Shape<T>, options: Options): Promise<T> {
        try {
            return await read(await request(method, path, body, options), shape);
        } catch (problem) {
            if (!(problem instanceof ApiError && problem.status === 401 && SESSION_ENDED.has(problem.code))) {
                throw problem;
            }
            if (!(await this.renewOnce())) {
                throw problem;
            }
            return read(await request(method, path, body, options), shape);
        }
    }

    /** Renews the session; whoever asks meanwhile waits for the same renewal. */
    renewOnce(): Promise<boolean> {
        this.#renewing ??= this.renew().finally(() => {
            this.#renewing = undefined;
        });
        return this.#renewing;
    }
}

/** The one connection of this page to the hub. */
export const api = new Api();

function address(path: string, query: Options['query']): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {})) {
        if (value !== undefined && value !== '') {
            parameters.set(name, String(value));
        }
    }
    return parameters.size === 0 ? path : `${path}?${parameters}`;
}

async function request(method: string, path: string, body: unknown, options: Options): Promise<Response> {
    const init: RequestInit = { method, credentials: 'same-origin', cache: 'no-store', headers: { Accept: 'application/json' } };
    if (options.signal) {
        init.signal = options.signal;
    }
    if (body !== undefined) {
        init.headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
        init.body = JSON.stringify(body);
    }
    try {
        return await fetch(address(path, options.query), init);
    } catch (problem) {
        throw problem instanceof DOMException && problem.name === 'AbortError' ? problem : offline();
    }
}

async function read<T>(response: Response, shape: Shape<T>): Promise<T> {
    const answer: unknown = await response.json().catch(() => undefined);
    const failure = ApiError.of(answer, response);
    if (failure) {
        throw failure;
    }
    try {
        return shape((answer as { data?: unknown }).data, '');
    } catch (problem) {
        if (problem instanceof Mismatch) {
            throw unreadable(problem.message, response);
        }
        throw problem;
    }
}
