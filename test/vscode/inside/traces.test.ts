// Tracing in the editor: a program runs in a terminal, its line gets a lens, and an edit of the line clears it.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { type CodeLens, commands, Range, type Terminal, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { Trace } from '../../../src/model/trace';
import type { ShownProblem } from '../../../src/ui/panelProtocol';
import { until } from '../../until';
import { test } from '../tiny/test';
import { activated, inWorkspace } from './extension';

const program = `const { openSync, readSync, writeSync } = require('node:fs');
const from = openSync(process.argv[2], 'r');
const to = openSync(process.argv[3], 'w');
const buffer = Buffer.alloc(65536);
for (let n; (n = readSync(from, buffer)) > 0; )
  writeSync(to, buffer, 0, n);
`;
const script = () => inWorkspace('copy.js');
const copied = () => inWorkspace('data/copied.bin').fsPath;
const data = () => inWorkspace('data/sample.bin').fsPath;

async function traced(command: string, ...args: unknown[]): Promise<Trace> {
  const trace = await commands.executeCommand<Trace>(command, ...args);
  assert.ok(trace?.relays, `no trace but ${JSON.stringify(trace)}`);
  return trace;
}

const titlesOf = async (uri: Uri) => {
  const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri, 99);
  return lenses.map(({ command, range }) => `${range.start.line + 1}: ${command?.title}`);
};

test('a command runs in a terminal, and its copy loop is in the trace', async () => {
  writeFileSync(script().fsPath, program);
  const line = `node copy.js '${data()}' '${copied()}'`;
  const trace = await traced('ioPath.traceCommand', line);
  assert.equal(trace.exitCode, 0);
  const bytes = statSync(data()).size;
  const relay = trace.relays.find(({ to }) => to.name === copied());
  assert.equal(relay?.bytes, bytes);
  assert.equal(statSync(copied()).size, bytes);
  const titles = window.terminals.map(({ name }: Terminal) => name);
  assert.ok(
    titles.some(name => name.includes('copy.js')),
    titles.join(),
  );
  assert.deepEqual((await activated()).lastTrace(), trace);
});

test('the program does not take itself for a part of the editor', async () => {
  const seen = inWorkspace('seen.txt').fsPath;
  await traced('ioPath.traceCommand', `env > '${seen}'`);
  const text = new TextDecoder().decode(await workspace.fs.readFile(Uri.file(seen)));
  assert.match(text, /^PATH=/m);
  assert.doesNotMatch(text, /ELECTRON_RUN_AS_NODE|IOPATH_OF_EDITOR/);
});

test('a command that can not be started says why, and nothing is left', async () => {
  const result = await commands.executeCommand<Trace>('ioPath.traceCommand', 'no-such-program-here');
  assert.equal(result.exitCode, 127, 'the shell says it in the terminal');
  const api = await activated();
  assert.equal(api.running(), null);
});

test('a process that is not there is refused in words', async () => {
  const problem = await commands.executeCommand<ShownProblem>('ioPath.traceProcess', 0x3ffffff);
  assert.match(problem.why, /no such process/i);
  assert.ok(problem.remedy);
});

test('a trace is stopped at any time, and what it saw until then is its result', async () => {
  const begun = inWorkspace('begun.txt').fsPath;
  const run = traced('ioPath.traceCommand', `echo > '${begun}'; exec sleep 1000`);
  await until('the program', () => existsSync(begun));
  await commands.executeCommand('ioPath.cancel');
  assert.equal((await run).exitSignal, 'SIGTERM');
});

test('a traced line has a lens, which moves with the text and goes when the line is edited', async () => {
  const python = `import sys
with open(sys.argv[1], "rb", buffering=0) as r, open(sys.argv[2], "wb", buffering=0) as w:
    while chunk := r.read(65536):
        w.write(chunk)
`;
  const uri = inWorkspace('copy.py');
  writeFileSync(uri.fsPath, python);
  const trace = await traced('ioPath.traceCommand', `python3 copy.py '${data()}' '${copied()}'`);
  assert.equal(trace.relays[0]?.location?.line, 4);
  const lens = (titles: string[]) => titles.filter(title => title.includes('calls'));
  assert.deepEqual(lens(await titlesOf(uri)), ['4: 32 MiB in 1,024 calls → shutil.copyfile: 1 copy']);
  const edit = async (range: Range, text: string) => {
    const change = new WorkspaceEdit();
    change.replace(uri, range, text);
    assert.ok(await workspace.applyEdit(change));
  };
  await edit(new Range(0, 0, 0, 0), '# copies\n');
  assert.match(lens(await titlesOf(uri))[0] ?? '', /^5: 32 MiB/);
  await edit(new Range(4, 8, 4, 8), 'n = ');
  assert.deepEqual(lens(await titlesOf(uri)), []);
  await commands.executeCommand('workbench.action.files.revert');
});

test('a trace once more runs the same target, and no file of it is left', async () => {
  const before = (await activated()).lastTrace();
  const again = await traced('ioPath.traceAgain');
  assert.equal(again.relays[0]?.bytes, before?.relays[0]?.bytes);
  assert.notEqual(again.wallNs, before?.wallNs, 'it is another run');
  const storage = inWorkspace('.').fsPath;
  assert.ok(!readdirSync(storage).some(name => name.startsWith('trace-')));
});
