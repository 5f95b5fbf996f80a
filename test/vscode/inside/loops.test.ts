import assert from 'node:assert/strict';
import {
  type CodeAction,
  type CodeLens,
  ConfigurationTarget,
  commands,
  type Diagnostic,
  type Hover,
  languages,
  type MarkdownString,
  Position,
  Range,
  type TextDocument,
  TextEdit,
  type Uri,
  WorkspaceEdit,
  workspace,
} from 'vscode';
import type { Trouble } from '../../../src/ui/panelProtocol';
import { until } from '../../until';
import { test } from '../tiny/test';
import { activated, inWorkspace } from './extension';

const java = () => inWorkspace('FileSender.java');
const c = () => inWorkspace('send_file.c');

const lensesOf = (uri: Uri) => commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri, 99);
/** The lenses of a file once its text, which another test may just have put back, was looked at. */
const settledLensesOf = (uri: Uri) =>
  until(`lenses in ${uri.path}`, async () => {
    const lenses = await lensesOf(uri);
    return lenses.length > 0 ? lenses : null;
  });

const titles = (lenses: CodeLens[]) => lenses.map(({ command }) => command?.title ?? '');

/** The 1-based line a text stands on. */
function lineOf(document: TextDocument, text: string): number {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, `'${text}' is in the document`);
  return document.positionAt(offset).line + 1;
}

async function edited(
  uri: Uri,
  edit: (change: WorkspaceEdit, document: TextDocument) => void,
): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const change = new WorkspaceEdit();
  edit(change, document);
  assert.ok(await workspace.applyEdit(change));
}

test('while someone types above, lenses move with their loop and are not found anew', async () => {
  const uri = c();
  const document = await workspace.openTextDocument(uri);
  await settledLensesOf(uri);
  const before = lineOf(document, 'while ((n = ');
  await edited(uri, change => change.insert(uri, new Position(0, 0), '/* one\n two */\n'));
  const lenses = await lensesOf(uri);
  assert.equal(lenses[0]?.range.start.line, before + 1);
  await edited(uri, change => change.delete(uri, new Range(0, 0, 2, 0)));
});

test('half-typed code keeps the lenses until the typing rests, and never throws', async () => {
  const uri = c();
  const document = await workspace.openTextDocument(uri);
  await settledLensesOf(uri);
  const place = document.positionAt(document.getText().indexOf('while ((n = '));
  await edited(uri, change => change.insert(uri, place, 'whi'));
  assert.ok((await lensesOf(uri)).length > 0);
  await edited(uri, change => change.delete(uri, new Range(place, place.translate(0, 3))));
});

test("Measure runs the loop's own route and chunk; the lens shows the ratio until the loop is edited", async () => {
  const api = await activated();
  const settings = workspace.getConfiguration('ioPath.measure');
  await settings.update('dataFile', 'data/sample.bin', ConfigurationTarget.Workspace);
  await settings.update('budget', 2, ConfigurationTarget.Global);
  const uri = c();
  const document = await workspace.openTextDocument(uri);
  await settledLensesOf(uri);
  const startLine = lineOf(document, 'while ((n = ');
  await commands.executeCommand('ioPath.measureLoop', { uri: uri.toString(), startLine });
  const report = api.lastReport();
  assert.equal(report?.transfers[0]?.route, 'file-to-socket');
  assert.equal(report?.transfers[0]?.chunkBytes, 65536);
  const measured = async () => titles(await lensesOf(uri)).some(title => title.startsWith('Measured'));
  assert.ok(await measured(), 'the measured ratio is shown');

  await edited(uri, change => change.insert(uri, new Position(0, 0), '// above\n'));
  assert.ok(await measured(), 'an edit above the loop keeps it');
  await edited(uri, change => change.insert(uri, new Position(startLine + 1, 0), '        /* inside */\n'));
  await until('the measured lens to go', async () => !(await measured()));
  await edited(uri, change => {
    change.delete(uri, new Range(startLine + 1, 0, startLine + 2, 0));
    change.delete(uri, new Range(0, 0, 1, 0));
  });
  await settings.update('dataFile', undefined, ConfigurationTarget.Workspace);
});

test("a loop's first line has a hover with the path before and after, and why", async () => {
  const document = await workspace.openTextDocument(java());
  const line = lineOf(document, 'while ((n = ') - 1;
  const at = new Position(line, document.lineAt(line).firstNonWhitespaceCharacterIndex);
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', java(), at);
  const text = hovers
    .flatMap(({ contents }) => contents as MarkdownString[])
    .map(({ value }) => value)
    .join('\n');
  assert.match(text, /page cache.*user buffer.*socket buffer/);
});

test('problems instead of lenses, or neither, per language', async () => {
  const settings = () => workspace.getConfiguration('ioPath.findings', { languageId: 'java', uri: java() });
  await workspace.openTextDocument(java());
  const ours = () =>
    languages.getDiagnostics(java()).filter(({ source }: Diagnostic) => source === 'I/O Path');
  await settings().update('show', 'problems', ConfigurationTarget.Global, true);
  try {
    await until('a hint', () => ours().length === 1);
    assert.deepEqual(await lensesOf(java()), []);
    assert.ok((await lensesOf(c())).length > 0, 'other languages keep their lenses');
    await settings().update('show', 'off', ConfigurationTarget.Global, true);
    await until('the hint to go', () => ours().length === 0);
  } finally {
    await settings().update('show', undefined, ConfigurationTarget.Global, true);
  }
  await until('the lenses', async () => (await lensesOf(java())).length > 0);
});

test('a smallest chunk leaves out loops that are known to move less', async () => {
  const settings = workspace.getConfiguration('ioPath.findings');
  await settings.update('minimumChunk', 10_000, ConfigurationTarget.Global);
  try {
    await until('the lens of 8 KiB to go', async () => (await lensesOf(java())).length === 0);
    assert.ok((await lensesOf(c())).length > 0);
  } finally {
    await settings.update('minimumChunk', undefined, ConfigurationTarget.Global);
  }
});

const python = `import socket


def send(path: str, conn: socket.socket) -> None:
    with open(path, "rb") as source:
        while True:
            data = source.read(65536)
            if not data:
                break
            conn.sendall(data)
`;

/** What a code action would write, without the ticks that a person gives in the editor's preview. */
function agreedEdit({ edit }: CodeAction): WorkspaceEdit {
  const agreed = new WorkspaceEdit();
  for (const [uri, edits] of edit?.entries() ?? [])
    agreed.set(
      uri,
      edits.map(({ range, newText }) => new TextEdit(range, newText)),
    );
  return agreed;
}

test('a fix takes its loop away, and nothing is left to find', async () => {
  const uri = inWorkspace('send.py');
  await workspace.fs.writeFile(uri, new TextEncoder().encode(python));
  try {
    const document = await workspace.openTextDocument(uri);
    const lenses = await settledLensesOf(uri);
    assert.ok(
      titles(lenses).some(title => /^Fix…?$/.test(title)),
      titles(lenses).join(' | '),
    );
    const startLine = lineOf(document, 'while True');
    const range = new Range(startLine - 1, 0, startLine - 1, 0);
    const actions = await commands.executeCommand<CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
    );
    const [fix, ...others] = actions.filter(({ edit }) => edit?.has(uri));
    assert.ok(fix && others.length === 0, 'the lamp offers it too');

    assert.ok(await workspace.applyEdit(agreedEdit(fix)));
    assert.match(document.getText(), /conn\.sendfile\(source\)/);
    assert.doesNotMatch(document.getText(), /while True/);
    await until('the lenses to go', async () => (await lensesOf(uri)).length === 0);
    const address = { uri: uri.toString(), startLine };
    const again = await commands.executeCommand<Trouble>('ioPath.applyFix', address);
    assert.match(again.what, /no copy loop here/);
    await document.save();
  } finally {
    // Left behind it would be one loop and one file more for the tests that follow.
    await workspace.fs.delete(uri);
  }
});

test('the scan lists the loops of the workspace', async () => {
  const result = await commands.executeCommand<{ loops: number; cancelled: boolean }>('ioPath.scanWorkspace');
  assert.deepEqual({ loops: result.loops, cancelled: result.cancelled }, { loops: 2, cancelled: false });
});
