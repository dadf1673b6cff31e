import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox } from '../src/conversation/outbox.ts';
import { storeOf } from '../src/storage.ts';

const memory = () => storeOf(() => {
    throw new Error('denied');
});
const item = (id: string, conversation = 'cnv_1') => ({ id, text: `Text ${id}`, conversation, at: 1 });
const ids = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id);

test('messages go out in the order of writing, each once', () => {
    const outbox = new Outbox(memory());
    ['a', 'b', 'c'].forEach((id) => outbox.add(item(id)));
    assert.deepEqual(ids(outbox.sendable()), ['a', 'b', 'c']);
    ['a', 'b'].forEach((id) => outbox.sent(id));
    assert.deepEqual(ids(outbox.sendable()), ['c']);
});

test('after the line dropped everything that was not acknowledged goes out again, in the old order', () => {
    const outbox = new Outbox(memory());
    ['a', 'b', 'c'].forEach((id) => outbox.add(item(id)));
    ['a', 'b'].forEach((id) => outbox.sent(id));
    outbox.accepted('a', 'cnv_1');
    outbox.lineDropped();
    assert.deepEqual(ids(outbox.sendable()), ['b', 'c']);
    assert.equal(outbox.accepted('a', 'cnv_1'), undefined);
});

test('of a new conversation only the first message goes out until it has an id, and the others follow it', () => {
    const outbox = new Outbox(memory());
    ['a', 'b'].forEach((id) => outbox.add(item(id, 'draft:1')));
    outbox.add(item('c', 'draft:2'));
    assert.deepEqual(ids(outbox.sendable()), ['a', 'c']);
    outbox.sent('a');
    assert.deepEqual(ids(outbox.sendable()), ['c']);
    outbox.accepted('a', 'cnv_9');
    assert.deepEqual(ids(outbox.of('cnv_9')), ['b']);
    assert.deepEqual(ids(outbox.sendable()), ['b', 'c']);
});

test('a refused message waits for the user, in its place', () => {
    const outbox = new Outbox(memory());
    ['a', 'b'].forEach((id) => outbox.add(item(id)));
    outbox.refused('a', { code: 'too_large', title: '', detail: '' });
    assert.deepEqual(ids(outbox.sendable()), ['b']);
    outbox.again('a');
    assert.deepEqual(ids(outbox.sendable()), ['a', 'b']);
});

test('twenty messages are the most', () => {
    const outbox = new Outbox(memory());
    for (let n = 0; n < 20; n += 1) {
        assert.equal(outbox.isFull, false);
        outbox.add(item(String(n)));
    }
    assert.equal(outbox.isFull, true);
});

test('a reload of the page finds what was waiting, under the same user only', () => {
    const store = memory();
    const before = new Outbox(store);
    before.keepUnder('jane');
    ['a', 'b'].forEach((id) => before.add(item(id)));
    before.sent('a');
    const after = new Outbox(store);
    after.keepUnder('jane');
    assert.deepEqual(ids(after.sendable()), ['a', 'b']);
    const other = new Outbox(store);
    other.keepUnder('mallory');
    assert.deepEqual(other.items, []);
});

test('what is kept and is no message is passed over', () => {
    const store = memory();
    for (const odd of ['{', 'null', '7', '[null, {"id":1}]', '{"id":"a"}']) {
        store.set('jane', odd);
        const outbox = new Outbox(store);
        outbox.keepUnder('jane');
        assert.deepEqual(outbox.items, []);
    }
});
