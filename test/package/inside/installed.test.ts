import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { activated, extension, inWorkspace } from '../../vscode/inside/extension';
import { test } from '../../vscode/tiny/test';
import { dataBytes } from '../../vscode/workspace';

test('it runs from the extensions folder, not from the clone', async () => {
  await activated();
  assert.match(extension().extensionPath, /extensions\/io-path-profiler\.io-path-profiler-/);
});

test(
  'it profiles a file',
  async () => {
    const api = await activated();
    await commands.executeCommand('ioPath.profileFile', inWorkspace('data/sample.bin'));
    const report = api.lastReport();
    assert.ok(report, JSON.stringify(api.lastTrouble()));
    assert.equal(report.input.bytes, dataBytes);
    assert.ok(report.transfers.filter(({ summary }) => summary).length >= 4, 'at least four strategies ran');
  },
  { timeoutMs: 120_000 },
);
