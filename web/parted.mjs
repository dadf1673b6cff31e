// Builds an entry whose imports are fetched one by one, and knows what opening each of its pages costs.
import { basename, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/**
 * Answers each file with its logical name: the entry's own, `<stem>/first/…` for what the entry needs at once, which a
 * page can therefore ask for beforehand, and `<stem>/later/…` for what it fetches when somebody opens another page.
 */
export async function compileParts(options, name, entry) {
    const stem = name.slice(0, name.lastIndexOf('.'));
    const result = await build({
        ...options,
        entryPoints: { [stem]: entry },
        format: 'esm',
        splitting: true,
        outdir: 'dist/assets',
        entryNames: '[name]-[hash]',
        chunkNames: `${stem}-[name]-[hash]`,
        metafile: true,
    });
    const outputs = result.metafile.outputs;
    const first = atOnce(outputs, Object.keys(outputs).find((path) => outputs[path].entryPoint === entry));
    const files = result.outputFiles.map((file) => {
        const path = relative(options.absWorkingDir, file.path);
        const logical = outputs[path].entryPoint === entry ? name : `${stem}/${first.has(path) ? 'first' : 'later'}/${basename(path)}`;
        return { name: logical, path: path.slice('dist/'.length), bytes: Buffer.from(file.contents) };
    });
    return { files, dearest: dearestPage(outputs, first, files) };
}

/** A file and everything it imports without being asked to. */
function atOnce(outputs, path, found = new Set()) {
    if (!found.has(path)) {
        found.add(path);
        outputs[path].imports.filter((each) => each.kind === 'import-statement').forEach((each) => atOnce(outputs, each.path, found));
    }
    return found;
}

/** The gzipped bytes of the scripts for the page that needs the most of them: the entry's, and its area's. */
function dearestPage(outputs, first, files) {
    const size = new Map(files.map((file) => [`dist/${file.path}`, gzipSync(file.bytes, { level: 9 }).length]));
    const areas = [...first].flatMap((path) => outputs[path].imports).filter((each) => each.kind === 'dynamic-import');
    const costs = areas.map((area) => {
        const needed = new Set([...first, ...atOnce(outputs, area.path)]);
        return { area: outputs[area.path].entryPoint, gzip: [...needed].reduce((sum, path) => sum + size.get(path), 0) };
    });
    return costs.sort((a, b) => b.gzip - a.gzip)[0];
}
