import { html, nothing } from 'lit';
import { WifiOff } from 'lucide';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';

/** Says while the browser has no connection, so that nobody wonders why nothing is saved. */
class Offline extends PlainElement {
    readonly #changed = (): void => this.requestUpdate();

    override connectedCallback(): void {
        super.connectedCallback();
        window.addEventListener('online', this.#changed);
        window.addEventListener('offline', this.#changed);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        window.removeEventListener('online', this.#changed);
        window.removeEventListener('offline', this.#changed);
    }

    protected override render(): unknown {
        return html`<div role="status">${navigator.onLine ? nothing : html`<p class="offline">${icon(WifiOff)}
            You are offline. Nothing is saved until the connection is back; what you typed stays here.</p>`}</div>`;
    }
}

customElements.define('parley-offline', Offline);
