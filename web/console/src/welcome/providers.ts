import { html, nothing, type TemplateResult } from 'lit';
import { caution } from '../parts/notice.ts';
import { router } from '../router.ts';
import { flag, list, object, text, type Of } from '../shape.ts';

export const options = object({ mail: flag, providers: list(object({ name: text, start: text })) });
export type Options = Of<typeof options>;

/** Why signing in with a provider did not work, and what helps. */
const failures: Readonly<Record<string, string>> = {
    over: 'This sign-in took too long or began in another browser. Try again.',
    refused: 'Your provider did not let you sign in. Try again, or use another account there.',
    unverified: 'Your provider does not say that your e-mail address is verified. Verify it there, then try again.',
    not_invited: 'Nobody has invited your address. Ask an admin of your organisation for an invitation.',
    taken: 'Somebody else signs in here with your address. Ask an admin of your organisation.',
};
const otherFailure = 'What your provider answered could not be used. Tell an admin: the hub’s log says why.';

/** The ways to sign in besides a password, and why the last attempt failed. */
export function providers(known: Options | undefined, query: URLSearchParams): TemplateResult | typeof nothing {
    const failed = query.get('failed');
    const ways = known?.providers ?? [];
    if (ways.length === 0 && failed === null) {
        return nothing;
    }
    return html`<div class="stack providers">
        ${failed === null ? nothing : caution(failures[failed] ?? otherFailure)}
        ${ways.map(({ name, start }) => html`<a class="button wide" href=${withNext(start, query.get('next'))}>Continue with ${name}</a>`)}
        ${ways.length === 0 ? nothing : html`<p class="or quiet">or</p>`}
    </div>`;
}

/** Where the sign-in shall end: the page that asked for it, if there is one. */
function withNext(start: string, next: string | null): string {
    const address = new URL(start, location.origin);
    if (next !== null && next.startsWith('/') && !next.startsWith('/console')) {
        address.searchParams.set('next', router.href(next));
    }
    return address.pathname + address.search;
}
