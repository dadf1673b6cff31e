// Bundles every */test/**/*.test.ts with esbuild and runs them with node:test: `npm test [-- name-part]`.
// `npm run test:browser [-- name-part]` runs */test/**/*.browser.ts instead, which need Chromium.
import { spawnSync } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));
const out = join(root, 'node_modules', '.cache', 'parley-tests');
const inBrowser = process.argv.includes('--browser');
const kind = inBrowser ? /\.browser\.tsx?$/ : /\.test\.tsx?$/;
const wanted = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? '';

async function testsOf(workspace) {
    const files = await readdir(join(root, workspace, 'test'), { recursive: true }).catch(() => []);
    return files.filter((file) => kind.test(file)).map((file) => join(workspace, 'test', file));
}

const workspaces = ['protocol', 'sdk', 'frame', 'react', 'console'];
const entries = (await Promise.all(workspaces.map(testsOf))).flat().filter((file) => file.includes(wanted));
if (entries.length === 0) {
    console.error(`No test matches "${wanted}".`);
    process.exit(1);
}
await rm(out, { recursive: true, force: true });
await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: out,
    outbase: '.',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '@parley/protocol': './protocol/src/index.ts', '@parley/embed': './sdk/src/index.ts' },
    outExtension: { '.js': '.mjs' },
    sourcemap: 'inline',
    logLevel: 'warning',
});
const files = entries.map((file) => join(out, file.replace(/\.tsx?$/, '.mjs')));
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...files], { cwd: root, stdio: 'inherit' });
process.exit(run.status ?? 1);
