/** `/sdk/latest.js`: the global `Bridle`, its `data-*` script tag and `<bridle-chat>`. */

import { createChat } from '../chat.ts';
import type { ParleyMessage, ParleyOptions, ParleyTheme, ParleyToken } from '../options.ts';
import { script, scriptHub } from '../scriptOrigin.ts';
import { mountFromScript } from '../scriptTag.ts';
import { BridleAuthError, bridleError } from './bridleErrors.ts';

/** A message as `onMessage` of `Bridle` shows it; `ts` in milliseconds. */
export interface BridleMessage {
    readonly type: 'message';
    readonly messageId: string;
    readonly role: 'user' | 'assistant';
    readonly text: string;
    readonly ts: number;
}

export interface BridleOptions {
    agentId: string;
    /** Default: where the script came from. */
    apiUrl?: string;
    mode?: 'floating' | 'inline';
    /** Default: `document.body`. */
    mount?: Element | string;
    /** Default: "Agent Chat". */
    title?: string;
    /** Default: "Type a message...". */
    placeholder?: string;
    greeting?: string;
    suggestions?: readonly string[] | string;
    colorMode?: ParleyTheme;
    fabIcon?: string;
    token?: ParleyToken;
    onReady?: () => void;
    onMessage?: (message: BridleMessage) => void;
    onError?: (error: Error) => void;
}

export interface BridleHandle {
    readonly element: HTMLElement;
    open(): void;
    close(): void;
    sendMessage(text: string): void;
    destroy(): void;
}

const tag = 'bridle-chat';

function suggestionsOf(given: BridleOptions['suggestions']): readonly string[] | undefined {
    if (typeof given !== 'string') {
        return given;
    }
    return given.startsWith('[') ? (JSON.parse(given) as string[]) : given.split('|');
}

function bridleMessage({ id, role, text, createdAt }: ParleyMessage): BridleMessage {
    return { type: 'message', messageId: id, role, text, ts: Date.parse(createdAt) };
}

function warn({ message }: Error): void {
    console.warn('[bridle]', message);
}

function parleyOptions(options: BridleOptions, hub: string, mount: Element): ParleyOptions {
    const { agentId, mode, title = 'Agent Chat', placeholder = 'Type a message...', greeting, colorMode } = options;
    const { fabIcon, token, onReady, onMessage, onError = warn } = options;
    const given: { [K in keyof ParleyOptions]: ParleyOptions[K] | undefined } = {
        agent: agentId,
        hub,
        mode,
        mount,
        title,
        placeholder,
        greeting,
        starters: suggestionsOf(options.suggestions),
        theme: colorMode,
        icon: fabIcon,
        token,
        onReady,
        onMessage: (message) => onMessage?.(bridleMessage(message)),
        onError: (error) => onError(bridleError(error, agentId)),
    };
    const present = Object.entries(given).filter(([, value]) => value !== undefined);
    return Object.fromEntries(present) as unknown as ParleyOptions;
}

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
    page.Bridle = { init, BridleAuthError, tag, version: '1.0.0' };
}
mountFromScript(script, 'data-agent-id', (element) => init(optionsOf(element, 'data-')));
