import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { filesOf, suites } from '../../scripts/lib/suites.mjs';
import { inputsOf } from '../../scripts/lib/testBuild.mjs';
import { touchedTests } from '../../scripts/lib/testWatch.mjs';
import { until } from '../until';

const own = suites.filter(({ name }) => ['unit', 'detectors', 'native'].includes(name));

/** Two of the tests: to bundle all takes as long as to run many. */
const known = inputsOf(['test/unit/format.test.ts', 'test/unit/ui/shift.test.ts']);

const touchedBy = async (...files: string[]) => touchedTests(files, own, await known);

test('a source touches the tests that import it, through other sources too, and no others', async () => {
  const touched = await touchedBy('src/ui/loops/shift.ts');
  assert.ok(touched.includes('test/unit/ui/shift.test.ts'), touched.join());
  assert.ok(!touched.includes('test/unit/format.test.ts'), touched.join());
});

test('a test touches itself, a fixture the detectors, native code the native suite', async () => {
  assert.deepEqual(await touchedBy('test/unit/format.test.ts'), ['test/unit/format.test.ts']);
  const all = (wanted: string) => filesOf(own.find(({ name }) => name === wanted)!);
  assert.deepEqual(await touchedBy('test/detectors/c/loops.c'), all('detectors'));
  assert.deepEqual(await touchedBy('native/hash.cc'), all('native'));
});

test('what no test reads touches none', async () => {
  assert.deepEqual(await touchedBy('README.md'), []);
});

/** Prints each batch of changes as a line, in a folder of its own: as `npm test -- --watch` sees them. */
const watcher = `import { watchSources } from ${JSON.stringify(resolve('scripts/lib/testWatch.mjs'))};
  watchSources(async files => console.log(files.join(' ')));`;

test('a source that is written makes a batch, what a build writes makes none', async () => {
  const place = mkdtempSync(join(tmpdir(), 'iopath-watch-'));
  const folders = ['src/deep', 'media', 'native/build', 'test', 'l10n', 'examples', 'scripts'];
  for (const folder of folders) mkdirSync(join(place, folder), { recursive: true });
  const child = spawn(process.execPath, ['--input-type=module', '-e', watcher], { cwd: place });
  after(() => {
    child.kill();
    rmSync(place, { recursive: true });
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    printed += text;
  });
  let last = 0;
  await until('a batch', () => {
    // Again, since it may not have watched yet, and not at once, since it waits until nothing more changes.
    if (Date.now() - last > 1000) {
      last = Date.now();
      writeFileSync(join(place, 'native/build/x.o'), `${last}`);
      writeFileSync(join(place, 'src/deep/a b.ts'), `${last}`);
    }
    return printed.includes('\n');
  });
  assert.match(printed, /^(src\/deep\/a b\.ts\n)+$/);
});
