import { html, nothing, svg, type TemplateResult } from 'lit';
import { count, duration } from '../parts/numbers.ts';
import { problemName } from './filters.ts';
import type { TranscriptMessage } from './shapes.ts';

const WIDTH = 240;
const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });

/** How one answer came about: when it was asked, how long each part took, what it cost, and why it failed if it did. */
export function timeline(answer: TranscriptMessage, all: readonly TranscriptMessage[]): TemplateResult {
    const question = all.find(({ id }) => id === answer.answers);
    const replaced = all.find(({ id }) => id === answer.replaces);
    const waited = question ? Math.max(0, Date.parse(answer.createdAt) - Date.parse(question.createdAt)) : 0;
    const facts: [string, unknown][] = [
        ['Asked', question ? asked(question.createdAt) : 'Not known'],
        ['Began', `${duration(waited)} later`],
        ['First words', answer.firstWordsMs === undefined ? 'None' : `after ${duration(answer.firstWordsMs)}`],
        ['Ended', answer.wholeMs === undefined ? ended(answer) : `after ${duration(answer.wholeMs)}`],
        ['Model', answer.model === 'builtin' ? 'Built-in search' : answer.model ?? 'Not known'],
        ['Tokens', answer.usage ? `${count(answer.usage.inputTokens)} in, ${count(answer.usage.outputTokens)} out` : 'Not counted'],
        ['Tool calls', 'None'],
    ];
    if (replaced) {
        facts.push(['Asked again', `In place of answer ${replaced.seq}`]);
    }
    if (answer.failure !== undefined) {
        facts.push(['Problem', html`${problemName(answer.failure)} <code>${answer.failure}</code>`]);
    }
    if (answer.cause) {
        facts.push(['Cause', answer.cause]);
    }
    return html`<aside class="run" aria-label="How answer ${answer.seq} came about">
        ${bar(waited, answer)}
        <dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    </aside>`;
}

function asked(iso: string): TemplateResult {
    return html`<time datetime=${iso}>${moment.format(new Date(iso))}</time>`;
}

function ended(answer: TranscriptMessage): string {
    return answer.state === 'streaming' ? 'Still being written' : 'The hub did not see the end';
}

/** Waiting, thinking and writing, each as wide as it took long. */
function bar(waited: number, { firstWordsMs, wholeMs }: TranscriptMessage): TemplateResult | typeof nothing {
    if (wholeMs === undefined || waited + wholeMs === 0) {
        return nothing;
    }
    const thought = firstWordsMs ?? wholeMs;
    const scale = WIDTH / (waited + wholeMs);
    const parts = [
        { kind: 'waited', from: 0, width: waited * scale },
        { kind: 'thought', from: waited * scale, width: thought * scale },
        { kind: 'wrote', from: (waited + thought) * scale, width: (wholeMs - thought) * scale },
    ];
    const words = `Waited ${duration(waited)}, thought ${duration(thought)}, wrote ${duration(wholeMs - thought)}`;
    return html`<svg class="run-bar" viewBox="0 0 ${WIDTH} 8" preserveAspectRatio="none" role="img" aria-label=${words}>
        ${parts.map(({ kind, from, width }) => svg`<rect class=${kind} x=${from} y="0" width=${width} height="8" />`)}
    </svg>
    <p class="run-legend" aria-hidden="true"><span class="waited"></span>Waiting<span class="thought"></span>Thinking<span class="wrote"></span>Writing</p>`;
}
