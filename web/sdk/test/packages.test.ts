import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const consumer = `
import { init, ParleyError, type ParleyChat, type ParleyOptions } from '@parley/embed';
const options: ParleyOptions = { agent: 'a', hub: 'https://hub.example', token: async () => 'token',
    onError: (error: ParleyError) => error.code === 'token_refused' };
export const start = (): ParleyChat => init(options);
// @ts-expect-error no such option
init({ agent: 'a', tokens: 'x' });
// @ts-expect-error no such code
export const isOdd = (error: ParleyError): boolean => error.code === 'odd';
`;

test('the packages can be imported on a server and typed by what resolves them', async () => {
    const { makePackages } = (await import(pathToFileURL(resolve('packages.mjs')).href)) as {
        makePackages(out: string): Promise<void>;
    };
    const folder = mkdtempSync(join(tmpdir(), 'parley-packages-'));
    try {
        await makePackages(folder);
        mkdirSync(join(folder, 'node_modules', '@parley'), { recursive: true });
        symlinkSync(join(folder, 'embed'), join(folder, 'node_modules', '@parley', 'embed'));
        writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
        writeFileSync(join(folder, 'consumer.ts'), consumer);
        for (const module of ['nodenext', 'esnext']) {
            const resolution = module === 'esnext' ? 'bundler' : module;
            const flags = ['--noEmit', '--strict', '--types', '', '--lib', 'es2022,dom', '--module', module];
            execFileSync(resolve('node_modules/.bin/tsc'), [...flags, '--moduleResolution', resolution, 'consumer.ts'],
                { cwd: folder, stdio: 'inherit' });
        }
        const embed = (await import(pathToFileURL(join(folder, 'embed', 'index.js')).href)) as object;
        assert.deepEqual(Object.keys(embed).sort(), ['ParleyError', 'defineChatElement', 'init']);
    } finally {
        rmSync(folder, { recursive: true });
    }
});
