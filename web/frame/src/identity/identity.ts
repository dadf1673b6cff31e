import type { Refusal, TokenFailure, TokenReason } from '@parley/protocol';

/** Why the chat cannot go on. `cause` is the hub's code that made a new token necessary, where none came. */
export interface Obstacle extends Refusal {
    readonly cause?: string;
}

/** Somebody on the host's side who can be asked for an identity token. */
export interface TokenSource {
    /** A token that is not `stale`; fails with `TokenUnavailable`. */
    ask(reason: TokenReason, stale: string | undefined): Promise<string>;
}

/** For the developer of the page; the user reads a kind sentence. */
const problems: Readonly<Record<TokenFailure | 'gone', string>> = {
    refused: 'The token function got 401 or 403: the user is signed out of the host product.',
    failed: 'The token function threw, or gave no text.',
    timeout: 'The page gave no token within 10 s: its token function, or its listener, did not answer.',
    stale: 'The page repeats a token that the hub no longer takes: cached, or signed with an old secret?',
    gone: 'There is no page around the chat that could give a newer token.',
};

/**
 * No token came. `kind` says how it went wrong, `gone` that there is nobody to ask; the refusal's code is `token_` and
 * the kind.
 */
export class TokenUnavailable extends Error {
    readonly refusal: Refusal;

    constructor(readonly kind: TokenFailure | 'gone') {
        super(problems[kind]);
        this.refusal = { code: `token_${kind}`, title: 'Session Expired', detail: this.message };
    }
}

/** Where a member's login outlasts a reload of the frame: this tab's session storage. */
export interface KeptLogin {
    get(): string | undefined;
    set(token: string | undefined): void;
}

/** Who we say we are: the identity token, which is in memory only, or a member's session token. */
export class Identity {
    #token: string | undefined;
    #asking: Promise<string> | undefined;
    #isFromLogin = false;

    /**
     * @param source whom to ask; undefined when nobody could answer
     * @param expected the host page has an identity for us, so connecting without a token would make us somebody else
     */
    constructor(
        private readonly source: TokenSource | undefined,
        private readonly expected: boolean,
        token?: string,
        private readonly kept?: KeptLogin,
    ) {
        this.#token = token;
        // An identity token wins over a login: where one is or will be, a login of before is not even looked at.
        if (token === undefined && !expected) {
            this.#token = kept?.get();
            this.#isFromLogin = this.#token !== undefined;
        }
    }

    get isFromLogin(): boolean {
        return this.#isFromLogin;
    }

    get token(): string | undefined {
        return this.#token;
    }

    /** Only who has come with a token is asked for another one. */
    get canRenew(): boolean {
        return this.source !== undefined && !this.#isFromLogin && (this.expected || this.#token !== undefined);
    }

    /** The token to connect with; asks for the first one where the host page is expected to have it. */
    async forConnecting(): Promise<string | undefined> {
        if (this.#token === undefined && this.expected) {
            return this.renew('connect');
        }
        return this.#token;
    }

    /** A newer token. Whoever asks while one is on its way gets that one. */
    renew(reason: TokenReason): Promise<string> {
        this.#asking ??= this.#ask(reason).finally(() => {
            this.#asking = undefined;
        });
        return this.#asking;
    }

    /** Takes a token that came unasked. */
    accept(token: string, isFromLogin = false): void {
        this.#token = token;
        this.#isFromLogin = isFromLogin;
        this.kept?.set(isFromLogin ? token : undefined);
    }

    /** A login that is over is forgotten, so that the next connection asks for another one. */
    forgetLogin(): void {
        if (this.#isFromLogin) {
            this.forget();
        }
    }

    forget(): void {
        this.#token = undefined;
        this.#isFromLogin = false;
        this.kept?.set(undefined);
    }

    async #ask(reason: TokenReason): Promise<string> {
        if (this.source === undefined) {
            throw new TokenUnavailable('gone');
        }
        const stale = this.#token;
        const token = await this.source.ask(reason, stale);
        if (token === stale) {
            throw new TokenUnavailable('stale');
        }
        this.#token = token;
        return token;
    }
}
