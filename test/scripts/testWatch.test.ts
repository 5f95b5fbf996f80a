import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesOf, suites } from '../../scripts/lib/suites.mjs';
import { inputsOf } from '../../scripts/lib/testBuild.mjs';
import { touchedTests } from '../../scripts/lib/testWatch.mjs';

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
