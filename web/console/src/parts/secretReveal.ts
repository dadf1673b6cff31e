import { html, nothing, type TemplateResult } from 'lit';
import { Download } from 'lucide';
import { icon } from '../icons.ts';
import { copyField } from './copyField.ts';
import { caution } from './notice.ts';

export interface SecretReveal {
    /** Such as `Identity secret`. */
    what: string;
    secret: string;
    /** A file to keep it in, such as `.env`, and what stands in it. */
    file?: { name: string; content: string };
}

/** A secret at the one time it is to be seen, with what is needed to keep it. */
export function secretReveal({ what, secret, file }: SecretReveal): TemplateResult {
    return html`<div class="secret-reveal">
        ${caution('Copy it now: it is not shown again. If it is lost, make a new one.')}
        ${copyField(what, secret)}
        ${file ? html`<button type="button" class="button" @click=${() => download(file.name, file.content)}>
            ${icon(Download)}Download ${file.name}</button>` : nothing}
    </div>`;
}

/** Hands the browser a text as a file to keep. */
export function download(name: string, content: string, type = 'text/plain'): void {
    saveBlob(name, new Blob([content], { type }));
}

/** Hands the browser a file to keep. */
export function saveBlob(name: string, file: Blob): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
}
