import { ApiError, asApiError, offline } from '../apiError.ts';
import { api } from '../api.ts';
import { documentShape, type Document } from './shapes.ts';

/** Sends a file as a form, and tells how much of it has gone, 0 to 1; `fetch` could not tell. */
export async function upload(path: string, file: File, progress: (share: number) => void): Promise<Document> {
    const answer = await send(path, file, progress);
    if (answer.status === 401 && (await api.renewOnce())) {
        return read(await send(path, file, progress));
    }
    return read(answer);
}

function send(path: string, file: File, progress: (share: number) => void): Promise<Response> {
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open('POST', path);
        request.setRequestHeader('Accept', 'application/json');
        request.upload.onprogress = ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total);
        request.onload = () => resolve(new Response(request.responseText, { status: request.status || 500 }));
        request.onerror = () => reject(offline());
        request.onabort = () => reject(offline());
        const form = new FormData();
        form.set('file', file, file.name);
        request.send(form);
    });
}

async function read(response: Response): Promise<Document> {
    const answer: unknown = await response.json().catch(() => undefined);
    const failure = ApiError.of(answer, response);
    if (failure) {
        throw failure;
    }
    try {
        return documentShape((answer as { data?: unknown }).data, '');
    } catch (problem) {
        throw asApiError(problem);
    }
}
