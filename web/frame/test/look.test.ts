import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accentOn, contrast, parseColour } from '../src/theme/accent.ts';
import { localeOf } from '../src/text/locale.ts';
import { groupByDay } from '../src/view/days.ts';
import { seeded } from './fakes.ts';

const hex = (text: string): readonly [number, number, number] => parseColour(text) ?? assert.fail(text);

test('any accent is readable on light and on dark, as text and under text', () => {
    const random = seeded(7);
    for (let round = 0; round < 500; round += 1) {
        const colour = hex(`#${Math.floor(random() * 0xffffff).toString(16).padStart(6, '0')}`);
        for (const surface of ['#ffffff', '#16181d']) {
            const { fill, onFill, ink } = accentOn(colour, hex(surface));
            assert.ok(contrast(hex(ink), hex(surface)) >= 4.5, `${ink} on ${surface}`);
            assert.ok(contrast(hex(onFill), hex(fill)) >= 4.5, `${onFill} on ${fill}`);
        }
    }
});

test('only hex colours are colours', () => {
    assert.deepEqual(parseColour('#0a8'), [0, 170, 136]);
    for (const odd of ['red', '#12345', '#ggg', 'url(x)', '#123;background:red', '']) {
        assert.equal(parseColour(odd), undefined);
    }
});

test('the first tag that is one decides dates and direction, English is the language that is there', () => {
    assert.deepEqual([localeOf(['x_y', 'ar-EG']).tag, localeOf(['ar-EG']).direction, localeOf(['ar-EG']).language], ['ar-EG', 'rtl', 'en']);
    assert.equal(localeOf([null, undefined, '']).tag, 'en');
});

test('conversations stand under today, yesterday, a weekday or a month', () => {
    const now = new Date(2026, 10, 21, 9);
    const at = (day: number, month = 10): string => new Date(2026, month, day, 23, 30).toISOString();
    const items = [at(21), at(20), at(17), at(2, 9)].map((updatedAt, index) => ({ id: `cnv_${index}`, updatedAt }));
    assert.deepEqual(groupByDay(items, now, 'en').map(({ label }) => label), ['Today', 'Yesterday', 'Tuesday', 'October 2026']);
});
