import { html, type TemplateResult } from 'lit';

/** The card of a page for people who are not signed in yet. */
export function welcome(title: string, body: TemplateResult): TemplateResult {
    return html`<div class="welcome">
        <p class="brand">Parley</p>
        <section class="card">
            <h1 tabindex="-1">${title}</h1>
            ${body}
        </section>
    </div>`;
}

/** Takes the token of a one-time link out of the address bar, where it would stay in the history. */
export function takeToken(): string {
    const token = location.hash.slice(1);
    history.replaceState(history.state, '', location.pathname);
    return token;
}
