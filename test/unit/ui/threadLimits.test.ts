import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { scanThreads } from '../../../src/ui/analysis/threadAnalysis';

test('a scan takes at most half of the cores, and one where there is but one', () => {
  assert.deepEqual(
    [1, 2, 3, 8].map(cores => scanThreads(cores)),
    [1, 1, 1, 4],
  );
});

test('the tag of V8 by which a change of its flags is known does change with them', () => {
  const script = `const v8 = require('node:v8');
    const before = v8.cachedDataVersionTag();
    v8.setFlagsFromString('--liftoff-only');
    console.log(before !== v8.cachedDataVersionTag());`;
  assert.equal(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim(), 'true');
});
