const said = new Set<string>();

/** Says once on this page what an option of the former product cannot do here, and what does it instead. */
export function unsupported(product: string, option: string, instead: string): void {
    if (!said.has(product + option)) {
        said.add(product + option);
        console.warn(`[${product}] ${option} has no effect here: ${instead}`);
    }
}
