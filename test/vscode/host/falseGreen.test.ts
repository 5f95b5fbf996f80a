import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildInsideTests } from '../../../scripts/lib/testBuild.mjs';
import { runInHost } from '../runner';
import { shortcomings } from '../tiny/report';
import { makeWorkspace } from '../workspace';

// Tests the runner where the editor dies; test/scripts/hostReport.test.ts has the cases without an editor.

test('a run that dies inside the extension host is red', async t => {
  const workspace = makeWorkspace();
  const testsPath = await buildInsideTests('test/vscode/dying');
  const { exitCode, report, stop } = await runInHost({ testsPath, folder: workspace.folder });
  await stop();
  workspace.remove();
  const reasons = shortcomings(exitCode, report);
  t.diagnostic(`VS Code said exit ${exitCode}; the runner says: ${reasons.join('; ')}`);
  assert.ok(
    reasons.some(reason => /died after 1 tests/.test(reason)),
    reasons.join('; '),
  );
});
