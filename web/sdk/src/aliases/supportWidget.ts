/** `/ai-support-widget.js`: the global `AISupportWidget` of the support widget that Parley replaces. */

import { createChat } from '../chat.ts';
import type { ParleyContext, ParleyTheme } from '../options.ts';
import { scriptHub } from '../scriptOrigin.ts';
import { renewable } from './renewable.ts';

export interface SupportWidgetOptions {
    /** Your tenant's id, `ten_…`: its default agent answers. */
    tenantKey: string;
    /** A token signed by your backend. */
    jwt: string;
    /** Gives a new token when the current one ends. Without it the chat ends with its token. */
    onTokenRefresh?: () => string | Promise<string>;
    /** Default: where the script came from. */
    apiUrl?: string;
    theme?: ParleyTheme;
    position?: 'bottom-right' | 'bottom-left';
    /** Default: the browser's. */
    locale?: string;
    brandColor?: string;
    context?: ParleyContext;
    onOpen?: () => void;
}

export interface SupportWidget {
    open(): void;
    close(): void;
    destroy(): void;
    /** Takes the place of the current token, on the open connection too. */
    updateJwt(jwt: string): void;
    updateContext(context: ParleyContext): void;
}

let current: SupportWidget | undefined;

/** One widget on a page: a second `init` destroys the first. */
function init(options: SupportWidgetOptions): SupportWidget {
    const { tenantKey, jwt, onTokenRefresh, apiUrl, position, brandColor, theme = 'light', ...same } = options;
    current?.destroy();
    const [token, replace] = renewable(jwt, onTokenRefresh);
    const chat = createChat(
        {
            ...same,
            theme,
            agent: tenantKey,
            token,
            position: position === 'bottom-left' ? 'left' : 'right',
            ...(apiUrl === undefined ? {} : { hub: apiUrl }),
            ...(brandColor === undefined ? {} : { accent: brandColor }),
        },
        scriptHub,
    );
    chat.element.id = 'ai-support-widget';
    const widget: SupportWidget = {
        open: chat.open,
        close: chat.close,
        destroy() {
            chat.destroy();
            current = current === widget ? undefined : current;
        },
        updateJwt(newer) {
            replace(newer);
            void chat.refreshToken();
        },
        updateContext: chat.setContext,
    };
    current = widget;
    return widget;
}

(window as typeof window & { AISupportWidget?: unknown }).AISupportWidget = { init };
