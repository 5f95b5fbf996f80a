import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { buildInsideTests } from '../../scripts/lib/testBuild.mjs';
import { type HostReport, reportVariable, shortcomings } from '../vscode/tiny/report';

const folder = mkdtempSync(join(tmpdir(), 'iopath-report-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const entry = (outcome: 'passed' | 'failed' | 'skipped') => ({ name: outcome, outcome, detail: '', ms: 1 });
const whole = (...outcomes: ('passed' | 'failed' | 'skipped')[]): HostReport => ({
  complete: true,
  tests: outcomes.map(entry),
});

test('a whole report with passes and exit 0 is green', () => {
  assert.deepEqual(shortcomings(0, whole('passed', 'skipped')), []);
});

test('exit 0 alone proves nothing', () => {
  assert.equal(shortcomings(0, null).length, 1);
  assert.equal(shortcomings(0, { complete: false, tests: [entry('passed')] }).length, 1);
  assert.deepEqual(shortcomings(0, whole()), ['no test ran']);
  assert.deepEqual(shortcomings(0, whole('skipped')), ['no test ran']);
  assert.deepEqual(shortcomings(0, whole('passed', 'failed')), ['1 tests failed']);
});

test('an exit that never came, or is not 0, is red', () => {
  assert.equal(shortcomings(null, whole('passed')).length, 1);
  assert.equal(shortcomings(1, whole('passed')).length, 1);
});

/** What is wrong with a run of the tests below a folder, bundled as for the editor and run as it runs them. */
async function reasonsOf(tests: string): Promise<string[]> {
  const module = await buildInsideTests(tests);
  const file = join(folder, 'report.json');
  rmSync(file, { force: true });
  const env = { ...process.env, [reportVariable]: file };
  const { status } = spawnSync(process.execPath, ['-e', 'require(process.argv[1]).run()', module], { env });
  return shortcomings(status, existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);
}

test('tests that fail, and a run that has none, are red', async () => {
  assert.deepEqual(await reasonsOf('test/vscode/failing'), ['VS Code reported exit 1', '1 tests failed']);
  assert.deepEqual(await reasonsOf('test/vscode/empty'), ['no test ran']);
});
