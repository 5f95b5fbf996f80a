// Runs the node:test suites: `node scripts/test.mjs [suite…] [--only TEXT]`. A suite is a folder of test/ and its
// *.test.ts files are found, not listed, so that none is forgotten. Last line: `N passed, N failed, N skipped`.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
const suites = positionals.length > 0 ? positionals : ['unit', 'detectors', 'native'];

const sources = suites.flatMap(suite =>
  readdirSync(join('test', suite), { recursive: true })
    .filter(name => name.endsWith('.test.ts') && (!values.only || name.includes(values.only)))
    .map(name => join('test', suite, name)),
);

for (const suite of suites) rmSync(join('dist-test', suite), { recursive: true, force: true });
await build({
  entryPoints: sources,
  outdir: 'dist-test',
  outbase: 'test',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'inline',
  external: ['vscode', 'esbuild', 'playwright-core', 'web-tree-sitter'],
  logLevel: 'warning',
});

const counts = { passed: 0, failed: 0, skipped: 0 };
function tally(event) {
  if (event.details?.type === 'suite') return;
  if (event.skip !== undefined || event.todo !== undefined) counts.skipped += 1;
  else counts[event.kind] += 1;
}

const files = sources.map(name => join('dist-test', name.slice('test/'.length).replace(/\.ts$/, '.js')));
const stream = run({ files, concurrency: true });
stream.on('test:pass', event => tally({ ...event, kind: 'passed' }));
stream.on('test:fail', event => tally({ ...event, kind: 'failed' }));
stream.on('end', () => {
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
});
stream.compose(spec).pipe(process.stdout);
