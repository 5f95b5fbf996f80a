// A CommonJS bundle in parts: what the sources `import()` is a file of its own, read when it is asked for. esbuild
// splits ES modules only, so the parts are made as such and then turned into CommonJS one by one.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Builds one entry point; its parts lie beside it as NAME-HASH.js, and those of an earlier build are removed.
 * @returns {Promise<import('esbuild').BuildResult>} of the modules, with their metafile
 */
export async function buildSplit({ entryPoints, outdir, ...options }) {
  const [name] = Object.keys(entryPoints);
  const modules = mkdtempSync(join(tmpdir(), 'iopath-build-'));
  try {
    const parts = { splitting: true, format: 'esm', chunkNames: `${name}-[hash]`, outdir: modules };
    const result = await build({ ...options, ...parts, entryPoints });
    const files = readdirSync(modules).filter(file => file.endsWith('.js'));
    await asCommonJs(
      files.map(file => join(modules, file)),
      { ...options, outdir },
    );
    removeOthers(outdir, name, files);
    return result;
  } finally {
    rmSync(modules, { recursive: true, force: true });
  }
}

const asCommonJs = (entryPoints, { outdir, platform, target, logLevel }) =>
  build({
    entryPoints,
    outdir,
    platform,
    target,
    logLevel,
    format: 'cjs',
    sourcemap: true,
    // Else Node would look for an ES module behind each `import()`.
    supported: { 'dynamic-import': false },
  });

function removeOthers(outdir, name, files) {
  const part = new RegExp(`^${name}-[A-Z0-9]{8}\\.js(\\.map)?$`);
  for (const file of readdirSync(outdir))
    if (part.test(file) && !files.includes(file.replace(/\.map$/, ''))) rmSync(join(outdir, file));
}
