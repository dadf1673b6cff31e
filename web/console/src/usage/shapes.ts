import { list, number, object, optional, text, type Of } from '../shape.ts';

const dayShape = object({
    day: text, agent: text, conversations: number, users: number, messages: number, answers: number, failed: number,
    inputTokens: number, outputTokens: number, medianMs: optional(number), p95Ms: optional(number), up: number, down: number,
});
export type UsageDay = Of<typeof dayShape>;

export const usageShape = object({
    from: text, to: text, items: list(dayShape),
    totals: object({ messages: number, answers: number, failed: number, inputTokens: number, outputTokens: number, up: number, down: number }),
});
export type Usage = Of<typeof usageShape>;

/** Every day from the first to the last, as `2026-11-21`. */
export function daysOf({ from, to }: Usage): string[] {
    const days: string[] = [];
    for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86_400_000) {
        days.push(new Date(at).toISOString().slice(0, 10));
    }
    return days;
}

/** One number a day, over all agents. */
export function perDay(usage: Usage, value: (day: UsageDay) => number, join: (a: number, b: number) => number = (a, b) => a + b): number[] {
    return daysOf(usage).map((day) => usage.items.filter((item) => item.day === day).map(value).reduce((a, b) => join(a, b), 0));
}

/** The UTC day so many days before today. */
export function daysAgo(count: number): string {
    return new Date(Date.now() - count * 86_400_000).toISOString().slice(0, 10);
}
