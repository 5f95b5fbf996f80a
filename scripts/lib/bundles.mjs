// dist/: one bundle per entry point, the grammars, and the licences of what is in them.
import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, normalize, relative } from 'node:path';
import { build } from 'esbuild';
import { esm } from './esm.mjs';
import { grammarFile, grammarNames } from './grammars.mjs';
import { bundledPackages, notices } from './notices.mjs';
import { buildSplit } from './splitBundle.mjs';
import { languageFiles, stamped } from './stamp.mjs';

const node = {
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  // Its ES module reads import.meta.url, which CommonJS bundles lack.
  alias: { 'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs', ...esm },
};
const browser = { platform: 'browser', target: 'chrome120', format: 'esm', alias: esm };

/** Entry points by the name of their bundle in dist/. */
export const targets = {
  // Split, so that the editor reads only the registering part when it starts.
  extension: { ...node, split: true, entryPoints: { extension: 'src/extension.ts' } },
  web: {
    ...browser,
    format: 'cjs',
    external: ['vscode'],
    entryPoints: { 'web/extension': 'src/ui/web.ts' },
    // web-tree-sitter makes a URL from where it stands; its wasm is handed to it, so the URL is never fetched.
    define: { 'import.meta.url': '"https://localhost/"' },
  },
  session: { ...node, entryPoints: { session: 'src/session/main.ts' } },
  worker: { ...node, entryPoints: { worker: 'src/worker/worker.ts' } },
  prover: { ...node, entryPoints: { prover: 'src/prover/main.ts' } },
  // Split, so that only `iopath mcp` and `iopath lsp` read the servers.
  cli: {
    ...node,
    split: true,
    entryPoints: { cli: 'src/cli/main.ts' },
    banner: { js: '#!/usr/bin/env node' },
  },
  reportThread: { ...node, entryPoints: { reportThread: 'src/session/reportThread.ts' } },
  analysisThread: { ...node, entryPoints: { analysisThread: 'src/lint/thread.ts' } },
  panel: {
    ...browser,
    // The only folder that the webview may read.
    entryPoints: { 'panel/panel': 'media/panel/main.ts' },
    assetNames: 'panel/[name]-[hash]',
    // The page loads it as a plain script: without this, its names would be global.
    format: 'iife',
    minify: true,
    loader: { '.ttf': 'file' },
  },
};

/**
 * Where bundles go and how. `release`: minified, without links to source maps, which are not published.
 * @typedef {{outdir: string, release: boolean}} Output
 */
const development = { outdir: 'dist', release: false };

/** Bundles one target; returns its files and the packages that they contain. */
async function buildTarget(name, { outdir, release }) {
  const { split, ...target } = targets[name];
  const { metafile, files } = await (split ? buildSplit : build)({
    bundle: true,
    metafile: true,
    sourcemap: release ? 'external' : true,
    minify: release,
    legalComments: 'none',
    logLevel: 'warning',
    outdir,
    ...target,
  });
  return { files: files ?? Object.keys(metafile.outputs), packages: bundledPackages(metafile) };
}

/** Grammars and the parser's wasm are read at run time, each when a file of its language is analysed. */
function copyGrammars(outdir) {
  mkdirSync(`${outdir}/grammars`, { recursive: true });
  return grammarNames().map(name => {
    const copy = `${outdir}/grammars/${name}.wasm`;
    copyFileSync(grammarFile(name).path, copy);
    return copy;
  });
}

function writeNotices(outdir, packages) {
  const file = `${outdir}/third-party-notices.txt`;
  const native = ['node-addon-api', 'node-api-headers'];
  const parsers = new Set(grammarNames().map(name => grammarFile(name).owner));
  writeFileSync(file, notices([...packages, ...parsers, ...native]));
  return file;
}

/**
 * Removes files below a folder that are not in `made`, and folders that become empty.
 * @param {{folder: string, made: string[], except: string[]}} options paths from the same place; `except` are left alone
 */
export function removeOthers({ folder, made, except }) {
  const kept = new Set([...made, ...except].map(path => normalize(path)));
  const walk = place => {
    for (const name of readdirSync(place)) {
      const path = join(place, name);
      if (kept.has(path)) continue;
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) walk(path);
      else rmSync(path, { force: true });
    }
    if (place !== folder && readdirSync(place).length === 0) rmSync(place, { recursive: true });
  };
  walk(folder);
}

/** Builds some targets after a change by hand; the next full build still sees that dist/ is not its own. */
export async function buildTargets(names) {
  for (const name of names) await buildTarget(name, development);
}

const nativeFolder = join('dist', 'native');

async function buildAll(output) {
  const { outdir } = output;
  const built = [];
  for (const name of Object.keys(targets)) built.push(await buildTarget(name, output));
  const made = built.flatMap(({ files }) => files).map(path => relative('.', path));
  made.push(
    ...copyGrammars(outdir),
    writeNotices(
      outdir,
      built.flatMap(({ packages }) => packages),
    ),
  );
  removeOthers({ folder: outdir, made, except: [nativeFolder] });
}

const scripts = ['bundles', 'grammars', 'notices', 'splitBundle'].map(name =>
  join('scripts', 'lib', `${name}.mjs`),
);

/** Inputs and outputs of dist/ for stamped(). */
export function bundleFiles() {
  const texts = ['package.json', ...languageFiles(), 'package-lock.json', 'tsconfig.json'];
  return {
    inputs: ['src', 'media', 'l10n', ...texts, ...scripts],
    outputs: ['dist'],
    except: [nativeFolder],
    doing: 'building dist/',
  };
}

/** Fills dist/ except for the native backend, unless a build of these sources already did. */
export async function ensureBundles() {
  await stamped('build', bundleFiles(), () => buildAll(development));
}

/** Fills a folder with bundles for publishing and removes everything else in it. */
export const buildRelease = outdir => buildAll({ outdir, release: true });

/** The published bundles: minified, with their source maps beside them. */
export async function ensureRelease() {
  const outdir = join('out', 'release');
  const files = { ...bundleFiles(), outputs: [outdir], except: [], doing: 'building what is published' };
  await stamped('release', files, () => buildRelease(outdir));
  return outdir;
}
