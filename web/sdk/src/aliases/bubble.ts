/**
 * `/chat-bubble.js`: `<script src=… data-chat-id="slug" data-color data-position="right|left" data-icon>`.
 *
 * Identity: `data-token-url` names an address of the page's backend that answers `{"token": "…"}`; or
 * `data-token-function` a global function; or `data-token-listener` says that the page has the message listener of plain
 * iframes, which is then asked. Refreshes go the same way.
 */

import { tokenFrom } from '../attributes.ts';
import { createChat } from '../chat.ts';
import type { ParleyOptions } from '../options.ts';
import { script, scriptHub } from '../scriptOrigin.ts';
import { mountFromScript } from '../scriptTag.ts';
import { standInForIframe, tokenFromListener } from './refreshListener.ts';

mountFromScript(script, 'data-chat-id', ({ dataset }) => {
    const { chatId = '', color = '#000000', position, icon, tokenUrl, tokenFunction, tokenListener } = dataset;
    const options: ParleyOptions = {
        agent: chatId,
        accent: color,
        position: position === 'left' ? 'left' : 'right',
    };
    const listens = tokenListener !== undefined && tokenListener !== 'false';
    const token = tokenFrom(tokenUrl, tokenFunction) ?? (listens ? tokenFromListener : undefined);
    const chat = createChat({ ...options, ...(icon ? { icon } : {}), ...(token ? { token } : {}) }, scriptHub);
    if (token === tokenFromListener) {
        standInForIframe(chat.element);
    }
    return chat;
});
