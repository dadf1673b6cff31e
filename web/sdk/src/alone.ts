/**
 * Runs a task that never rejects while no other of this name runs in any tab of this origin. Pages that have no locks,
 * which are those without HTTPS and those in a sandbox, run it at once.
 */
export async function alone<T>(name: string, task: () => Promise<T>): Promise<T> {
    try {
        return await navigator.locks.request(name, task);
    } catch {
        return task();
    }
}
