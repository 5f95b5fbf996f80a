// dist/: one bundle per entry point, the grammars, and the licences of what is in them.
import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, normalize, relative } from 'node:path';
import { build } from 'esbuild';
import { esm } from './esm.mjs';
import { bundledPackages, notices } from './notices.mjs';
import { buildSplit } from './splitBundle.mjs';
import { languageFiles, stamped } from './stamp.mjs';

const node = {
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  // Its ES module asks for import.meta.url, which a CommonJS bundle has not.
  alias: { 'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs', ...esm },
};
const browser = { platform: 'browser', target: 'chrome120', format: 'esm', alias: esm };

/** Entry points by the name of their bundle in dist/. */
export const targets = {
  // In parts, so that the editor reads at its start only what registers.
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
  // In parts, so that the servers of assistants and editors are read by those who start them alone.
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
    // A folder of its own: the webview may read this one and no other.
    entryPoints: { 'panel/panel': 'media/panel/main.ts' },
    assetNames: 'panel/[name]-[hash]',
    // The page loads it as a plain script, whose names would else be the page's.
    format: 'iife',
    minify: true,
    loader: { '.ttf': 'file' },
  },
};

// The grammars and the parser's own wasm are read at run time, one by one, as languages are met.
const grammars = {
  'web-tree-sitter': ['web-tree-sitter'],
  'tree-sitter-c': ['tree-sitter-c'],
  '@tree-sitter-grammars/tree-sitter-kotlin': ['tree-sitter-kotlin'],
  '@vscode/tree-sitter-wasm/wasm': [
    'tree-sitter-c-sharp',
    'tree-sitter-cpp',
    'tree-sitter-go',
    'tree-sitter-java',
    'tree-sitter-javascript',
    'tree-sitter-python',
    'tree-sitter-rust',
    'tree-sitter-tsx',
    'tree-sitter-typescript',
  ],
};
/**
 * Where bundles go and how. `release`: minified, and no bundle names its source map, which is not published with it.
 * @typedef {{outdir: string, release: boolean}} Output
 */
const development = { outdir: 'dist', release: false };

/** Bundles one target; gives its files and the packages whose work they hold. */
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

function copyGrammars(outdir) {
  mkdirSync(`${outdir}/grammars`, { recursive: true });
  return Object.entries(grammars).flatMap(([from, names]) =>
    names.map(name => {
      const copy = `${outdir}/grammars/${name}.wasm`;
      copyFileSync(`node_modules/${from}/${name}.wasm`, copy);
      return copy;
    }),
  );
}

function writeNotices(outdir, packages) {
  const file = `${outdir}/third-party-notices.txt`;
  const native = ['node-addon-api', 'node-api-headers'];
  const parsers = Object.keys(grammars).map(name => name.replace(/\/wasm$/, ''));
  writeFileSync(file, notices([...packages, ...parsers, ...native]));
  return file;
}

/**
 * Removes each file below a folder that is not among those made, and folders that are empty then.
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

/** Builds some targets, for a change made by hand; the next full build still knows that dist/ is not its own. */
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

const scripts = ['bundles', 'notices', 'splitBundle'].map(name => join('scripts', 'lib', `${name}.mjs`));

/** What decides about dist/, and what of it is made here: see stamped(). */
export function bundleFiles() {
  const texts = ['package.json', ...languageFiles(), 'package-lock.json', 'tsconfig.json'];
  return {
    inputs: ['src', 'media', 'l10n', ...texts, ...scripts],
    outputs: ['dist'],
    except: [nativeFolder],
    doing: 'building dist/',
  };
}

/** Fills dist/, all but the native backend, unless it is what a build of these sources made. */
export async function ensureBundles() {
  await stamped('build', bundleFiles(), () => buildAll(development));
}

/** Fills a folder with bundles as they are published, whatever was there; all that is in it and not of them goes. */
export const buildRelease = outdir => buildAll({ outdir, release: true });

/** What is published: the bundles of the same sources, minified, with their source maps beside them. */
export async function ensureRelease() {
  const outdir = join('out', 'release');
  const files = { ...bundleFiles(), outputs: [outdir], except: [], doing: 'building what is published' };
  await stamped('release', files, () => buildRelease(outdir));
  return outdir;
}
