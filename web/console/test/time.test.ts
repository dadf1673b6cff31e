import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago } from '../src/parts/ago.ts';

const now = Date.parse('2026-11-21T12:00:00.000Z');

test('a time is told by the largest unit that fits', () => {
    const told: [string, string][] = [
        ['2026-11-21T11:59:58.000Z', 'just now'], ['2026-11-21T11:59:00.000Z', '60 seconds ago'],
        ['2026-11-21T11:30:00.000Z', '30 minutes ago'], ['2026-11-21T09:00:00.000Z', '3 hours ago'],
        ['2026-11-19T12:00:00.000Z', '2 days ago'], ['2026-08-21T12:00:00.000Z', '3 months ago'],
        ['2023-11-21T12:00:00.000Z', '3 years ago'], ['2026-11-22T12:00:00.000Z', 'in 24 hours'],
    ];
    for (const [iso, words] of told) {
        assert.equal(ago(iso, now), words);
    }
});
