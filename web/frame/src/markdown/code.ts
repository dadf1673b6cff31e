import { html, type TemplateResult } from 'lit';
import { copyIcon } from '../view/icons.ts';
import type { Messages } from '../text/en.ts';
import { highlight } from './highlight.ts';

/** A block of code with its language and a button that copies it; the frame listens for the button's click. */
export function renderCode(code: string, info: string, text: Messages): TemplateResult {
    const language = info.trim().split(/\s+/, 1)[0] ?? '';
    return html`<figure class="code">
        <figcaption><span>${language === '' ? text.code : language}</span>
            <button type="button" class="quiet" data-copy="code" aria-label=${text.copyCode}>${copyIcon}<span>${text.copy}</span></button>
        </figcaption>
        <pre tabindex="0" dir="ltr"><code>${highlight(code, language)}</code></pre>
    </figure>`;
}
