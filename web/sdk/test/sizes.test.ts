import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Bytes that a page pays at most, compressed as the hub serves it over HTTPS. */
const limits = { 'sdk/src/script.ts': 5 * 1024, 'react/src/index.tsx': 2 * 1024 };

for (const [entry, limit] of Object.entries(limits)) {
    test(`${entry} stays within ${limit} bytes compressed`, async (context) => {
        const { outputFiles } = await build({
            entryPoints: [entry],
            bundle: true,
            minify: true,
            write: false,
            format: entry.endsWith('x') ? 'esm' : 'iife',
            target: 'es2022',
            jsx: 'automatic',
            external: ['react', 'react/jsx-runtime', '@parley/embed'],
        });
        const bytes = outputFiles[0]?.contents ?? '';
        const size = brotliCompressSync(bytes).length;
        const zipped = gzipSync(bytes, { level: 9 }).length;
        context.diagnostic(`${entry}: ${size} of ${limit} bytes by Brotli, ${zipped} by gzip`);
        assert.ok(size <= limit, `${entry} has ${size} bytes compressed, ${size - limit} too many`);
    });
}
