import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fit } from '../src/palette/match.ts';

const names = ['Returns desk', 'Order helper', 'Internal handbook', 'Audit log', 'API keys', 'Österreich'];
const best = (typed: string): string[] => names
    .flatMap((name) => (fit(name, typed) === undefined ? [] : [{ name, score: fit(name, typed) ?? 0 }]))
    .sort((a, b) => b.score - a.score).map(({ name }) => name);

test('the start of a name goes before the start of a word, and that before letters within', () => {
    assert.equal(best('h')[0], 'Order helper');
    assert.deepEqual(best('ret'), ['Returns desk']);
    assert.equal(best('a')[0], 'API keys');
});

test('every word has to be found, in any order', () => {
    assert.deepEqual(best('desk ret'), ['Returns desk']);
    assert.deepEqual(best('desk order'), []);
});

test('scattered letters find a name, accents do not matter', () => {
    assert.deepEqual(best('ohr'), ['Order helper']);
    assert.deepEqual(best('osterr'), ['Österreich']);
});
