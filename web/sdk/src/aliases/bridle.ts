/** `/sdk/latest.js`: the global `Bridle`, its `data-*` script tag and `<bridle-chat>`. */

import { createChat } from '../chat.ts';
import { script, scriptHub } from '../scriptOrigin.ts';
import { mountFromScript } from '../scriptTag.ts';
import { BridleClient } from './bridleClient.ts';
import { BridleAuthError } from './bridleErrors.ts';
import { parleyOptions, type BridleOptions } from './bridleOptions.ts';

export interface BridleHandle {
    readonly element: HTMLElement;
    open(): void;
    close(): void;
    sendMessage(text: string): void;
    destroy(): void;
}

const tag = 'bridle-chat';

function mountOf(mount: Element | string | undefined): Element {
    const found = typeof mount === 'string' ? document.querySelector(mount) : (mount ?? document.body);
    if (found === null) {
        throw new Error('[bridle] mount target not found');
    }
    return found;
}

function init(options: BridleOptions): BridleHandle {
    const { agentId, apiUrl = scriptHub } = options;
    if (!agentId) {
        throw new Error('[bridle] agentId is required');
    }
    if (!apiUrl) {
        throw new Error('[bridle] apiUrl is required: give the address of your hub');
    }
    const element = document.createElement(tag);
    element.style.display = 'block';
    element.style.height = '100%';
    mountOf(options.mount).append(element);
    const chat = createChat(parleyOptions(options, apiUrl, element), scriptHub);
    handles.set(element, chat);
    return {
        element,
        open: chat.open,
        close: chat.close,
        sendMessage: chat.send,
        destroy() {
            chat.destroy();
            element.remove();
        },
    };
}

/** Texts of `BridleOptions` that attributes give under the same name, written with hyphens. */
const attributes = [
    'agentId', 'apiUrl', 'mode', 'mount', 'title', 'placeholder', 'greeting', 'suggestions', 'colorMode', 'fabIcon',
    'prompt', 'emptyTitle', 'emptySubtitle', 'emptyAvatar', 'greetingDelay', 'theme', 'customCss', 'stylesheet',
] as const;

function hyphened(name: string): string {
    return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The options in an element's attributes. A token found there is taken out of the document at once. */
function optionsOf(element: Element, prefix: string): BridleOptions {
    const entries = [...attributes, 'token'].map((name) => [name, element.getAttribute(prefix + hyphened(name))]);
    element.removeAttribute(`${prefix}token`);
    return Object.fromEntries(entries.filter(([, value]) => value !== null)) as BridleOptions;
}

const handles = new WeakMap<Element, { destroy(): void }>();

/** `<bridle-chat agent-id="…">`; elements that `init` made are left to it. */
class BridleElement extends HTMLElement {
    connectedCallback(): void {
        queueMicrotask(() => {
            if (this.isConnected && !handles.has(this) && this.hasAttribute('agent-id')) {
                this.style.display ||= 'block';
                const options = { mode: 'inline' as const, ...optionsOf(this, '') };
                const hub = options.apiUrl ?? scriptHub ?? '';
                handles.set(this, createChat(parleyOptions(options, hub, this), scriptHub));
            }
        });
    }

    disconnectedCallback(): void {
        queueMicrotask(() => {
            if (!this.isConnected) {
                handles.get(this)?.destroy();
                handles.delete(this);
            }
        });
    }
}

const page = window as typeof window & { Bridle?: unknown };

if (page.Bridle === undefined) {
    customElements.define(tag, BridleElement);
    page.Bridle = { init, BridleClient, BridleAuthError, tag, version: '1.0.0' };
}
mountFromScript(script, 'data-agent-id', (element) => init(optionsOf(element, 'data-')));
