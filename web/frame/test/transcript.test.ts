import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '@parley/protocol';
import { Transcript } from '../src/conversation/transcript.ts';
import { seeded } from './fakes.ts';

const now = '2026-11-21T10:00:00.000Z';
const conversation = 'cnv_1';

function message(seq: number, more: Partial<Message> = {}): Message {
    return { id: `msg_${seq}`, seq, role: seq % 2 === 1 ? 'user' : 'assistant', text: `Text ${seq}`, state: 'completed', createdAt: now, ...more };
}

function running(): Transcript {
    const transcript = new Transcript();
    transcript.put(message(1));
    transcript.started({ type: 'started', run: 'run_1', message: 'msg_2', seq: 2, conversation }, now);
    return transcript;
}

const textOf = (transcript: Transcript): string | undefined => transcript.find('msg_2')?.message.text;

test('deltas that are repeated, overlap or come again after a resume add each character once', () => {
    const whole = 'Grüße 🙂 an alle — 你好, 👩‍👩‍👧 und tschüss. '.repeat(8);
    for (let seed = 1; seed <= 200; seed += 1) {
        const random = seeded(seed);
        const transcript = running();
        let sent = 0;
        while (sent < whole.length) {
            const back = Math.floor(random() * (sent + 1) * (random() < 0.3 ? 1 : 0));
            const offset = sent - back;
            const end = Math.min(whole.length, sent + 1 + Math.floor(random() * 9));
            transcript.delta('run_1', offset, whole.slice(offset, end));
            sent = end;
        }
        assert.equal(textOf(transcript), whole);
    }
});

test('a delta beyond what we have is a gap and adds nothing', () => {
    const transcript = running();
    assert.equal(transcript.delta('run_1', 0, 'abc'), 'appended');
    assert.equal(transcript.delta('run_1', 5, 'x'), 'gap');
    assert.equal(transcript.delta('run_1', 0, 'abc'), 'repeated');
    assert.equal(transcript.delta('run_9', 0, 'abc'), 'unknown');
    assert.equal(textOf(transcript), 'abc');
});

test('resuming asks for what comes after the last finished message, and for the rest of a running answer', () => {
    const transcript = running();
    transcript.delta('run_1', 0, 'a🙂');
    assert.deepEqual(transcript.resumePoint(), { afterSeq: 1, run: 'run_1', offset: 3 });
    transcript.completed({ type: 'completed', run: 'run_1', message: 'msg_2', seq: 2 });
    assert.deepEqual(transcript.resumePoint(), { afterSeq: 2 });
    assert.deepEqual(new Transcript().resumePoint(), { afterSeq: 0 });
});

test('a message written while an answer runs does not hide the answer from a resume', () => {
    const transcript = running();
    transcript.put(message(3));
    assert.deepEqual(transcript.resumePoint(), { afterSeq: 1, run: 'run_1', offset: 0 });
});

test('an answer read by REST while it runs goes on where its text ends', () => {
    const transcript = new Transcript();
    transcript.put(message(1));
    transcript.put(message(2, { state: 'streaming', text: 'Hello' }));
    assert.deepEqual(transcript.resumePoint(), { afterSeq: 1 });
    transcript.started({ type: 'started', run: 'run_1', message: 'msg_2', seq: 2, conversation }, now);
    transcript.delta('run_1', 0, 'Hello wor');
    transcript.delta('run_1', 9, 'ld');
    assert.equal(textOf(transcript), 'Hello world');
});

test('the same message twice is one, and an older state of a running answer does not shorten it', () => {
    const transcript = running();
    transcript.delta('run_1', 0, 'Hello');
    transcript.put(message(1));
    transcript.put(message(2, { state: 'streaming', text: 'He' }));
    assert.equal(transcript.shown.length, 2);
    assert.equal(textOf(transcript), 'Hello');
    transcript.put(message(2, { text: 'Hello world', state: 'completed' }));
    assert.equal(textOf(transcript), 'Hello world');
    assert.equal(transcript.running, undefined);
});

test('messages stand in their order whatever order they come in', () => {
    const transcript = new Transcript();
    [5, 1, 4, 2, 3].forEach((seq) => transcript.put(message(seq)));
    assert.deepEqual(transcript.shown.map(({ message: { seq } }) => seq), [1, 2, 3, 4, 5]);
});

test('an answer made again stands for the first one', () => {
    const transcript = new Transcript();
    [1, 2].forEach((seq) => transcript.put(message(seq)));
    transcript.started({ type: 'started', run: 'run_2', message: 'msg_3', seq: 3, conversation, replaces: 'msg_2' }, now);
    assert.deepEqual(transcript.shown.map(({ message: { id } }) => id), ['msg_1', 'msg_3']);
});

test('how an answer ends is kept: stopped, failed with its cause, interrupted', () => {
    const stopped = running();
    assert.equal(stopped.stopped('run_1')?.message.state, 'stopped');
    const failed = running();
    assert.equal(failed.failed({ type: 'failed', run: 'run_1', code: 'model_timeout', detail: 'd' })?.message.failure?.code, 'model_timeout');
    const interrupted = running();
    assert.equal(interrupted.failed({ type: 'failed', run: 'run_1', code: 'interrupted', detail: 'd' })?.message.state, 'interrupted');
    assert.equal(running().stopped('run_9'), undefined);
});

test('a message that has not changed stays the same object', () => {
    const transcript = running();
    const [question] = transcript.shown;
    transcript.delta('run_1', 0, 'abc');
    assert.equal(transcript.shown[0], question);
});
