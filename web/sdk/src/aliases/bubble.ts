/**
 * `/chat-bubble.js`: `<script src=… data-chat-id="slug" data-color data-position="right|left" data-icon>`.
 *
 * Identity: `data-token-url` names an address of the page's backend that answers `{"token": "…"}`, or
 * `data-token-function` a global function. Refreshes go the same way; no message listener is needed on the page.
 */

import { tokenFrom } from '../attributes.ts';
import { createChat } from '../chat.ts';
import type { ParleyOptions } from '../options.ts';
import { script, scriptHub } from '../scriptOrigin.ts';
import { mountFromScript } from '../scriptTag.ts';

mountFromScript(script, 'data-chat-id', ({ dataset }) => {
    const { chatId = '', color = '#000000', position, icon, tokenUrl, tokenFunction } = dataset;
    const options: ParleyOptions = {
        agent: chatId,
        accent: color,
        position: position === 'left' ? 'left' : 'right',
    };
    const token = tokenFrom(tokenUrl, tokenFunction);
    return createChat({ ...options, ...(icon ? { icon } : {}), ...(token ? { token } : {}) }, scriptHub);
});
