/** `/parley.mjs`: the package as the hub serves it, where the hub's address is the module's own. */

import { createChat } from './chat.ts';
import { defineChatElement as defineElement } from './element.ts';
import type { ParleyChat, ParleyOptions } from './options.ts';

const scriptHub = new URL(import.meta.url).origin;

export const init = (options: ParleyOptions): ParleyChat => createChat(options, scriptHub);
export const defineChatElement = (tag?: string): void => defineElement(tag, scriptHub);
export { ParleyError } from './errors.ts';
