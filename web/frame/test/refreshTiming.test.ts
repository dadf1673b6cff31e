import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refreshDelay } from '../src/chat/refreshTiming.ts';

const serverTime = '2026-11-21T09:00:00.000Z';

function delay(seconds: number, random: number): number {
    const expiresAt = new Date(Date.parse(serverTime) + seconds * 1000).toISOString();
    return refreshDelay({ serverTime, expiresAt }, random);
}

test('a session is renewed 60 to 75 s before its end', () => {
    assert.equal(delay(900, 0), 840_000);
    assert.equal(delay(900, 0.999), 825_015);
});

test('a short session is renewed after half of its life', () => {
    assert.equal(delay(60, 0), 30_000);
    assert.equal(delay(100, 0.5), 50_000);
});

test('a session that has ended already is not asked for in a loop', () => {
    assert.equal(delay(0, 0), 5_000);
    assert.equal(delay(-3600, 0.5), 5_000);
});

test('a session of a year does not overflow the timer', () => {
    assert.equal(delay(366 * 24 * 3600, 0), 2 ** 31 - 1);
});

test('only the distance between the two times counts, not the clock of this machine', () => {
    const past = { serverTime: '1999-01-01T00:00:00.000Z', expiresAt: '1999-01-01T00:15:00.000Z' };
    assert.equal(refreshDelay(past, 0), 840_000);
});
