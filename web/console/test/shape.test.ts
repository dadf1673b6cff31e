import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flag, list, Mismatch, number, object, oneOf, optional, pageOf, record, text, type Of } from '../src/shape.ts';

const agent = object({ id: text, access: oneOf('public', 'private'), note: optional(text), tags: list(text) });

test('an answer of the right shape is taken, and what nobody asked for is left out', () => {
    const taken: Of<typeof agent> = agent({ id: 'a', access: 'public', tags: ['x'], secret: 'y' }, '');
    assert.deepEqual(taken, { id: 'a', access: 'public', note: undefined, tags: ['x'] });
});

test('a value of another shape is named by its place', () => {
    const wrong = { items: [{ id: 'a', access: 'public', tags: [] }, { id: 'b', access: 'public', tags: [7] }] };
    assert.throws(() => pageOf(agent)(wrong, ''), new Mismatch('items[1].tags[0]', 'text'));
});

test('null counts as absent', () => {
    assert.equal(optional(number)(null, ''), undefined);
    assert.equal(optional(number)(0, ''), 0);
});

test('values by name keep their names', () => {
    assert.deepEqual(record(flag)({ a: true }, ''), { a: true });
    assert.throws(() => record(flag)({ a: 'true' }, 'variables'), /variables\.a is not true or false/);
});

test('neither a list nor null is an object', () => {
    for (const value of [[], null, 'x', 3]) {
        assert.throws(() => object({})(value, ''), Mismatch);
    }
});
