import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Bytes that a page pays at most, compressed by gzip as it is served to any browser. */
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
        const size = gzipSync(bytes, { level: 9 }).length;
        context.diagnostic(`${entry}: ${size} of ${limit} bytes`);
        assert.ok(size <= limit, `${entry} has ${size} bytes compressed, ${size - limit} too many`);
    });
}
