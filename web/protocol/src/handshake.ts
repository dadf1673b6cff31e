/** The guards of the two window messages before the port. */

import { isNonEmpty } from './byType.ts';
import { isRecord } from './guards.ts';
import type { Connect, Hello } from './host.ts';

function isNamed(value: unknown, type: string): boolean {
    return isRecord(value) && value['type'] === type && isNonEmpty(value['nonce']);
}

export function isHello(value: unknown): value is Hello {
    return isNamed(value, 'parley:hello');
}

export function isConnect(value: unknown): value is Connect {
    return isNamed(value, 'parley:connect');
}
