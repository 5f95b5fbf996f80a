// A CommonJS bundle in parts: what the sources `import()` is a file of its own, read when it is asked for. esbuild
// splits ES modules only, so the parts are made as such and then turned into CommonJS one by one.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { build } from 'esbuild';

/**
 * Builds one entry point; its parts lie beside it as NAME-HASH.js.
 * @returns {Promise<import('esbuild').BuildResult & {files: string[]}>} the metafile is that of the modules, `files` are
 *   those that were written
 */
export async function buildSplit({ entryPoints, outdir, ...options }) {
  const [name] = Object.keys(entryPoints);
  // In the build's own folder: the next build finds and removes what an interrupted one left.
  const modules = resolve(outdir, `${name}.parts`);
  rmSync(modules, { recursive: true, force: true });
  try {
    const parts = { splitting: true, format: 'esm', chunkNames: `${name}-[hash]`, outdir: modules };
    // Linked, so that the second step's maps lead to the sources.
    const plugins = [startsWith(entryPoints[name], await laterEntries({ ...options, entryPoints }))];
    const result = await build({ ...options, ...parts, sourcemap: true, entryPoints, plugins });
    const files = readdirSync(modules).filter(file => file.endsWith('.js'));
    await asCommonJs(
      files.map(file => join(modules, file)),
      { ...options, outdir },
    );
    const made = files.flatMap(file => [join(outdir, file), join(outdir, `${file}.map`)]);
    return { ...result, files: made };
  } finally {
    rmSync(modules, { recursive: true, force: true });
  }
}

/** Absolute paths of files that the sources `import()` and that are not read at the start. */
async function laterEntries({ entryPoints, ...options }) {
  const whole = { metafile: true, write: false, outdir: 'out' };
  const { inputs, outputs } = (await build({ ...options, ...whole, entryPoints })).metafile;
  const [entry] = Object.values(outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
  const importsOf = (path, kinds) =>
    inputs[path].imports.filter(({ kind, external }) => kinds.includes(kind) && !external);
  const atStart = new Set([entry]);
  for (const path of atStart)
    for (const { path: next } of importsOf(path, ['import-statement', 'require-call'])) atStart.add(next);
  const later = Object.keys(inputs).flatMap(path => importsOf(path, ['dynamic-import']));
  return new Set(later.filter(({ path }) => !atStart.has(path)).map(({ path }) => resolve(path)));
}

/**
 * Joins everything that is read at the start into one file. esbuild makes a file of each set of modules that the start and
 * another part share, and each file costs a millisecond to find and load; here every part needs the whole start.
 * The import comes last, so that the lines above it keep their numbers and run first.
 */
const startsWith = (entry, later) => ({
  name: 'whole-start',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) =>
      later.has(path)
        ? {
            contents: `${readFileSync(path, 'utf8')}\nimport ${JSON.stringify(resolve(entry))};\n`,
            loader: extname(path).slice(1),
          }
        : undefined,
    );
  },
});

const asCommonJs = (entryPoints, { outdir, platform, target, logLevel, sourcemap, minify }) =>
  build({
    entryPoints,
    outdir,
    platform,
    target,
    logLevel,
    format: 'cjs',
    sourcemap,
    minify,
    // Without this, Node would look for an ES module at each `import()`.
    supported: { 'dynamic-import': false },
  });
