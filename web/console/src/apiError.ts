/** Why a request did not work, in words that say what to do next. */
export class ApiError extends Error {
    /** One of the hub's codes, or `offline` or `unreadable`. */
    readonly code: string;
    /** The HTTP status; 0 where no answer came. */
    readonly status: number;
    readonly title: string;
    readonly detail: string;
    /** Finds the request in the hub's log. */
    readonly requestId: string | undefined;
    /** The field of the body that is wrong, such as `email` or `variables[0].name`. */
    readonly field: string | undefined;
    readonly retryAfterSeconds: number | undefined;

    constructor(known: Pick<ApiError, 'code' | 'status' | 'title' | 'detail'> & Partial<Pick<ApiError, 'requestId' | 'field' | 'retryAfterSeconds'>>) {
        super(known.detail);
        this.name = 'ApiError';
        this.code = known.code;
        this.status = known.status;
        this.title = known.title;
        this.detail = known.detail;
        this.requestId = known.requestId;
        this.field = known.field;
        this.retryAfterSeconds = known.retryAfterSeconds;
    }

    /** The refusal that an answer carries; undefined if it is a success. */
    static of(answer: unknown, response: Response): ApiError | undefined {
        if (!isObject(answer)) {
            return unreadable(`status ${response.status} without JSON`, response);
        }
        if (answer['success'] === true) {
            return undefined;
        }
        const error = isObject(answer['error']) ? answer['error'] : {};
        return new ApiError({
            code: string(error['code']) ?? 'internal_error',
            status: response.status,
            title: string(error['title']) ?? 'That did not work',
            detail: string(error['detail']) ?? 'Try again. If it happens again, tell whoever runs this hub.',
            requestId: string(error['requestId']),
            field: string(error['field']),
            retryAfterSeconds: seconds(response.headers.get('Retry-After')),
        });
    }
}

export function offline(): ApiError {
    return new ApiError({
        code: 'offline',
        status: 0,
        title: 'No connection',
        detail: 'The hub could not be reached. Check your connection, then try again; nothing you wrote is lost.',
    });
}

export function unreadable(what: string, response: Response): ApiError {
    return new ApiError({
        code: 'unreadable',
        status: response.status,
        title: 'An answer this page does not understand',
        detail: `The hub may have been updated: load this page again. (${what})`,
        requestId: response.headers.get('Parley-Request-Id') ?? undefined,
    });
}

/** Any thrown thing as an ApiError, so that a page has one kind of failure to show. */
export function asApiError(problem: unknown): ApiError {
    return problem instanceof ApiError
        ? problem
        : new ApiError({ code: 'internal_error', status: 0, title: 'Something went wrong here', detail: 'Load this page again.' });
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function string(value: unknown): string | undefined {
    return typeof value === 'string' && value !== '' ? value : undefined;
}

function seconds(header: string | null): number | undefined {
    return header !== null && /^\d{1,9}$/.test(header) ? Number(header) : undefined;
}
