import { createChat } from './chat.ts';
import { optionsFrom } from './attributes.ts';
import type { ParleyChat, ParleyOptions } from './options.ts';

/** The `<parley-chat>` element, as scripts see it. */
export interface ParleyChatElement extends HTMLElement {
    /** What attributes cannot say, such as `token` and the callbacks; to be set before the element is on the page. */
    options?: Partial<ParleyOptions>;
    /** Absent while the element is not on the page. */
    readonly chat: ParleyChat | undefined;
}

/**
 * Defines `<parley-chat agent="…">`; inline unless `mode` says otherwise. It fires `parley-ready`, `parley-message`,
 * `parley-unread` and `parley-error`, with the callback's argument as `detail`. Defining it again does nothing.
 */
export function defineChatElement(tag = 'parley-chat', scriptHub?: string): void {
    if (customElements.get(tag)) {
        return;
    }
    customElements.define(
        tag,
        class extends HTMLElement implements ParleyChatElement {
            options?: Partial<ParleyOptions>;
            chat: ParleyChat | undefined;

            connectedCallback(): void {
                this.style.display ||= 'block';
                // After the script that made the element has set its options, and once when it is moved at once.
                queueMicrotask(() => {
                    if (this.isConnected) {
                        this.chat ??= createChat(this.#options(), scriptHub);
                    }
                });
            }

            disconnectedCallback(): void {
                this.chat?.destroy();
                this.chat = undefined;
            }

            #options(): ParleyOptions {
                const options: Record<string, unknown> = {
                    mode: 'inline',
                    ...optionsFrom(this, ''),
                    mount: this,
                    ...this.options,
                };
                for (const name of ['Ready', 'Message', 'Unread', 'Error']) {
                    const callback = options[`on${name}`] as ((detail: unknown) => void) | undefined;
                    options[`on${name}`] = (detail: unknown) => {
                        callback?.(detail);
                        this.dispatchEvent(new CustomEvent(`parley-${name.toLowerCase()}`, { detail }));
                    };
                }
                return options as unknown as ParleyOptions;
            }
        },
    );
}
