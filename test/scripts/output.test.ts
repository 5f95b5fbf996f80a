// Where the lines of a run cannot be read, it fails, or its result is told on stderr.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';

/** A run of one test that passed, its output redirected by a shell or `lasts`, until nobody reads it. */
const script = `import { demandReader } from ${JSON.stringify(resolve('scripts/lib/output.mjs'))};
  import { Tally } from ${JSON.stringify(resolve('scripts/lib/tally.mjs'))};
  demandReader();
  const tally = new Tally();
  tally.passed();
  console.log('a line');
  if (process.argv[1] === 'lasts') setInterval(() => console.log('a line'), 10);
  else tally.conclude();`;

function runTo(redirection: string, how = 'ends') {
  const run = '"$0" --input-type=module -e "$1" "$2"';
  return spawnSync('bash', ['-c', `set -o pipefail; ${run} ${redirection}`, process.execPath, script, how], {
    encoding: 'utf8',
  });
}

test('a closed or discarded stdout: the result is told on stderr', () => {
  for (const redirection of ['>&-', '>/dev/null']) {
    const { status, stderr } = runTo(redirection);
    assert.equal(status, 0, stderr);
    assert.equal(stderr, '1 passed, 0 failed, 0 skipped\n');
  }
});

test('a full disk fails the run', { skip: !existsSync('/dev/full') && 'no /dev/full' }, () => {
  const { status, stderr } = runTo('>/dev/full');
  assert.equal(status, 1);
  assert.match(stderr, /cannot be written to stdout: ENOSPC/);
});

test('a reader that goes fails the run', () => {
  const { status, stderr } = runTo('| true', 'lasts');
  assert.equal(status, 1);
  assert.match(stderr, /cannot be written to stdout: .*EPIPE/);
});

test('a run that is seen tells its result once, on stdout', () => {
  const { status, stdout, stderr } = runTo('');
  assert.deepEqual([status, stderr], [0, '']);
  assert.match(stdout, /\n1 passed, 0 failed, 0 skipped\n$/);
});
