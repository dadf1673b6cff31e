// What the stub hub answers: chosen by the first word of the message.

const everything = `## Returning an order

You can send back **unopened** items within *30 days*. Here is how it works, with a [link to the terms](https://example.com/terms) and \`inline code\`:

1. Open your order and choose **Return**.
2. Print the label.
   - No printer? Show the code at the counter.
   - Bring the ~~invoice~~ order number.
3. Drop the parcel off.

| Method | Time | Price |
|:--|:-:|--:|
| Parcel shop | 2 days | €0.00 |
| Pick-up at home | next day | €4.90 |
| Locker | 3 days | €0.00 |

\`\`\`js
// Ask for the state of a return.
const response = await fetch(\`/api/returns/\${id}\`);
if (!response.ok) {
    throw new Error("No such return"); // 404
}
console.log((await response.json()).state, 42);
\`\`\`

> Refunds reach your account within 5 working days of the parcel's arrival.

- [x] Label printed
- [ ] Parcel handed over

Anything else? 🙂`;

const hostile = `Click [here](javascript:alert(1)) or <img src=x onerror=alert(1)> or ![map](https://tracker.example/p.png?q=secret).

<script>alert(1)</script>

[data](data:text/html,hi) and [fine](https://example.com) &amp; done.`;

export const citations = [
    { title: 'Delivery times', quote: 'Orders leave the warehouse within one working day.', url: 'https://example.com/delivery' },
    { title: 'returns.pdf', quote: 'Unopened items can be sent back within 30 days.' },
    { title: 'Terms of sale', url: 'https://example.com/terms' },
];

/** How to answer this message: its text, the pause between pieces in milliseconds, and how it ends. */
export function answerTo(text) {
    const [word = '', more = ''] = text.trim().split(/\s+/, 2);
    switch (word.toLowerCase()) {
        case 'markdown': return { text: everything, pause: 12, citations };
        case 'hostile': return { text: hostile, pause: 12 };
        case 'long': return { text: Array.from({ length: 16 }, () => everything).join('\n\n'), pause: 4 };
        case 'slow': return { text: 'I take my time with this one, word by word, so that there is something to stop. '.repeat(12), pause: 120 };
        case 'tool': return { text: 'Order **1042** left the warehouse this morning.', pause: 40, tool: 'lookup_order' };
        case 'fail': return { text: more === 'model_truncated' ? 'The first half of' : '', pause: 20, failure: more || 'model_unavailable' };
        case 'arabic': return { text: 'مرحبا! هذا **جواب** باللغة العربية مع `code` وقائمة:\n\n- واحد\n- اثنان', pause: 30 };
        case 'drop': return { text: 'The line drops in the middle of this sentence, and yet every single word of it arrives once. '.repeat(4), pause: 25, dropAfter: 60 };
        default: return { text: `You said “${text}”. I am the scripted stand-in for an agent; try *markdown*, *slow*, *tool*, *fail*, *drop*, *hostile*, *long*, *limit*, *expire* or *arabic*.`, pause: 25 };
    }
}
