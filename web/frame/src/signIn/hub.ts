import { isRecord, isRefusal, isString } from '@parley/protocol';

/** A refusal of the hub, or no answer at all. */
export class Failed extends Error {
    constructor(readonly code: string) {
        super(code);
    }
}

/** A provider with which members of the agent's organisation sign in. */
export interface Provider {
    readonly name: string;
    readonly start: string;
}

/** What the sign-in page asks of the hub, as whoever the session cookie says. */
export class SignInHub {
    constructor(private readonly agent: string) {}

    /** The address of whoever is signed in here; undefined if nobody is. */
    async whoAmI(): Promise<string | undefined> {
        const answer = await this.#ask('GET', '/api/v1/auth/me').catch(() => undefined);
        const member = isRecord(answer) ? answer['member'] : undefined;
        const email = isRecord(member) ? member['email'] : undefined;
        return isString(email) ? email : undefined;
    }

    async providers(): Promise<readonly Provider[]> {
        const answer = await this.#ask('GET', `/api/v1/auth/options?agent=${encodeURIComponent(this.agent)}`).catch(() => undefined);
        const listed = isRecord(answer) && Array.isArray(answer['providers']) ? answer['providers'] : [];
        return listed.flatMap((one: unknown) => isRecord(one) && isString(one['name']) && isString(one['start'])
            ? [{ name: one['name'], start: one['start'] }] : []);
    }

    async signIn(email: string, password: string): Promise<void> {
        await this.#ask('POST', '/api/v1/auth/login', { email, password });
    }

    async signOut(): Promise<void> {
        await this.#ask('POST', '/api/v1/auth/logout', {});
    }

    /** A token that is good for this agent's chat and nothing else. */
    async agentToken(): Promise<string> {
        const answer = await this.#ask('POST', '/api/v1/auth/agent-session', { agent: this.agent });
        const token = isRecord(answer) ? answer['accessToken'] : undefined;
        if (!isString(token)) {
            throw new Failed('internal_error');
        }
        return token;
    }

    async #ask(method: string, address: string, body?: object): Promise<unknown> {
        const response = await fetch(address, {
            method,
            headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }).catch(() => {
            throw new Failed('connection_lost');
        });
        const answer: unknown = await response.json().catch(() => undefined);
        if (isRecord(answer) && answer['success'] === true) {
            return answer['data'];
        }
        throw new Failed(isRecord(answer) && isRefusal(answer['error']) ? answer['error'].code : 'internal_error');
    }
}
