import { isRecord, isRefusal } from '@parley/protocol';

/**
 * Signs a member in. The session cookie that may come with the answer is often blocked in a frame, so the token in it is
 * used like any other, in memory only.
 *
 * @returns the code of the refusal, or undefined once `accept` has the token
 */
export async function signIn(email: string, password: string, accept: (token: string) => void): Promise<string | undefined> {
    const response = await fetch('/api/v1/auth/login', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({ email, password }),
    });
    const answer: unknown = await response.json();
    const data = isRecord(answer) && answer['success'] === true ? answer['data'] : undefined;
    const token = isRecord(data) ? data['accessToken'] : undefined;
    if (typeof token === 'string') {
        accept(token);
        return undefined;
    }
    return isRecord(answer) && isRefusal(answer['error']) ? answer['error'].code : 'internal_error';
}
