import assert from 'node:assert/strict';
import { commands, type LanguageModelTextPart, lm } from 'vscode';
import { activated, extension, inWorkspace } from '../../vscode/inside/extension';
import { test } from '../../vscode/tiny/test';
import { dataBytes } from '../../vscode/workspace';

test('it runs from the extensions folder, not from the clone', async () => {
  await activated();
  assert.match(extension().extensionPath, /extensions\/io-path-profiler\.io-path-profiler-/);
});

test('it profiles a file', async () => {
  const api = await activated();
  await commands.executeCommand('ioPath.profileFile', inWorkspace('data/sample.bin'));
  const report = api.lastReport();
  assert.ok(report, JSON.stringify(api.lastProblem()));
  assert.equal(report.input.bytes, dataBytes);
  assert.ok(report.transfers.filter(({ summary }) => summary).length >= 4, 'at least four strategies ran');
});

test("an assistant's tool is offered, and answers from the server's own process", async () => {
  await activated();
  const { toolNames } = await import('../../../src/agents/toolNames');
  const offered = lm.tools.map(({ name }) => name);
  assert.deepEqual(
    toolNames.filter(name => !offered.includes(name)),
    [],
    offered.join(' '),
  );
  const result = await lm.invokeTool('find_copy_loops', { input: {}, toolInvocationToken: undefined });
  const [part] = result.content as LanguageModelTextPart[];
  const { found, loops } = JSON.parse(part!.value);
  assert.ok(found > 0, part!.value);
  assert.equal(loops[0].figures[0].evidence, 'model');
});
