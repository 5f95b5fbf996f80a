// Fills dist/: one bundle per entry point. `node scripts/build.mjs [target…]`; without targets, all of them.
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { build } from 'esbuild';

const node = { platform: 'node', target: 'node20', format: 'cjs', external: ['vscode'] };
const browser = { platform: 'browser', target: 'chrome120', format: 'esm' };

/** Entry points by the name of their bundle in dist/. */
const targets = {
  extension: { ...node, entryPoints: { extension: 'src/extension.ts' } },
  worker: { ...node, entryPoints: { worker: 'src/worker/worker.ts' } },
  cli: { ...node, entryPoints: { cli: 'src/cli/main.ts' }, banner: { js: '#!/usr/bin/env node' } },
  panel: {
    ...browser,
    entryPoints: { panel: 'media/panel/main.ts' },
    minify: true,
    loader: { '.ttf': 'file' },
  },
};

const wanted = process.argv.slice(2).filter(word => !word.startsWith('-'));
for (const name of wanted.length > 0 ? wanted : Object.keys(targets)) {
  const target = targets[name];
  if (!target) {
    console.error(`build: no target '${name}'; there are: ${Object.keys(targets).join(', ')}`);
    process.exit(2);
  }
  const entry = Object.values(target.entryPoints)[0];
  if (!existsSync(entry)) {
    console.error(`build: ${entry} is not there yet, ${name} left out`);
    continue;
  }
  await build({
    bundle: true,
    sourcemap: true,
    legalComments: 'none',
    logLevel: 'warning',
    outdir: 'dist',
    ...target,
  });
}

// The grammars and the parser's own wasm are read at run time, one by one, as languages are met.
mkdirSync('dist/grammars', { recursive: true });
for (const source of ['node_modules/@vscode/tree-sitter-wasm/wasm']) {
  if (existsSync(source))
    cpSync(source, 'dist/grammars', { recursive: true, filter: path => !path.endsWith('.d.ts') });
}
