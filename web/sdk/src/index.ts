/**
 * Puts a Parley agent on a page. Importing this does nothing by itself, so it may be imported on a server.
 *
 * @example
 * const chat = init({ agent: 'support', hub: 'https://chat.example.com', token: fetchToken });
 */
export { createChat as init } from './chat.ts';
export { defineChatElement, type ParleyChatElement } from './element.ts';
export { ParleyError, type ParleyErrorCode } from './errors.ts';
export type {
    ParleyAppearance,
    ParleyChat,
    ParleyContext,
    ParleyMessage,
    ParleyOptions,
    ParleyTheme,
    ParleyToken,
} from './options.ts';
