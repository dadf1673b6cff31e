// Makes what `npm publish` takes: dist/packages/embed and dist/packages/react, each one ES module with its types.
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));

/** The declarations that make up the public types; the other files of the SDK stay inside its bundle. */
const packages = [
    {
        name: 'embed',
        entry: 'sdk/src/index.ts',
        manifest: 'sdk',
        types: /^sdk\/src\/(index|chat|element|errors|options)\.d\.ts$/,
    },
    { name: 'react', entry: 'react/src/index.tsx', manifest: 'react', types: /^react\/src\/index\.d\.ts$/ },
];

/** Emits all declarations once and returns them by their path. */
async function declarations() {
    const out = await mkdtemp(join(tmpdir(), 'parley-types-'));
    try {
        const tsc = join(root, 'node_modules', '.bin', 'tsc');
        const project = ['-p', 'sdk/tsconfig.types.json', '--outDir', out];
        execFileSync(tsc, project, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
        const files = (await readdir(out, { recursive: true })).filter((file) => file.endsWith('.d.ts'));
        return new Map(await Promise.all(files.map(async (file) => [file, await readFile(join(out, file), 'utf8')])));
    } finally {
        await rm(out, { recursive: true });
    }
}

async function manifestOf({ manifest }) {
    const { name, version, type, dependencies, peerDependencies } = JSON.parse(
        await readFile(join(root, manifest, 'package.json'), 'utf8'));
    const exports = { '.': { types: './index.d.ts', default: './index.js' } };
    return { name, version, type, sideEffects: false, exports, types: './index.d.ts', dependencies, peerDependencies };
}

export async function makePackages(out = join(root, 'dist', 'packages')) {
    const types = await declarations();
    for (const one of packages) {
        const folder = join(out, one.name);
        await mkdir(folder, { recursive: true });
        await build({
            absWorkingDir: root,
            entryPoints: [one.entry],
            outfile: join(folder, 'index.js'),
            bundle: true,
            format: 'esm',
            target: 'es2022',
            jsx: 'automatic',
            external: ['react', 'react/jsx-runtime', '@parley/embed'],
            logLevel: 'warning',
        });
        for (const [file, text] of types) {
            if (one.types.test(file)) {
                const name = file.slice(file.lastIndexOf('/') + 1);
                await writeFile(join(folder, name), text.replace(/(from '\.\/\w+)\.ts'/g, "$1.js'"));
            }
        }
        await writeFile(join(folder, 'package.json'), `${JSON.stringify(await manifestOf(one), null, 2)}\n`);
        await cp(join(root, one.manifest, 'README.md'), join(folder, 'README.md'));
    }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    await makePackages();
}
