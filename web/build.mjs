// Builds what the hub serves: dist/assets/* named by their content, dist/<fixed names>, and dist/manifest.json.
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';
import { compileParts } from './parted.mjs';

const root = dirname(fileURLToPath(import.meta.url));

/** Files that only our own pages name, through the manifest: dist/assets/<name>-<hash>.<ext>, cached for ever. */
const hashed = {
    'boot.js': { entry: 'frame/src/boot.ts', format: 'iife' },
    'frame.js': { entry: 'frame/src/main.ts', format: 'esm' },
    'sign-in.js': { entry: 'frame/src/signIn/main.ts', format: 'esm' },
    'frame.css': { entry: 'frame/src/frame.css' },
    'console.css': { entry: 'console/src/console.css' },
};

/** The console: an entry and the parts it fetches when a page needs them, each named by its content. */
const consoleEntry = 'console/src/main.ts';

/** What opening any page of the console may cost at first: its scripts and styles, gzipped, in bytes. */
const CONSOLE_LIMIT = 180 * 1024;

/** Files whose address other people have typed into their pages: dist/<name>, revalidated on each load. */
const fixed = {
    'parley.js': { entry: 'sdk/src/script.ts', format: 'iife' },
    'parley.mjs': { entry: 'sdk/src/module.ts', format: 'esm' },
    'ai-support-widget.js': { entry: 'sdk/src/aliases/supportWidget.ts', format: 'iife' },
    'sdk/latest.js': { entry: 'sdk/src/aliases/bridle.ts', format: 'iife' },
    'chat-bubble.js': { entry: 'sdk/src/aliases/bubble.ts', format: 'iife' },
};

const shared = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    target: 'es2022',
    conditions: ['production'],
    legalComments: 'none',
    logLevel: 'warning',
};

const compressGzip = promisify(gzip);
const compressBrotli = promisify(brotliCompress);

async function compile({ entry, format }) {
    const result = await build({ ...shared, entryPoints: [entry], ...(format ? { format } : {}) });
    refuseWarnings(result);
    return Buffer.from(result.outputFiles[0].contents);
}

/** A style sheet that is not understood is only worth a warning to esbuild; it is an error here. */
function refuseWarnings({ warnings }) {
    if (warnings.length > 0) {
        throw new Error('Mend what the build warns of.');
    }
}

function hashedName(name, bytes) {
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
    const dot = name.lastIndexOf('.');
    return `assets/${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
}

/** Writes the file with its .gz and .br beside it and returns its compressed size in bytes. */
async function emit(out, path, bytes) {
    const zipped = await compressGzip(bytes, { level: 9 });
    const brotli = await compressBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    const target = join(out, path);
    await mkdir(dirname(target), { recursive: true });
    await Promise.all([writeFile(target, bytes), writeFile(`${target}.gz`, zipped), writeFile(`${target}.br`, brotli)]);
    return zipped.length;
}

function holdConsole({ area, gzip: scripts }, styles) {
    if (scripts + styles > CONSOLE_LIMIT) {
        throw new Error(`${area} costs ${scripts + styles} B gzipped to open, more than ${CONSOLE_LIMIT}. `
            + 'Fetch what it does not need at once with import().');
    }
}

/** Builds everything into `out` and returns the manifest: logical name → path below `out`, without a leading slash. */
export async function buildAll(out = join(root, 'dist')) {
    await rm(out, { recursive: true, force: true });
    const manifest = {};
    const sizes = [];
    for (const [name, spec] of Object.entries({ ...hashed, ...fixed })) {
        const bytes = await compile(spec);
        const path = name in hashed ? hashedName(name, bytes) : name;
        manifest[name] = path;
        sizes.push({ file: path, bytes: bytes.length, gzip: await emit(out, path, bytes) });
    }
    const { files, dearest } = await compileParts(shared, 'console.js', consoleEntry);
    for (const { name, path, bytes } of files) {
        manifest[name] = path;
        sizes.push({ file: path, bytes: bytes.length, gzip: await emit(out, path, bytes) });
    }
    holdConsole(dearest, sizes.find((each) => each.file === manifest['console.css']).gzip);
    await writeFile(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    return { manifest, sizes };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const { sizes } = await buildAll();
    for (const { file, bytes, gzip: zipped } of sizes) {
        console.log(`${file.padEnd(36)} ${String(bytes).padStart(8)} B ${String(zipped).padStart(8)} B gz`);
    }
}
