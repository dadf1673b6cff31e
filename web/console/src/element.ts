import { LitElement } from 'lit';

/** An element drawn into the page itself, not into a shadow: one style sheet and one accessibility tree for all. */
export class PlainElement extends LitElement {
    protected override createRenderRoot(): HTMLElement {
        return this;
    }
}
