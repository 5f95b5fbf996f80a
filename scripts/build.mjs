// Fills dist/: one bundle per entry point. `node scripts/build.mjs [target…]`; without targets, all of them.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { bundledPackages, notices } from './lib/notices.mjs';
import { buildSplit } from './lib/splitBundle.mjs';

const node = {
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  // Its ES module asks for import.meta.url, which a CommonJS bundle has not.
  alias: { 'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs' },
};
const browser = { platform: 'browser', target: 'chrome120', format: 'esm' };

/** Entry points by the name of their bundle in dist/. */
const targets = {
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
  worker: { ...node, entryPoints: { worker: 'src/worker/worker.ts' } },
  cli: { ...node, entryPoints: { cli: 'src/cli/main.ts' }, banner: { js: '#!/usr/bin/env node' } },
  textThread: { ...node, entryPoints: { textThread: 'src/ui/analysis/thread.ts' } },
  lintThread: { ...node, entryPoints: { lintThread: 'src/cli/lint/thread.ts' } },
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

// What is built by hand is not what the set-up last built.
rmSync('node_modules/.stamps/build', { force: true });

/** Whose work the bundles hold. */
const packages = [];

const wanted = process.argv.slice(2).filter(word => !word.startsWith('-'));
for (const name of wanted.length > 0 ? wanted : Object.keys(targets)) {
  const { split, ...target } = targets[name] ?? {};
  if (!targets[name]) {
    console.error(`build: no target '${name}'; there are: ${Object.keys(targets).join(', ')}`);
    process.exit(2);
  }
  const { metafile } = await (split ? buildSplit : build)({
    bundle: true,
    metafile: true,
    sourcemap: true,
    legalComments: 'none',
    logLevel: 'warning',
    outdir: 'dist',
    ...target,
  });
  packages.push(...bundledPackages(metafile));
}

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
mkdirSync('dist/grammars', { recursive: true });
for (const [from, names] of Object.entries(grammars)) {
  for (const name of names) copyFileSync(`node_modules/${from}/${name}.wasm`, `dist/grammars/${name}.wasm`);
}

// A part alone would leave out the others' licences.
if (wanted.length === 0) {
  const native = ['node-addon-api', 'node-api-headers'];
  const parsers = Object.keys(grammars).map(name => name.replace(/\/wasm$/, ''));
  writeFileSync('dist/third-party-notices.txt', notices([...packages, ...parsers, ...native]));
}
