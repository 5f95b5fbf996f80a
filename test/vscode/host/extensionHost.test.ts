import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildInsideTests } from '../../../scripts/lib/testBuild.mjs';
import { runInHost } from '../runner';
import { shortcomings } from '../tiny/report';
import { makeWorkspace } from '../workspace';

test('tests inside the extension host of VS Code', async t => {
  const testsPath = await buildInsideTests();
  const workspace = makeWorkspace();
  const { exitCode, report, log, stop } = await runInHost({
    testsPath,
    folder: workspace.folder,
    // An automatic save brings back a file that a test has just deleted.
    settings: { 'ioPath.measure.budget': 2, 'files.autoSave': 'off' },
  });
  await stop();
  workspace.remove();
  for (const { name, outcome, detail } of report?.tests ?? [])
    await t.test(name, inner => {
      if (outcome === 'skipped') inner.skip(detail);
      else assert.equal(outcome, 'passed', detail);
    });
  assert.deepEqual(shortcomings(exitCode, report), [], log.slice(-6000));
});
