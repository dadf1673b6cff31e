import { html, type PropertyValues, type TemplateResult } from 'lit';
import { Menu } from 'lucide';
import { ApiError, asApiError } from '../apiError.ts';
import { PlainElement } from '../element.ts';
import { icon } from '../icons.ts';
import { confirm } from '../parts/confirm.ts';
import { dialog } from '../parts/dialog.ts';
import { notice } from '../parts/notice.ts';
import { skeleton } from '../parts/skeleton.ts';
import '../parts/toast.ts';
import { nameThisPage, router } from '../router.ts';
import { entrances, find, routes, type Found, type Place } from '../routes.ts';
import { may, signOut, whoAmI, type Me } from '../session.ts';
import { focusHeading } from './focus.ts';
import { navigation } from './navigation.ts';
import { notFound, tooLittle } from './notFound.ts';
import './offline.ts';
import { Outlet } from './outlet.ts';
import './sessionDialog.ts';
import { listen, shortcutsHelp } from './shortcuts.ts';

/** The whole console: the navigation, and the page at the address. */
class Console extends PlainElement {
    #me: Me | undefined;
    #problem: ApiError | undefined;
    #menuOpen = false;
    #helpOpen = false;
    #path = '';
    readonly #commands = {
        signOut: () => void this.#signOut(),
        openPalette: () => void this.#openPalette(),
        showShortcuts: () => this.#showHelp(true),
    };
    readonly #outlet = new Outlet(() => this.requestUpdate());

    override connectedCallback(): void {
        super.connectedCallback();
        router.ask = () => confirm({
            title: 'Leave without saving?', consequence: 'What you changed on this page is not saved yet.', action: 'Leave', destroys: true,
        });
        router.addEventListener('move', () => this.#moved());
        router.start();
        listen({ palette: this.#commands.openPalette, help: this.#commands.showShortcuts });
        void this.#begin();
    }

    async #begin(): Promise<void> {
        if (find(entrances, router.path) === undefined) {
            await this.#meet();
        }
        this.#moved();
    }

    /** Finds out who is here; nobody is led to the sign-in page and comes back afterwards. */
    async #meet(): Promise<void> {
        try {
            this.#me = await whoAmI();
            this.#problem = undefined;
            setTimeout(() => void fetchPalette(), PALETTE_AFTER_MS);
        } catch (problem) {
            if (problem instanceof ApiError && problem.status === 401) {
                await router.go(`/sign-in?${new URLSearchParams({ next: router.path + location.search })}`, 'replace');
            } else {
                this.#problem = asApiError(problem);
            }
        }
        this.requestUpdate();
    }

    #moved(): void {
        const entrance = find(entrances, router.path);
        if (!entrance && !this.#me && !this.#problem) {
            void this.#meet();
        }
        const found = entrance ?? find(routes, router.path);
        const first = this.#path === '';
        if (this.#path !== router.path) {
            this.#path = router.path;
            this.#menuOpen = false;
            nameThisPage(found?.line.title ?? 'Not found');
            if (!first) {
                void focusHeading(this);
            }
        }
        this.requestUpdate();
    }

    /** Signs out and forgets everything of this member that this page holds, by loading it anew. */
    async #signOut(): Promise<void> {
        try {
            await signOut();
            location.assign(router.href('/sign-in'));
        } catch (problem) {
            this.#problem = asApiError(problem);
            this.requestUpdate();
        }
    }

    protected override updated(_: PropertyValues): void {
        this.toggleAttribute('data-ready', this.#me !== undefined || find(entrances, router.path) !== undefined);
    }

    protected override render(): unknown {
        const entrance = find(entrances, router.path);
        if (entrance) {
            return html`<main class="entrance">${this.#outlet.page(entrance.line, (area) => area.page(this.#place(entrance)))}</main>${common()}`;
        }
        const me = this.#me;
        if (!me) {
            return html`<main class="entrance">${this.#problem ? notice(this.#problem, () => location.reload()) : skeleton(3)}</main>`;
        }
        return html`<a class="skip" href="#page" @click=${(event: Event) => this.#skip(event)}>Skip to the page</a>
            <div class="layout">
                <header class="top-bar">
                    <button type="button" class="button plain square" aria-label="Open navigation" aria-expanded=${this.#menuOpen ? 'true' : 'false'}
                        @click=${() => this.#openMenu(true)}>${icon(Menu)}</button>
                    <span class="tenant">${me.tenant.name}</span>
                </header>
                <div class="side">${navigation(me, router.path, this.#commands)}</div>
                <main id="page" class="page">${this.#problem ? notice(this.#problem) : ''}${this.#page(me)}</main>
            </div>
            ${dialog({
                title: me.tenant.name, open: this.#menuOpen, side: 'start', closed: () => this.#openMenu(false),
                body: navigation(me, router.path, this.#commands),
            })}
            ${shortcutsHelp(this.#helpOpen, () => this.#showHelp(false))}
            <parley-palette .me=${me} .commands=${this.#commands}></parley-palette>
            <parley-session-dialog .email=${me.member.email}></parley-session-dialog>
            ${common()}`;
    }

    #page(me: Me): TemplateResult {
        const found = find(routes, router.path);
        if (!found) {
            return notFound();
        }
        return may(me, found.line.least)
            ? this.#outlet.page(found.line, (area) => area.page(this.#place(found)))
            : tooLittle(found.line);
    }

    #place(found: Found): Place {
        return { path: router.path, parameters: found.parameters, query: router.query, me: this.#me as Me };
    }

    #openMenu(open: boolean): void {
        this.#menuOpen = open;
        this.requestUpdate();
    }

    #showHelp(open: boolean): void {
        this.#helpOpen = open && this.#me !== undefined;
        this.requestUpdate();
    }

    async #openPalette(): Promise<void> {
        if (this.#me) {
            this.#menuOpen = false;
            this.requestUpdate();
            await fetchPalette();
            await this.querySelector('parley-palette')?.toggle();
        }
    }

    #skip(event: Event): void {
        event.preventDefault();
        void focusHeading(this);
    }
}

/** Soon after the page, so that it is there when somebody types at once. */
const PALETTE_AFTER_MS = 1500;

async function fetchPalette(): Promise<void> {
    await import('../palette/palette.ts');
}

function common(): TemplateResult {
    return html`<parley-offline></parley-offline><parley-confirmation></parley-confirmation><parley-toasts></parley-toasts>`;
}

customElements.define('parley-console', Console);
