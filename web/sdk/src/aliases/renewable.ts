/**
 * A token function that gives `first` once and then asks `renew`; without `renew` it gives `first` for ever. `replace`
 * puts another token in the place of `first`.
 */
export function renewable(
    first: string,
    renew: (() => string | Promise<string>) | undefined,
): [token: () => string | Promise<string>, replace: (token: string) => void] {
    let next: string | undefined = first;
    const token = (): string | Promise<string> => {
        if (next === undefined) {
            return renew?.() ?? '';
        }
        const given = next;
        next = renew === undefined ? next : undefined;
        return given;
    };
    return [
        token,
        (newer) => {
            next = newer;
        },
    ];
}
