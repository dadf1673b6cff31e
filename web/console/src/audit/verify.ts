import { html, nothing, type TemplateResult } from 'lit';
import { ShieldCheck } from 'lucide';
import { api } from '../api.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { copyField } from '../parts/copyField.ts';
import { dialog } from '../parts/dialog.ts';
import { Sending } from '../parts/form.ts';
import { caution, hint, notice } from '../parts/notice.ts';
import { some } from '../parts/numbers.ts';
import { flag, number, object, optional, text, type Of } from '../shape.ts';

const verdictShape = object({ intact: flag, entries: number, head: text, brokenAt: optional(number) });

/** A button that checks the hash chain of the whole log and shows what came of it. */
class VerifyButton extends PlainElement {
    readonly #sending = new Sending(this);
    #open = false;
    #verdict: Of<typeof verdictShape> | undefined;

    async #verify(): Promise<void> {
        this.#open = true;
        this.#verdict = undefined;
        this.#verdict = await this.#sending.send(() => api.get('/api/v1/audit/verify', verdictShape));
        this.requestUpdate();
    }

    #close(): void {
        this.#open = false;
        this.requestUpdate();
    }

    protected override render(): TemplateResult {
        return html`<button type="button" class="button" ?disabled=${this.#sending.busy} @click=${() => void this.#verify()}>${icon(ShieldCheck)}Verify</button>
            ${dialog({
                title: 'Verify the audit log', open: this.#open, closed: () => this.#close(), body: this.#body(),
                buttons: html`<button type="button" class="button primary" @click=${() => this.#close()}>Done</button>`,
            })}`;
    }

    #body(): unknown {
        const { problem } = this.#sending;
        if (problem) {
            return notice(problem, () => void this.#verify());
        }
        const verdict = this.#verdict;
        if (!verdict) {
            return html`<p role="status"><progress aria-label="Verifying"></progress> Reading the whole log …</p>`;
        }
        return html`<div class="stack" role="status">
            ${verdict.intact
                ? hint(html`<strong>The chain holds.</strong> ${some(verdict.entries, 'line')}, none of them changed, moved or removed.`)
                : caution(html`<strong>The chain is broken at line ${verdict.brokenAt}.</strong> It was changed, moved or removed; the
                    ${some(verdict.entries, 'line')} before it hold. Compare with an export or a backup.`)}
            <p>Keep this hash elsewhere: only it shows whether lines were cut off at the end. <code>./parley audit-verify</code>
                on the machine checks the same without the hub.</p>
            ${verdict.entries > 0 ? copyField('Hash of the last line', verdict.head) : nothing}
        </div>`;
    }
}

customElements.define('parley-verify-audit', VerifyButton);
