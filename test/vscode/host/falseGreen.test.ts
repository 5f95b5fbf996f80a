import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildInsideTests } from '../../../scripts/lib/testBuild.mjs';
import { runInHost } from '../runner';
import { shortcomings } from '../tiny/report';
import { makeWorkspace } from '../workspace';

// The runner itself under test: a run whose extension host dies, or that runs nothing, must be red.

async function reasonsOf(folder: string): Promise<{ exitCode: number | null; reasons: string[] }> {
  const workspace = makeWorkspace();
  const testsPath = await buildInsideTests(folder);
  const { exitCode, report, stop } = await runInHost({
    testsPath,
    folder: workspace.folder,
  });
  await stop();
  workspace.remove();
  return { exitCode, reasons: shortcomings(exitCode, report) };
}

test('a run that dies inside the extension host is red', async t => {
  const { exitCode, reasons } = await reasonsOf('test/vscode/dying');
  t.diagnostic(`VS Code said exit ${exitCode}; the runner says: ${reasons.join('; ')}`);
  assert.ok(
    reasons.some(reason => /died after 1 tests/.test(reason)),
    reasons.join('; '),
  );
});

test('a run without tests is red', async () => {
  const { reasons } = await reasonsOf('test/vscode/empty');
  assert.deepEqual(reasons, ['no test ran']);
});

test('a failing test is red', async () => {
  const { reasons } = await reasonsOf('test/vscode/failing');
  assert.ok(reasons.includes('1 tests failed'), reasons.join('; '));
});
