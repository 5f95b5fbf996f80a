// A CommonJS bundle in parts: what the sources `import()` is a file of its own, read when it is asked for. esbuild
// splits ES modules only, so the parts are made as such and then turned into CommonJS one by one.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Builds one entry point; its parts lie beside it as NAME-HASH.js.
 * @returns {Promise<import('esbuild').BuildResult & {files: string[]}>} the metafile is that of the modules, `files` are
 *   those that were written
 */
export async function buildSplit({ entryPoints, outdir, ...options }) {
  const [name] = Object.keys(entryPoints);
  const modules = mkdtempSync(join(tmpdir(), 'iopath-build-'));
  try {
    const parts = { splitting: true, format: 'esm', chunkNames: `${name}-[hash]`, outdir: modules };
    // Linked, so that the second step's maps lead to the sources.
    const result = await build({ ...options, ...parts, sourcemap: true, entryPoints });
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
    // Else Node would look for an ES module behind each `import()`.
    supported: { 'dynamic-import': false },
  });
