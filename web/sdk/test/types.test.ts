import type { Appearance, ErrorCode, PageContext, Theme, TranscriptMessage } from '@parley/protocol';
import { test } from 'node:test';
import type { ParleyAppearance, ParleyContext, ParleyErrorCode, ParleyMessage, ParleyTheme } from '../src/index.ts';

type Same<A, B> = [A, B] extends [B, A] ? true : false;

test('the published types say what the wire carries', () => {
    const checks: true[] = [
        true satisfies Same<ParleyMessage, TranscriptMessage>,
        true satisfies Same<ParleyContext, PageContext>,
        true satisfies Same<ParleyTheme, Theme>,
        true satisfies Same<keyof ParleyAppearance, keyof Appearance>,
        true satisfies ErrorCode extends ParleyErrorCode ? true : false,
    ];
    void checks;
});
