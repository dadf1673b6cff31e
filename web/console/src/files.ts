import { ApiError, offline } from './apiError.ts';
import { api } from './api.ts';

/**
 * Fetches a file from the hub piece by piece.
 *
 * @param received told how many bytes have come so far
 */
export async function fetchFile(
    path: string, query: Readonly<Record<string, string | undefined>>, signal: AbortSignal, received: (bytes: number) => void,
): Promise<Blob> {
    let response = await request(path, query, signal);
    if (response.status === 401 && (await api.renewOnce())) {
        response = await request(path, query, signal);
    }
    if (!response.ok || !response.body) {
        throw ApiError.of(await response.json().catch(() => undefined), response) ?? offline();
    }
    return new Blob(await pieces(response.body.getReader(), received), { type: response.headers.get('Content-Type') ?? '' });
}

async function pieces(reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>, received: (bytes: number) => void): Promise<BlobPart[]> {
    const all: BlobPart[] = [];
    let bytes = 0;
    try {
        for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
            all.push(piece.value);
            bytes += piece.value.byteLength;
            received(bytes);
        }
    } catch (problem) {
        throw aborted(problem) ? problem : offline();
    }
    return all;
}

async function request(path: string, query: Readonly<Record<string, string | undefined>>, signal: AbortSignal): Promise<Response> {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        if (value !== undefined && value !== '') {
            parameters.set(name, value);
        }
    }
    try {
        return await fetch(`${path}?${parameters}`, { credentials: 'same-origin', cache: 'no-store', signal });
    } catch (problem) {
        throw aborted(problem) ? problem : offline();
    }
}

function aborted(problem: unknown): boolean {
    return problem instanceof DOMException && problem.name === 'AbortError';
}
