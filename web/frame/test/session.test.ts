import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FrameMessage, HostMessage, TokenReason } from '@parley/protocol';
import { flatContext, problemWith } from '../src/chat/pageData.ts';
import { HostPort } from '../src/identity/hostPort.ts';
import { Identity, TokenUnavailable } from '../src/identity/identity.ts';
import { Ticket } from '../src/identity/ticket.ts';
import { Rig } from './chatRig.ts';
import { FakeClock, settled } from './fakes.ts';

const expiresAt = '2026-11-21T10:15:00.000Z';

test('a token is renewed a minute before its end, by the clock of the hub, and the next one too', async () => {
    const rig = new Rig();
    await rig.connect({ expiresAt });
    await rig.live(839_999);
    assert.deepEqual(rig.asked, []);
    await rig.live(1);
    assert.deepEqual(rig.asked, ['expiring']);
    assert.deepEqual(rig.hub.of('identify'), [{ type: 'identify', token: 'token-2' }]);
    await rig.hub.say({ type: 'identified', expiresAt: '2026-11-21T10:29:00.000Z' });
    await rig.live(840_000);
    assert.deepEqual(rig.asked, ['expiring', 'expiring']);
});

test('a session without an end, and one that is over, ask for nothing', async () => {
    const endless = new Rig();
    await endless.connect();
    await endless.live(3_600_000);
    assert.deepEqual(endless.asked, []);
    const left = new Rig();
    await left.connect({ expiresAt });
    left.chat.logout();
    await left.clock.pass(86_400_000);
    assert.deepEqual(left.asked, []);
});

test('a failed renewal is no news while the session lives, and is reported when it is needed', async () => {
    const rig = new Rig();
    rig.give = () => Promise.reject(new TokenUnavailable('failed'));
    await rig.connect({ expiresAt });
    await rig.live(840_000);
    assert.equal(rig.chat.renewal.failure, undefined);
    await rig.hub.say({ type: 'reauthenticate', code: 'session_expired' });
    assert.deepEqual(rig.failures.map(({ code }) => code), ['token_failed']);
});

test('what the page says of itself goes along on every connection, as a whole, until its user has gone', async () => {
    const rig = new Rig();
    rig.chat.pageData.say({ page: '/a', cart: 2 });
    await rig.connect();
    rig.chat.pageData.say({ page: '/b' });
    await rig.hub.end(1006);
    await rig.clock.pass(1000);
    await rig.greet();
    const told = rig.sockets.map((socket) => socket.of('context').map(({ context }) => context));
    assert.deepEqual(told, [[{ page: '/a', cart: 2 }, { page: '/b' }], [{ page: '/b' }]]);
    await rig.hub.end(1006);
    await rig.clock.pass(1000);
    await rig.greet({ principal: { kind: 'user', issuer: 'agent', id: 'john' } });
    assert.deepEqual(rig.hub.of('context'), []);
});

test('nested data becomes text, and too much of it is the developer’s to hear, not the user’s', async () => {
    assert.deepEqual(flatContext({ user: { id: 1 }, list: [1], nothing: null, none: undefined, on: true }),
        { user: '{"id":1}', list: '[1]', on: true });
    const wrong = [
        Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`k${index}`, 1])), { [`k${'x'.repeat(64)}`]: 1 },
        { k: 'x'.repeat(2_001) }, { a: 'x'.repeat(2_000), b: 'y'.repeat(2_000), c: 'é'.repeat(2_000), d: 'z'.repeat(2_000) },
    ];
    for (const context of wrong) {
        assert.match(problemWith(context) ?? '', /context/);
    }
    const rig = new Rig();
    await rig.connect();
    rig.chat.pageData.say({ page: 'x'.repeat(3_000) });
    assert.deepEqual(rig.hub.of('context'), []);
    assert.deepEqual(rig.failures.map(({ code }) => code), ['invalid_request']);
    assert.equal(rig.chat.notice, undefined);
});

const visitor = { kind: 'visitor', id: 'vst_1' } as const;

test('a visitor who signs in goes on where they were, with draft and waiting message, once the hub says so', async () => {
    const rig = new Rig(new Identity(undefined, false));
    rig.rest.set('/conversations/cnv_1/messages', { items: [] });
    await rig.connect({ principal: visitor, visitor: 'vis_1' });
    rig.chat.send('Hello');
    await rig.accept(1);
    rig.chat.send('And this?');
    rig.chat.keepDraft('half a thought');
    rig.chat.renewal.offered('ses_1', true);
    await rig.hub.say({ type: 'refused', error: { code: 'identity_changed', title: '', detail: '' } });
    assert.deepEqual(rig.texts, [], 'until then nothing of the visitor is shown');
    await rig.hub.end(4400);
    await rig.greet({ conversation: 'cnv_1', adopted: true });
    assert.deepEqual(rig.hub.of('hello').map(({ token, visitor: shown }) => [token, shown]), [['ses_1', 'vis_1']]);
    assert.equal(rig.chat.thread.conversation, 'cnv_1');
    assert.equal(rig.chat.draft, 'half a thought');
    assert.deepEqual(rig.chat.outbox.items.map(({ text }) => text), ['And this?']);
    assert.equal(rig.store.get('parley:helper:visitor'), undefined);
    assert.equal(rig.chat.history.titleOf('cnv_9'), undefined);
    await rig.hub.say({ type: 'changed', conversation: 'cnv_9', title: 'From before' });
    assert.equal(rig.chat.history.titleOf('cnv_9'), 'From before');
});

test('where the hub does not say so, nothing of the visitor is left but the visitor', async () => {
    const rig = new Rig(new Identity(undefined, false));
    await rig.connect({ principal: visitor, visitor: 'vis_1' });
    rig.chat.send('Hello');
    rig.chat.keepDraft('half a thought');
    rig.chat.renewal.offered('ses_1', true);
    await rig.hub.say({ type: 'refused', error: { code: 'identity_changed', title: '', detail: '' } });
    await rig.hub.end(4400);
    await rig.greet();
    assert.deepEqual([rig.texts, rig.chat.draft, rig.chat.outbox.items], [[], '', []]);
    assert.equal(rig.store.get('parley:helper:visitor'), 'vis_1');
});

test('the ticket of a page that stays open is renewed once for all who need it, and kept when that fails', async () => {
    const clock = new FakeClock();
    const asked: string[] = [];
    let next: string | undefined = 'tkt_2';
    const ticket = new Ticket('tkt_1', clock, async (old) => {
        asked.push(old);
        return next;
    });
    await clock.pass(6 * 3_600_000);
    assert.equal(await ticket.current(), 'tkt_1');
    await clock.pass(1);
    assert.deepEqual(await Promise.all([ticket.current(), ticket.current()]), ['tkt_2', 'tkt_2']);
    assert.deepEqual(asked, ['tkt_1']);
    await clock.pass(7 * 3_600_000);
    next = undefined;
    assert.equal(await ticket.current(), 'tkt_2');
    next = 'tkt_3';
    assert.equal(await ticket.current(), 'tkt_3');
    assert.equal(await new Ticket(undefined, clock, async () => 'x').current(), undefined);
});

/** The page's end of a port, played by the test. */
class PageEnd {
    readonly heard: FrameMessage[] = [];
    onmessage: ((event: MessageEvent) => void) | null = null;

    postMessage(message: FrameMessage): void {
        this.heard.push(message);
    }

    say(data: HostMessage): void {
        this.onmessage?.({ data } as MessageEvent);
    }
}

test('each way in which no token comes is told to the page’s developer by its own name', async () => {
    const setup = { type: 'setup', version: 1, identity: true, mode: 'inline', open: true, theme: 'auto', appearance: {} } as const;
    const kinds = ['refused', 'failed', 'timeout', 'stale'] as const;
    for (const [kind, reason] of kinds.flatMap((each) => [[each, 'refused'], [each, 'expiring']] as const)) {
        const page = new PageEnd();
        const port = new HostPort(page as unknown as MessagePort, new FakeClock(), setup);
        const asking = port.ask(reason satisfies TokenReason, 'old');
        page.say({ type: 'token_failed', request: 1, kind });
        await assert.rejects(asking, (error: TokenUnavailable) => error.kind === kind);
        const codes = page.heard.filter(({ type }) => type === 'error').map((message) => (message as { code: string }).code);
        assert.deepEqual(codes, kind === 'stale' && reason === 'expiring' ? [] : [`token_${kind}`]);
    }
});

test('a page that does not answer at all is a timeout too', async () => {
    const page = new PageEnd();
    const clock = new FakeClock();
    const setup = { type: 'setup', version: 1, identity: true, mode: 'inline', open: true, theme: 'auto', appearance: {} } as const;
    const asking = new HostPort(page as unknown as MessagePort, clock, setup).ask('connect', undefined);
    const failed = assert.rejects(asking, (error: TokenUnavailable) => error.kind === 'timeout');
    await clock.pass(11_000);
    await settled();
    await failed;
});
