import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextPath } from '../src/paths.ts';

test('a path of the console is gone to after signing in', () => {
    assert.equal(nextPath('/agents/agt_1/share/embed?x=1'), '/agents/agt_1/share/embed?x=1');
    assert.equal(nextPath('/'), '/');
});

test('anything else leads to the first page', () => {
    const hostile = ['//evil.example', '/\\evil.example', '\\\\evil.example', 'https://evil.example/', 'javascript:alert(1)',
        '/ /evil.example', '/\t/evil.example', '/\n//evil.example', '', 'agents', '/../../agent/x', '/..//evil.example',
        '/%2e%2e/agent/x', '/./../agent/x', '/@evil.example/\u202e', '/%09/evil.example', '/agents%2f%2fevil.example', '/x%5Cevil'];
    for (const next of [null, ...hostile]) {
        assert.equal(nextPath(next), '/', String(next));
    }
});
