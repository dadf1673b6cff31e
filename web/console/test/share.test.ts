import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publicWays, secureWays } from '../src/share/embedCode.ts';
import { matches, read, type Candidate } from '../src/share/invitees.ts';
import { byOrigin } from '../src/share/refusedOrigins.ts';
import type { Agent, Refusal } from '../src/share/shapes.ts';

const support: Candidate = { invitee: 'group:Support team', label: 'Support team', about: 'Group' };
const ada: Candidate = { invitee: 'ada@example.com', label: 'ada@example.com', about: 'member' };

test('addresses are read from every kind of list', () => {
    const read3 = ['a@x.test, b@x.test;c@x.test', 'a@x.test\nb@x.test\r\nc@x.test', 'a@x.test b@x.test\tc@x.test', 'A@x.test, b@x.test, "C" <c@x.test>'];
    for (const text of read3) {
        assert.deepEqual(read(text, []), { invitees: ['a@x.test', 'b@x.test', 'c@x.test'], rest: '' }, text);
    }
});

test('a group is known by its name, spaces and all; what is neither stays', () => {
    assert.deepEqual(read('support TEAM, nobody here, ada@example.com', [support]), {
        invitees: ['group:Support team', 'ada@example.com'], rest: 'nobody here',
    });
});

test('who was chosen already is not offered again, and beginnings come first', () => {
    assert.deepEqual(matches('a', [support, ada], []), [ada, support]);
    assert.deepEqual(matches('a', [support, ada], ['ada@example.com']), [support]);
});

const refusal = (origin: string | undefined, count: number, lastAt: string): Refusal => ({
    code: 'origin_not_allowed', title: '', detail: '', remedy: '', transport: 'rest', origin, count, firstAt: lastAt, lastAt,
});

test('refused origins are counted together, the latest first, without those that are allowed now', () => {
    const refusals = [refusal('https://a.test', 1, '1'), refusal('https://b.test', 1, '3'), refusal('https://a.test', 4, '2'),
        refusal('null', 1, '9'), refusal(undefined, 1, '9'), refusal('https://c.test', 1, '9')];
    assert.deepEqual(byOrigin(refusals, ['https://c.test']), [
        { origin: 'https://b.test', count: 1, lastAt: '3' }, { origin: 'https://a.test', count: 5, lastAt: '2' },
    ]);
    assert.deepEqual(byOrigin(refusals, ['*']), []);
});

test('the name of an agent cannot break out of the code that is shown', () => {
    const agent = { slug: 'a', name: '"><script>', appearance: { accent: '', position: 'right' } } as Agent;
    const iframe = publicWays(agent, 'https://hub.test').find((way) => way.key === 'iframe');
    assert.ok(iframe?.code.includes('title="&quot;>&lt;script>'));
});

test('what was chosen under Appearance stands in the code, and nothing where nothing was', () => {
    const code = (appearance: Agent['appearance']): string =>
        secureWays({ slug: 'a', name: 'A', appearance } as Agent, 'https://hub.test').map((way) => way.code).join('\n');
    const chosen = code({ accent: '#aa3355', position: 'left' });
    for (const part of ['data-accent="#aa3355"', 'data-position="left"', ' accent="#aa3355"', ' position="left"']) {
        assert.ok(chosen.includes(part), part);
    }
    assert.doesNotMatch(code({ accent: '', position: 'right' }), /accent|position/u);
});
