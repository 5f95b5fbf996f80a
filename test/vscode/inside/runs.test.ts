import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { ConfigurationTarget, commands, Uri, workspace } from 'vscode';
import type { Report } from '../../../src/model/report';
import type { ShownProblem } from '../../../src/ui/panelProtocol';
import { until } from '../../until';
import { test } from '../tiny/test';
import { activated, inWorkspace } from './extension';

const data = () => inWorkspace('data/sample.bin');

/** Runs a command and gives its outcome's report. */
async function profiled(command: string, ...args: unknown[]): Promise<Report> {
  const outcome = await commands.executeCommand<{ report?: Report }>(command, ...args);
  assert.ok(outcome?.report, `no report but ${JSON.stringify(outcome)}`);
  return outcome.report;
}

/** Runs a command that must be refused, and gives what the person was told. */
async function refused(command: string, ...args: unknown[]): Promise<ShownProblem> {
  const problem = await commands.executeCommand<ShownProblem>(command, ...args);
  for (const part of ['what', 'why', 'remedy'] as const)
    assert.ok(problem?.[part], `${part} is missing in ${JSON.stringify(problem)}`);
  assert.doesNotMatch(JSON.stringify(problem), /\bat .*:\d+:\d+/, 'no stack trace');
  return problem;
}

const budget = (seconds: number) =>
  workspace.getConfiguration('ioPath.measure').update('budget', seconds, ConfigurationTarget.Global);

test('a folder and a selection are profiled as sets of files', async () => {
  const source = inWorkspace('FileSender.java');
  const report = await profiled('ioPath.profileFile', source, [source, inWorkspace('send_file.c')]);
  assert.equal(report.input.files, 2);
});

test('the workspace is profiled without what files.exclude and .gitignore leave out', async () => {
  const paths = {
    '.gitignore': 'data/\n',
    'out/.gitignore': '*\n!kept.txt\n',
    'out/left.txt': 'x',
    'out/kept.txt': 'y',
  };
  for (const [path, text] of Object.entries(paths))
    await workspace.fs.writeFile(inWorkspace(path), new TextEncoder().encode(text));
  const files = workspace.getConfiguration('files');
  const before = files.inspect<Record<string, boolean>>('exclude')?.globalValue;
  await files.update('exclude', { '**/*.c': true, '**/.vscode': true }, ConfigurationTarget.Global);
  try {
    const report = await profiled('ioPath.profileWorkspace');
    const names = report.input.paths.map(path => path.split('/').at(-1)).sort();
    assert.deepEqual(names, ['.gitignore', 'FileSender.java', 'kept.txt']);
  } finally {
    await files.update('exclude', before, ConfigurationTarget.Global);
    await workspace.fs.delete(inWorkspace('.gitignore'));
    await workspace.fs.delete(inWorkspace('out'), { recursive: true });
  }
});

test('a missing file, an empty one, an empty folder and a FIFO: what, why, what to do', async () => {
  const fifo = inWorkspace('pipe').fsPath;
  const empty = inWorkspace('nothing-here').fsPath;
  execFileSync('mkfifo', [fifo]);
  mkdirSync(empty);
  try {
    for (const path of ['data/gone.bin', 'data/empty.bin', 'nothing-here', 'pipe']) {
      const problem = await refused('ioPath.profileFile', inWorkspace(path));
      assert.ok(JSON.stringify(problem).includes(path.split('/').at(-1)!), `${path} is named`);
    }
    await refused('ioPath.profileFile', Uri.parse('untitled:Untitled-1'));
  } finally {
    rmSync(fifo);
    rmSync(empty, { recursive: true });
  }
  const api = await activated();
  assert.equal(api.running(), null, 'nothing is left running');
});

test('a cancelled run ends before its budget and keeps what it measured', async () => {
  const api = await activated();
  await budget(60);
  const run = commands.executeCommand<{ report: Report } | null>('ioPath.profileFile', data());
  await until('a worker', () => api.workerPid());
  await commands.executeCommand('ioPath.cancel');
  const outcome = await run;
  if (outcome) assert.equal(outcome.report.cancelled, true);
  else assert.match(api.lastProblem()?.what ?? '', /cancelled/);
  assert.equal(api.workerPid(), null);
});

test('a report from elsewhere is checked before it is shown', async () => {
  const file = inWorkspace('report.json');
  const open = async (text: string) => {
    writeFileSync(file.fsPath, text);
    return refused('ioPath.openReport', file);
  };
  assert.match((await open('{')).why, /JSON/);
  assert.match((await open('{"schema":"iopath-report/9"}')).why, /iopath-report\/9/);
  const api = await activated();
  const report = api.lastReport();
  assert.ok(report, 'an earlier test measured something');
  assert.match((await open(JSON.stringify({ ...report, transfers: [{}] }))).why, /transfers/);
  writeFileSync(file.fsPath, JSON.stringify(report));
  assert.equal(await commands.executeCommand('ioPath.openReport', file), undefined);
  rmSync(file.fsPath);
});

test('a scenario puts its claim to the test on the data file; an unknown one is refused', async () => {
  const settings = workspace.getConfiguration('ioPath.measure');
  await settings.update('dataFile', 'data/sample.bin', ConfigurationTarget.Workspace);
  await budget(2);
  try {
    const report = await profiled('ioPath.runScenario', 'textbook-table');
    assert.equal(report.scenario?.id, 'textbook-table');
    assert.ok(report.scenario?.because);
    assert.match((await refused('ioPath.runScenario', 'no-such')).what, /no-such/);
  } finally {
    await settings.update('dataFile', undefined, ConfigurationTarget.Workspace);
  }
});

test('a data file that is not there is named, with the setting that named it', async () => {
  const settings = workspace.getConfiguration('ioPath.measure');
  await settings.update('dataFile', 'data/gone.bin', ConfigurationTarget.Workspace);
  try {
    const { what, why } = await refused('ioPath.runScenario', 'textbook-table');
    assert.match(what, /gone\.bin/);
    assert.match(why, /ioPath\.measure\.dataFile/);
  } finally {
    await settings.update('dataFile', undefined, ConfigurationTarget.Workspace);
  }
});
