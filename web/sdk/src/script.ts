/** `/parley.js`: the global `Parley`, chats from `data-*` attributes, `<parley-chat>`, and calls that came earlier. */

import { optionsFrom } from './attributes.ts';
import { createChat } from './chat.ts';
import { defineChatElement } from './element.ts';
import type { ParleyChat, ParleyOptions } from './options.ts';
import { script, scriptHub } from './scriptOrigin.ts';
import { mountFromScript } from './scriptTag.ts';

/** `Parley.push(parley => …)` runs now or, on the array that holds the global's place, when the script arrives. */
type Queued = (parley: ParleyGlobal) => void;

export interface ParleyGlobal {
    init(options: ParleyOptions): ParleyChat;
    push(...calls: Queued[]): void;
}

const page = window as typeof window & { Parley?: ParleyGlobal | Queued[] };
const before = page.Parley;

if (before === undefined || Array.isArray(before)) {
    const parley: ParleyGlobal = {
        init: (options) => createChat(options, scriptHub),
        push: (...calls) => calls.forEach((call) => call(parley)),
    };
    page.Parley = parley;
    defineChatElement('parley-chat', scriptHub);
    parley.push(...(before ?? []));
}
mountFromScript(script, 'data-agent', (tag) => createChat(optionsFrom(tag, 'data-'), scriptHub));
