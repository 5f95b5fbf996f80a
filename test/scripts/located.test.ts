import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { build } from 'esbuild';
import { located } from '../../scripts/lib/located.mjs';

const place = realpathSync(mkdtempSync(join(tmpdir(), 'iopath-located-')));
after(() => rmSync(place, { recursive: true, force: true }));

test('an error in a bundle is told where its source has it, and other places stay', async () => {
  mkdirSync(join(place, 'test'));
  const source = join(place, 'test', 'thing.ts');
  writeFileSync(source, '// a comment\ninterface None {}\n\nthrow new Error("here");\n');
  const bundle = join(place, 'dist-test', 'thing.js');
  await build({ entryPoints: [source], outfile: bundle, sourcemap: 'linked', sourcesContent: false });
  const { stderr } = spawnSync(process.execPath, [bundle], { encoding: 'utf8' });
  assert.match(stderr, /dist-test\/thing\.js:\d+:\d+/);
  const told = located(stderr);
  assert.ok(told.includes(`${relative('.', source)}:4:7`), told);
  assert.ok(told.includes('node:internal'), told);
  assert.equal(located('at /a/dist-test/gone.js:1:2'), 'at /a/dist-test/gone.js:1:2');
});
