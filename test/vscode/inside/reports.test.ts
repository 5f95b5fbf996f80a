import assert from 'node:assert/strict';
import { commands, TabInputCustom, Uri, window, workspace } from 'vscode';
import type { Report } from '../../../src/model/report';
import { checkPacked, type ReportCheck } from '../../../src/session/reportCheck';
import { summaryOf } from '../../../src/session/summary';
import { WorkspaceSettings } from '../../../src/ui/files/projectSettings';
import { reopenPlaces } from '../../../src/ui/problem';
import { History } from '../../../src/ui/reports/history';
import { findingsFile } from '../../../src/ui/scan/exportFindings';
import { report, transfer } from '../../unit/measure/samples';
import { until } from '../../until';
import { test } from '../tiny/test';
import { activated, inWorkspace } from './extension';

const check: ReportCheck = async data => checkPacked(data);

const whole = report([transfer()]);
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const runOf = (shown: Report) => ({ report: bytes(shown), summary: summaryOf(shown) });

test('a report file opens in its own editor, a damaged one too', async () => {
  for (const [name, data] of [
    ['whole.iopath.json', bytes(whole)],
    ['damaged.iopath.json', new TextEncoder().encode('{')],
  ] as const) {
    const file = inWorkspace(name);
    await workspace.fs.writeFile(file, data);
    try {
      await commands.executeCommand('vscode.open', file);
      const tab = await until('its editor', () => {
        const input = window.tabGroups.activeTabGroup.activeTab?.input;
        return input instanceof TabInputCustom && input.uri.path === file.path ? input : null;
      });
      assert.equal(tab.viewType, 'ioPath.report');
      await commands.executeCommand('workbench.action.closeActiveEditor');
    } finally {
      await workspace.fs.delete(file);
    }
  }
});

test('clearing the history removes its reports and leaves other files', async () => {
  const folder = inWorkspace('kept-reports');
  const history = new History({ folder, fs: workspace.fs, check, limit: () => 50 });
  try {
    const heard: number[] = [];
    history.onDidChange(entries => heard.push(entries.length));
    await history.add(runOf(whole), 'one');
    await history.add(runOf(whole), 'two');
    await workspace.fs.writeFile(Uri.joinPath(folder, 'notes.txt'), bytes('mine'));
    await history.clear();
    assert.deepEqual(await history.entries(), []);
    assert.deepEqual(heard, [1, 2, 0]);
    const names = (await workspace.fs.readDirectory(folder)).map(([name]) => name);
    assert.deepEqual(names.sort(), ['index.json', 'notes.txt']);
  } finally {
    await workspace.fs.delete(folder, { recursive: true });
  }
});

test('a damaged index of the history is made again from the reports, with their titles and figures', async () => {
  const folder = inWorkspace('damaged-reports');
  const history = new History({ folder, fs: workspace.fs, check, limit: () => 50 });
  try {
    const entry = await history.add(runOf(whole), 'a title that is lost');
    await workspace.fs.writeFile(Uri.joinPath(folder, 'index.json'), bytes('{'));
    const [found, ...more] = await history.entries();
    assert.deepEqual(more, []);
    assert.deepEqual({ ...found, title: '' }, { ...entry, title: '' });
  } finally {
    await workspace.fs.delete(folder, { recursive: true });
  }
});

test('the findings of the tree are exported as SARIF and as JSON, with paths of the workspace', async () => {
  const uri = inWorkspace('send_file.c');
  const api = await activated();
  await window.showTextDocument(uri);
  const found = await until('the loop', async () => {
    const loops = await api.loopsOf(uri.toString());
    return loops.length > 0 ? loops : null;
  });
  const files = [{ kind: 'file', uri, findings: found.map(({ finding }) => finding) } as const];
  const settings = new WorkspaceSettings();
  try {
    const read = async (format: 'sarif' | 'json') =>
      JSON.parse(new TextDecoder().decode(await findingsFile(files, settings, format)));
    const { runs } = await read('sarif');
    const [result] = runs[0].results;
    assert.equal(result.ruleId, 'copy-loop');
    assert.equal(result.locations[0].physicalLocation.artifactLocation.uri, 'send_file.c');
    const { schema, findings } = await read('json');
    assert.equal(schema, 'iopath-lint/1');
    assert.deepEqual([findings[0].file, findings[0].level], ['send_file.c', 'warning']);
  } finally {
    settings.dispose();
  }
});

test('a folder of another system can be opened where it can be measured', () => {
  assert.deepEqual(['linux', 'win32', 'darwin', 'web'].map(reopenPlaces), [
    [],
    ['wsl', 'container'],
    ['container'],
    [],
  ]);
});

test('all scenarios in a row say which of them is under way, and a cancel ends the row', async () => {
  const api = await activated();
  const settings = workspace.getConfiguration('ioPath.measure');
  await settings.update('dataFile', 'data/sample.bin', false);
  try {
    const row = commands.executeCommand('ioPath.runAllScenarios');
    const title = await until('the first', () => api.running());
    assert.match(title, /^1 of \d\d · /);
    await commands.executeCommand('ioPath.cancel');
    await row;
    assert.equal(api.running(), null);
  } finally {
    await settings.update('dataFile', undefined, false);
    await commands.executeCommand('workbench.action.closeAllEditors');
  }
});
