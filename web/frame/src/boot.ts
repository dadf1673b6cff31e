// Runs first, synchronously, before anything can read the address: takes the identity token out of it.

interface Boot {
    /** A token was in the address, now or before this page was reloaded: without one we would be somebody else. */
    readonly cameWithToken: boolean;
    /** Hands the token over once; later calls get undefined. */
    takeToken(): string | undefined;
}

declare global {
    interface Window {
        parleyBoot?: Boot;
    }
}

/** The seeds' name in the query or the fragment, and the short name in the fragment. */
const names = ['IDENTITY_TOKEN', 'token'];

function takeFrom(params: URLSearchParams, allowed: readonly string[]): string | undefined {
    let token: string | undefined;
    for (const name of allowed) {
        token ??= params.get(name) ?? undefined;
        params.delete(name);
    }
    return token;
}

function install(): void {
    const url = new URL(location.href);
    const fragment = new URLSearchParams(url.hash.slice(1));
    const inQuery = url.searchParams.has('IDENTITY_TOKEN');
    const inFragment = names.some((name) => fragment.has(name));
    let token = inQuery ? takeFrom(url.searchParams, ['IDENTITY_TOKEN']) : undefined;
    if (inFragment) {
        const found = takeFrom(fragment, names);
        token ??= found;
        url.hash = fragment.toString();
    }
    const before: unknown = history.state;
    const cameBefore = typeof before === 'object' && before !== null && 'parleyIdentity' in before;
    if (inQuery || inFragment) {
        history.replaceState({ parleyIdentity: true }, '', url.pathname + url.search + url.hash);
    }
    window.parleyBoot = {
        cameWithToken: cameBefore || token !== undefined,
        takeToken() {
            const taken = token;
            token = undefined;
            return taken;
        },
    };
}

install();

export {};
