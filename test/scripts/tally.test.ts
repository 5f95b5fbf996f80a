import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Tally } from '../../scripts/lib/tally.mjs';

/** What a tally prints at its end. */
function conclusion(fill: (tally: Tally) => void): { lines: string[]; code: typeof process.exitCode } {
  const before = process.exitCode;
  const printed: string[] = [];
  const print = (text: string) => printed.push(...text.replace(/\n$/, '').split('\n'));
  mock.method(console, 'log', print);
  mock.method(process.stdout, 'write', print);
  try {
    const tally = new Tally();
    fill(tally);
    tally.conclude();
    return { lines: printed, code: process.exitCode };
  } finally {
    mock.restoreAll();
    process.exitCode = before;
  }
}

test('the last line counts, and above it stand what was skipped and why, once a reason', () => {
  const { lines, code } = conclusion(tally => {
    tally.passed();
    tally.skipped('go: a', 'go is not installed');
    tally.skipped('go: b', 'go is not installed');
  });
  const end = ['Skipped:', '  - go is not installed (2)', '      go: a', '      go: b', ''];
  assert.deepEqual(lines.slice(-6), [...end, '1 passed, 0 failed, 2 skipped']);
  assert.equal(code, 0);
});

test('a skip that names no reason fails the run', () => {
  const { lines, code } = conclusion(tally => {
    for (const reason of ['', true]) assert.equal(tally.skipped('a', reason), false);
  });
  assert.equal(lines.at(-1), '0 passed, 2 failed, 0 skipped');
  assert.equal(code, 1);
});

test('a failed file is told once with the command that runs it alone, and fails the run', () => {
  const command = 'npm test -- unit --only test/unit/format.test.ts';
  const { lines, code } = conclusion(tally => {
    tally.failed('a', 'why');
    tally.failed('b', 'why');
    tally.rerun(command);
    tally.rerun(command);
  });
  assert.equal(lines.filter(line => line === `  run alone: ${command}`).length, 1);
  assert.equal(lines.at(-1), '0 passed, 2 failed, 0 skipped');
  assert.equal(code, 1);
});

test('times are told for the files of each suite, and by the clock', () => {
  const { lines } = conclusion(tally => {
    for (const [suite, seconds] of [
      ['unit', 8],
      ['native', 40],
      ['native', 60.5],
    ] as const)
      tally.took(suite, seconds);
    tally.lasted('unit and detectors', 28_000);
    tally.lasted('all', 90_000);
  });
  const told = lines.map(line => line.trim().replace(/ +/g, ' '));
  for (const time of ['unit 8.0 s', 'native 100.5 s', 'unit and detectors 28.0 s', 'all 90.0 s'])
    assert.ok(told.includes(time), `${time}: ${lines.join('\n')}`);
});

test('a run in which nothing ran is red', () => {
  assert.equal(conclusion(() => {}).code, 1);
});
