import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidates, completed, openedAt } from '../src/agents/completion.ts';
import { contrastOf, isColour } from '../src/agents/contrast.ts';

test('two braces open a variable, and a closed one is none', () => {
    assert.deepEqual(openedAt('Hi {{na', 7), { start: 5, typed: 'na' });
    assert.deepEqual(openedAt('Hi {{', 5), { start: 5, typed: '' });
    assert.deepEqual(openedAt('Hi {{ na', 8), { start: 6, typed: 'na' });
    assert.equal(openedAt('Hi {na', 6), undefined);
    assert.equal(openedAt('Hi {{name}} you', 15), undefined);
    assert.equal(openedAt('{{a b', 5), undefined);
});

test('names that begin with what is typed come before those that hold it', () => {
    assert.deepEqual(candidates('na', ['nickname', 'name', 'plan', 'Nation']), ['name', 'Nation', 'nickname']);
    assert.deepEqual(candidates('', ['a', 'b']), ['a', 'b']);
    assert.deepEqual(candidates('zz', ['a']), []);
});

test('a name is put in with its braces, in place of what stood there', () => {
    const at = (text: string, caret: number): { text: string; caret: number } =>
        completed(text, caret, openedAt(text, caret) ?? { start: 0, typed: '' }, 'name');
    assert.deepEqual(at('Hi {{na, you', 7), { text: 'Hi {{name}}, you', caret: 11 });
    assert.deepEqual(at('Hi {{na}} you', 7), { text: 'Hi {{name}} you', caret: 11 });
    assert.deepEqual(at('Hi {{names}} you', 7), { text: 'Hi {{name}} you', caret: 11 });
});

test('contrast is that of WCAG, never rounded up to a pass', () => {
    assert.equal(contrastOf('#000000', '#ffffff'), 21);
    assert.equal(contrastOf('#777777', '#ffffff'), 4.47);
    assert.equal(contrastOf('#ffffff', '#777777'), 4.47);
    assert.ok(isColour('#0C6b5f') && !isColour('#fff') && !isColour('red'));
});
