import assert from 'node:assert/strict';
import { test } from 'node:test';
import { find, type Line } from '../src/paths.ts';

const line = (pattern: string): Line => ({ pattern, title: pattern, least: 'member', area: () => Promise.reject(new Error()) });
const table = [line('/agents'), line('/agents/{id}'), line('/agents/new'), line('/agents/{id}/{tab}')];

test('a fixed segment goes before a parameter', () => {
    assert.equal(find(table, '/agents/new')?.line.pattern, '/agents/new');
    assert.equal(find(table, '/agents/agt_1')?.line.pattern, '/agents/{id}');
});

test('a slash at the end changes nothing', () => {
    assert.equal(find(table, '/agents/')?.line.pattern, '/agents');
});

test('parameters are decoded, and what cannot be decoded stays as it is', () => {
    assert.deepEqual(find(table, '/agents/a%20b/model')?.parameters, { id: 'a b', tab: 'model' });
    assert.deepEqual(find(table, '/agents/%zz')?.parameters, { id: '%zz' });
});

test('no line answers a longer or a foreign path', () => {
    assert.equal(find(table, '/agents/a/b/c'), undefined);
    assert.equal(find(table, '/people'), undefined);
});
