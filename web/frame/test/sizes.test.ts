import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const limit = 60 * 1024;
const entries = ['frame/src/boot.ts', 'frame/src/main.ts', 'frame/src/frame.css'];

test('all that the frame loads is at most 60 KB, compressed', async (context) => {
    const result = await build({
        entryPoints: entries, outdir: 'unused', bundle: true, minify: true, write: false, format: 'esm', target: 'es2022',
        conditions: ['production'], legalComments: 'none',
    });
    const size = result.outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
    context.diagnostic(`${size} of ${limit} bytes by gzip`);
    assert.ok(size <= limit, `${size - limit} bytes too many`);
});
