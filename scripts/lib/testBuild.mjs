// Bundles tests into dist-test/. Test files are found by glob, so that none is forgotten.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { cpuNote } from './cpuTime.mjs';
import { esm } from './esm.mjs';

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // Source maps for a debugger, in files of their own: inside the bundle, they made each process read three times as much.
  sourcemap: 'linked',
  sourcesContent: false,
  alias: esm,
  external: ['vscode', 'esbuild', 'playwright-core', 'web-tree-sitter', '@vscode/test-electron'],
  logLevel: 'warning',
};

/** The *.test.ts files of a folder, as paths from the clone's root. */
export function testFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.test.ts'))
    .map(name => join(folder, name))
    .sort();
}

/** Bundles one module that is not a test itself; gives the bundle's path. */
export async function buildModule(file) {
  const [output] = await buildTests([file]);
  return output;
}

/** Bundles each test file on its own; gives the bundles' paths. */
export async function buildTests(files) {
  const outputs = files.map(file => join('dist-test', file.slice('test/'.length).replace(/\.ts$/, '.js')));
  for (const output of outputs) rmSync(output, { force: true });
  await build({
    ...shared,
    banner: { js: cpuNote },
    entryPoints: files,
    outdir: 'dist-test',
    outbase: 'test',
  });
  return outputs;
}

/**
 * The sources of each test file's bundle, as paths from the clone's root: a change of one may change its result.
 * @returns {Promise<Map<string, Set<string>>>} by test file
 */
export async function inputsOf(files) {
  const options = {
    ...shared,
    entryPoints: files,
    outdir: 'dist-test',
    outbase: 'test',
    write: false,
    sourcemap: false,
  };
  const { metafile } = await build({ ...options, metafile: true });
  const bundles = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint);
  return new Map(bundles.map(({ entryPoint, inputs }) => [entryPoint, new Set(Object.keys(inputs))]));
}

/**
 * Bundles the tests that run inside an extension host into one module with run(), as VS Code requires.
 * @param {string} [folder] where their *.test.ts files are
 * @returns {Promise<string>} the module's absolute path
 */
export async function buildInsideTests(folder = 'test/vscode/inside') {
  const output = resolve('dist-test', `${folder.slice('test/'.length)}.js`);
  const imports = testFiles(folder).map(file => `import ${JSON.stringify(resolve(file))};`);
  const run = `export { run } from ${JSON.stringify(resolve('test/vscode/tiny/run.ts'))};`;
  await build({
    ...shared,
    stdin: { contents: [...imports, run].join('\n'), resolveDir: process.cwd(), loader: 'ts' },
    outfile: output,
  });
  return output;
}
