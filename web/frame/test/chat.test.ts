import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HubFrame, Message } from '@parley/protocol';
import { Identity, TokenUnavailable } from '../src/identity/identity.ts';
import { now, Rig } from './chatRig.ts';
import { settled } from './fakes.ts';

const stored = (seq: number, text: string, more: Partial<Message> = {}): Message => ({
    id: `msg_${seq}`, seq, role: seq % 2 === 1 ? 'user' : 'assistant', text, state: 'completed', createdAt: now, ...more,
});
const started = (seq: number): HubFrame => ({ type: 'started', run: 'run_1', message: `msg_${seq}`, seq, conversation: 'cnv_1' });
const delta = (offset: number, text: string): HubFrame => ({ type: 'delta', run: 'run_1', offset, text });
const resumed = (complete = true): HubFrame => ({ type: 'resumed', conversation: 'cnv_1', seq: 2, complete });

test('a question is sent, accepted and answered', async () => {
    const rig = new Rig();
    await rig.connect();
    rig.chat.send('  Hello  ');
    assert.deepEqual(rig.hub.of('send').map(({ text, conversation }) => [text, conversation]), [['Hello', 'new']]);
    await rig.accept(1);
    await rig.hub.say(started(2), delta(0, 'Hi '), delta(3, 'there'), { type: 'completed', run: 'run_1', message: 'msg_2', seq: 2 });
    assert.deepEqual(rig.texts, ['Hello', 'Hi there']);
    assert.deepEqual(rig.chat.announcement, { kind: 'answered', text: 'Hi there' });
});

test('a line that drops in the middle of an answer loses and doubles no character', async () => {
    const rig = new Rig();
    await rig.connect();
    rig.chat.send('Hello');
    await rig.accept(1);
    await rig.hub.say(started(2), delta(0, 'Hi '));
    await rig.hub.end(1006);
    await rig.clock.pass(1000);
    await rig.greet();
    assert.deepEqual(rig.hub.of('resume'), [{ type: 'resume', conversation: 'cnv_1', afterSeq: 1, run: 'run_1', offset: 3 }]);
    await rig.hub.say(started(2), delta(0, 'Hi th'), delta(5, 'ere'), resumed());
    assert.deepEqual(rig.texts, ['Hello', 'Hi there']);
});

test('a hole in the deltas asks for the rest instead of going on', async () => {
    const rig = new Rig();
    await rig.connect();
    rig.chat.send('Hello');
    await rig.accept(1);
    await rig.hub.say(started(2), delta(0, 'Hi '), delta(9, 'x'), delta(10, 'y'));
    assert.equal(rig.hub.of('resume').length, 1);
    await rig.hub.say(delta(3, 'there xy'), resumed());
    assert.deepEqual(rig.texts, ['Hello', 'Hi there xy']);
});

test('after a reload the conversation of before is read and resumed', async () => {
    const rig = new Rig();
    rig.rest.set('/conversations/cnv_1/messages', { items: [stored(1, 'Hello'), stored(2, 'Hi', { state: 'streaming' })] });
    await rig.connect({ conversation: 'cnv_1' });
    assert.deepEqual(rig.hub.of('resume'), [{ type: 'resume', conversation: 'cnv_1', afterSeq: 1 }]);
    await rig.hub.say(started(2), delta(0, 'Hi there'), resumed());
    assert.deepEqual(rig.texts, ['Hello', 'Hi there']);
});

test('an incomplete resume, and another epoch, read the conversation again', async () => {
    const rig = new Rig();
    rig.rest.set('/conversations/cnv_1/messages', { items: [stored(1, 'Old')] });
    await rig.connect({ conversation: 'cnv_1' });
    rig.rest.set('/conversations/cnv_1/messages', { items: [stored(1, 'New')] });
    await rig.hub.say(resumed(false));
    assert.deepEqual(rig.texts, ['New']);
    rig.rest.set('/conversations/cnv_1/messages', { items: [stored(1, 'Restored')] });
    await rig.hub.end(1006);
    await rig.clock.pass(1000);
    await rig.greet({ epoch: 'e2' });
    assert.deepEqual(rig.texts, ['Restored']);
});

test('what is written offline goes out in order after the connection is back, and nothing twice', async () => {
    const rig = new Rig();
    await rig.connect();
    rig.chat.send('one');
    await rig.accept(1);
    rig.chat.send('two');
    const two = rig.hub.of('send').at(-1)?.id;
    await rig.hub.end(1006);
    rig.chat.send('three');
    rig.chat.send('four');
    await rig.clock.pass(1000);
    await rig.greet();
    assert.deepEqual(rig.hub.of('send'), []);
    await rig.hub.say(resumed());
    assert.deepEqual(rig.hub.of('send').map(({ text }) => text), ['two', 'three', 'four']);
    assert.equal(rig.hub.of('send')[0]?.id, two);
    for (const [index, { id }] of rig.hub.of('send').entries()) {
        await rig.hub.say({ type: 'accepted', id, message: `msg_${index + 2}`, seq: index + 2, conversation: 'cnv_1' });
    }
    assert.deepEqual(rig.texts, ['one', 'two', 'three', 'four']);
    assert.deepEqual(rig.chat.outbox.items, []);
});

test('a demanded token is fetched once, sends wait for it, and the running answer goes on', async () => {
    const rig = new Rig();
    await rig.connect();
    rig.chat.send('Hello');
    await rig.accept(1);
    let give: (token: string) => void = () => {};
    rig.give = () => new Promise((resolve) => { give = resolve; });
    await rig.hub.say(started(2), delta(0, 'Hi '), { type: 'reauthenticate', code: 'session_expired' });
    rig.chat.send('Another');
    await rig.hub.say(delta(3, 'there'));
    assert.equal(rig.hub.of('send').length, 1);
    give('token-2');
    await settled();
    assert.deepEqual(rig.hub.of('identify'), [{ type: 'identify', token: 'token-2' }]);
    await rig.hub.say({ type: 'identified', expiresAt: now });
    assert.deepEqual(rig.hub.of('send').map(({ text }) => text), ['Hello', 'Another']);
    assert.deepEqual(rig.texts, ['Hello', 'Hi there']);
    assert.deepEqual(rig.asked, ['refused']);
});

test('a conversation opened while the token is renewed is shown as soon as that is done', async () => {
    const rig = new Rig();
    await rig.connect();
    let give: (token: string) => void = () => {};
    rig.give = () => new Promise((resolve) => { give = resolve; });
    await rig.hub.say({ type: 'reauthenticate', code: 'session_expired' });
    rig.rest.set('/conversations/cnv_1/messages', { items: [stored(1, 'Hello')] });
    rig.chat.openConversation('cnv_1');
    await settled();
    await rig.hub.say({ type: 'refused', error: { code: 'session_expired', title: '', detail: '' } });
    assert.equal(rig.chat.notice, undefined);
    give('token-2');
    await settled();
    await rig.hub.say({ type: 'identified' });
    assert.equal(rig.hub.of('resume').length, 2);
    rig.chat.send('And now?');
    assert.deepEqual(rig.hub.of('send'), []);
    await rig.hub.say(resumed());
    assert.deepEqual(rig.hub.of('send').map(({ text }) => text), ['And now?']);
});

test('a login that is over leads to the form again, not round in circles', async () => {
    const rig = new Rig(new Identity(undefined, false));
    await rig.connect();
    rig.chat.renewal.offered('ses_1', true);
    assert.deepEqual(rig.hub.of('identify'), [{ type: 'identify', token: 'ses_1' }]);
    await rig.hub.say({ type: 'reauthenticate', code: 'session_expired' });
    await rig.hub.end(4401);
    await settled();
    await rig.hub.open();
    assert.deepEqual(rig.hub.of('hello').map(({ token }) => token), [undefined]);
});

test('a send refused for its token is sent once more after a new one', async () => {
    const rig = new Rig();
    await rig.connect();
    rig.chat.send('Hello');
    const { id = '' } = rig.hub.of('send')[0] ?? {};
    await rig.hub.say({ type: 'refused', id, error: { code: 'session_expired', title: '', detail: '' } });
    await rig.hub.say({ type: 'identified' });
    assert.deepEqual(rig.hub.of('send').map((each) => each.id), [id, id]);
});

test('when no token comes the user is asked, nothing loops, and Retry goes on with the draft kept', async () => {
    const rig = new Rig();
    await rig.connect();
    rig.chat.keepDraft('half a thought');
    rig.give = () => Promise.reject(new TokenUnavailable('timeout'));
    await rig.hub.say({ type: 'reauthenticate', code: 'session_expired' });
    assert.equal(rig.chat.renewal.failure?.code, 'token_timeout');
    await rig.hub.end(4401);
    await rig.clock.pass(120_000);
    assert.deepEqual(rig.asked, ['refused']);
    assert.equal(rig.chat.draft, 'half a thought');
    rig.give = async () => 'token-9';
    rig.chat.retry();
    await settled();
    await rig.greet();
    assert.deepEqual(rig.asked, ['refused', 'retry']);
    assert.equal(rig.chat.renewal.failure, undefined);
    assert.equal(rig.chat.connection.state.name, 'open');
});

test('a demanded token that the hub refuses is asked for once more, and then the user is asked', async () => {
    const rig = new Rig();
    await rig.connect();
    const refused = { type: 'refused', error: { code: 'authentication_failed', title: '', detail: '' } } as const;
    await rig.hub.say({ type: 'reauthenticate', code: 'authentication_failed' });
    await rig.hub.say(refused);
    assert.deepEqual(rig.hub.of('identify').map(({ token }) => token), ['token-2', 'token-3']);
    await rig.hub.say(refused, refused);
    assert.deepEqual(rig.asked, ['refused', 'refused']);
    assert.equal(rig.chat.renewal.failure?.code, 'token_stale');
    assert.equal(rig.chat.renewal.failure?.cause, 'authentication_failed');
    rig.chat.retry();
    await settled();
    await rig.hub.say({ type: 'identified' });
    assert.deepEqual(rig.asked, ['refused', 'refused', 'retry']);
    assert.equal(rig.chat.renewal.failure, undefined);
});

test('a token that is about to end is renewed on the open line, and a failure of that is no news', async () => {
    const rig = new Rig();
    await rig.connect();
    await rig.hub.say({ type: 'token_expiring', at: now });
    assert.deepEqual(rig.hub.of('identify'), [{ type: 'identify', token: 'token-2' }]);
    rig.give = () => Promise.reject(new TokenUnavailable('failed'));
    await rig.hub.say({ type: 'token_expiring', at: now });
    assert.equal(rig.chat.renewal.failure, undefined);
});

test('another user’s token leaves nothing of the first: not on the page, not in storage, not in the queue', async () => {
    const rig = new Rig();
    await rig.connect();
    rig.chat.send('A secret of Jane');
    await rig.accept(1);
    rig.chat.keepDraft('Jane’s draft');
    rig.chat.send('Jane’s second');
    rig.chat.renewal.offered('token-of-john', false);
    await rig.hub.say({ type: 'refused', error: { code: 'identity_changed', title: '', detail: '' } });
    assert.deepEqual([rig.texts, rig.chat.outbox.items, rig.chat.draft], [[], [], '']);
    await rig.hub.end(4400);
    await rig.greet({ principal: { kind: 'user', issuer: 'agent', id: 'john' } });
    assert.deepEqual(rig.hub.of('hello').map(({ token }) => token), ['token-of-john']);
    assert.deepEqual([rig.texts, rig.chat.draft, rig.hub.of('send')], [[], '', []]);
});

test('a ready for another principal wipes as well, and look-alike issuers are others', async () => {
    const rig = new Rig();
    await rig.connect();
    rig.chat.send('A secret of Jane');
    await rig.accept(1);
    await rig.hub.end(1006);
    await rig.clock.pass(1000);
    await rig.greet({ principal: { kind: 'user', issuer: 'tenant', id: 'jane' } });
    assert.deepEqual(rig.texts, []);
});

test('what another tab writes appears here', async () => {
    const rig = new Rig();
    rig.rest.set('/conversations/cnv_1/messages', { items: [] });
    await rig.connect({ conversation: 'cnv_1' });
    await rig.hub.say({ type: 'message', conversation: 'cnv_1', ...stored(1, 'From the other tab') }, started(2), delta(0, 'Hi'));
    assert.deepEqual(rig.texts, ['From the other tab', 'Hi']);
});

test('a limit is waited out, and then the same message goes', async () => {
    const rig = new Rig();
    await rig.connect();
    rig.chat.send('Hello');
    const { id = '' } = rig.hub.of('send')[0] ?? {};
    await rig.hub.say({ type: 'refused', id, error: { code: 'rate_limited', title: '', detail: '', retryAfterMs: 3000 } });
    await rig.clock.pass(2_999);
    assert.equal(rig.hub.of('send').length, 1);
    await rig.clock.pass(1);
    assert.deepEqual(rig.hub.of('send').map((each) => each.id), [id, id]);
});

test('what was written before the first connection is sent in the conversation it was written in', async () => {
    const rig = new Rig();
    rig.chat.start();
    rig.chat.send('Early');
    await settled();
    await rig.greet({ conversation: 'cnv_1' });
    assert.deepEqual(rig.hub.of('send').map(({ text, conversation }) => [text, conversation]), [['Early', 'new']]);
});

test('a deleted conversation can be taken back, and else is deleted after a while', async () => {
    const rig = new Rig();
    rig.rest.set('/conversations', { items: [{ id: 'cnv_1', title: 'One' }, { id: 'cnv_2', title: 'Two' }] });
    await rig.connect();
    await rig.chat.history.read();
    rig.chat.deleteConversation('cnv_1');
    assert.deepEqual(rig.chat.history.items.map(({ id }) => id), ['cnv_2']);
    rig.chat.history.undo();
    await rig.clock.pass(10_000);
    assert.equal(rig.chat.history.items.length, 2);
    rig.chat.deleteConversation('cnv_2');
    await rig.clock.pass(10_000);
    assert.ok(rig.requests.includes('/conversations/cnv_2'));
});
