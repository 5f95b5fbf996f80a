import assert from 'node:assert/strict';
import { cachedDataVersionTag } from 'node:v8';
import {
  type CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  type CodeLens,
  ConfigurationTarget,
  commands,
  type Diagnostic,
  type Hover,
  languages,
  type MarkdownString,
  Position,
  Range,
  TabInputTextDiff,
  type TextDocument,
  type Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { Finding } from '../../../src/model/finding';
import type { TextAnalysis } from '../../../src/ui/analysis/textAnalysis';
import { applyFix } from '../../../src/ui/loops/applyFix';
import { LoopActions } from '../../../src/ui/loops/codeActions';
import { DocumentFindings } from '../../../src/ui/loops/documentFindings';
import { editOf } from '../../../src/ui/loops/fixEdit';
import type { Loop, Loops } from '../../../src/ui/loops/loops';
import type { ShownProblem } from '../../../src/ui/panelProtocol';
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

test('lenses stay while someone types, and the text is looked at once the typing rests', async () => {
  const document = await workspace.openTextDocument(c());
  const [loop] = await (await activated()).loopsOf(c().toString());
  let looks = 0;
  const analyse = async () => {
    looks += 1;
    return [{ ...loop!.finding, startLine: looks * 10, endLine: looks * 10 + 1 }];
  };
  const clock = manualClock();
  const findings = new DocumentFindings({ analyse, close() {}, dispose() {} }, clock.later);
  try {
    const shown = async () => (await findings.shown(document)).map(({ startLine }) => startLine);
    assert.deepEqual(await shown(), [10]);
    for (const line of [11, 12]) {
      await edited(c(), change => change.insert(c(), new Position(0, 0), '\n'));
      assert.deepEqual([await shown(), looks], [[line], 1], 'moved with its line, and not looked for');
    }
    assert.equal(clock.waiting(), 1, 'each keystroke puts the look off');
    clock.run();
    await until('what it found', async () => (await shown())[0] === 20);
    assert.equal(looks, 2);
  } finally {
    findings.dispose();
    await edited(c(), change => change.delete(c(), new Range(0, 0, 2, 0)));
  }
});

/** A clock that stands still until `run`. */
function manualClock() {
  let put: (() => void)[] = [];
  return {
    later: (_milliseconds: number, run: () => void) => {
      put.push(run);
      return () => {
        put = put.filter(other => other !== run);
      };
    },
    waiting: () => put.length,
    run() {
      for (const run of put.splice(0)) run();
    },
  };
}

test('half-typed code throws nowhere, and its loop has its lens again once it is whole', async () => {
  const uri = c();
  const document = await workspace.openTextDocument(uri);
  await settledLensesOf(uri);
  const place = document.positionAt(document.getText().indexOf('while ((n = '));
  await edited(uri, change => change.insert(uri, place, 'whi'));
  try {
    // Whether the typing has come to rest by now depends on the machine.
    await lensesOf(uri);
  } finally {
    await edited(uri, change => change.delete(uri, new Range(place, place.translate(0, 3))));
  }
  await settledLensesOf(uri);
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
  assert.match(text, /\[copy-loop\]\(command:ioPath\.explainRule/);
});

test('problems instead of lenses, or neither, per language', async () => {
  const settings = () => workspace.getConfiguration('ioPath.findings', { languageId: 'java', uri: java() });
  await workspace.openTextDocument(java());
  const ours = () =>
    languages.getDiagnostics(java()).filter(({ source }: Diagnostic) => source === 'I/O Path');
  await settings().update('show', 'problems', ConfigurationTarget.Global, true);
  try {
    await until('a problem', () => ours().length === 1);
    assert.deepEqual(await lensesOf(java()), []);
    assert.ok((await lensesOf(c())).length > 0, 'other languages keep their lenses');
    await settings().update('show', 'off', ConfigurationTarget.Global, true);
    await until('the problem to go', () => ours().length === 0);
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

/** A Python file with a loop, gone after the test. */
async function withSender(name: string, run: (uri: Uri, document: TextDocument) => Promise<void>) {
  const uri = inWorkspace(name);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(python));
  try {
    const document = await workspace.openTextDocument(uri);
    await settledLensesOf(uri);
    await run(uri, document);
  } finally {
    const document = await workspace.openTextDocument(uri);
    await document.save();
    await workspace.fs.delete(uri);
  }
}

const actionsAt = (uri: Uri, line: number, kind?: string) =>
  commands.executeCommand<CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    new Range(line - 1, 0, line - 1, 0),
    kind,
  );

const openDiffs = () =>
  window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof TabInputTextDiff);

test('a fix with caveats is made through its preview, beside its diff, with its changes ticked', () =>
  withSender('send.py', async (uri, document) => {
    const lenses = await lensesOf(uri);
    assert.ok(titles(lenses).includes('Fix…'), titles(lenses).join(' | '));
    const startLine = lineOf(document, 'while True');
    const [action] = await actionsAt(uri, startLine, CodeActionKind.RefactorRewrite.value);
    assert.equal(action?.command?.command, 'ioPath.applyFix', 'the lamp goes through the preview too');
    assert.equal(action?.edit, undefined);

    const applied = commands.executeCommand('ioPath.applyFix', { uri: uri.toString(), startLine });
    const [diff] = await until('the diff', () => (openDiffs().length > 0 ? openDiffs() : null));
    assert.equal(diff?.isPreview, false, 'it takes the place of no tab');
    assert.match(document.getText(), /while True/, 'nothing is written by looking');
    await until('the preview to be accepted', async () => {
      await commands.executeCommand('refactorPreview.apply');
      return /sendfile/.test(document.getText());
    });
    assert.equal(await applied, true);
    assert.match(document.getText(), /conn\.sendfile\(source\)\n {8}while True/);
    await until('the diff to close', () => openDiffs().length === 0);
    const offer = await until('the lenses to go but the offer of a proof', async () => {
      const lenses = await lensesOf(uri);
      return lenses.length === 1 ? lenses[0] : null;
    });
    assert.deepEqual(
      [offer.command?.title, offer.command?.command],
      ['Prove How It Sends', 'ioPath.proveAgain'],
    );
    assert.match(document.lineAt(offer.range.start.line).text, /sendfile/);
    const again = await commands.executeCommand<ShownProblem>('ioPath.applyFix', {
      uri: uri.toString(),
      startLine,
    });
    assert.match(again.what, /no copy loop here/);
    await edited(uri, change => change.insert(uri, offer.range.start, '# '));
    const left = titles(await lensesOf(uri));
    assert.ok(!left.includes('Prove How It Sends'), 'a line that is edited loses it');
  }));

test('a fix of an older text is refused', () =>
  withSender('stale.py', async (uri, document) => {
    const api = await activated();
    const [loop] = await api.loopsOf(uri.toString());
    assert.ok(editOf(document, loop!).has(uri));
    await edited(uri, change => change.insert(uri, new Position(0, 0), '# above\n'));
    assert.throws(() => editOf(document, loop!), /changed after the fix/);
  }));

test('a fix whose file was edited since it was worked out is refused, and its diff is closed', () =>
  withSender('between.py', async (uri, document) => {
    const api = await activated();
    const [found] = await api.loopsOf(uri.toString());
    const loop: Loop = { ...found!, measured: null, level: null };
    // The edit comes when the loop was found, and before its fix is made.
    const at = async () => {
      await edited(uri, change => change.insert(uri, new Position(0, 0), '# above\n'));
      return loop;
    };
    const applied = applyFix(document, loop.startLine, { at } as unknown as Loops);
    await assert.rejects(applied, /changed after the fix/);
    assert.doesNotMatch(document.getText(), /sendfile/);
    await until('the diff to close', () => openDiffs().length === 0);
  }));

test('suppressing puts a comment above, after which there is no loop and no bulb', () =>
  withSender('suppressed.py', async (uri, document) => {
    const startLine = lineOf(document, 'while True');
    const actions = await actionsAt(uri, startLine, CodeActionKind.QuickFix.value);
    const suppress = actions.find(({ title }) => title.startsWith('Suppress copy-loop'));
    await window.showTextDocument(document);
    assert.ok(await workspace.applyEdit(suppress!.edit!));
    assert.match(document.getText(), /^ {8}# iopath-ignore copy-loop: reason\n {8}while True:$/m);
    await until('the lenses to go', async () => (await lensesOf(uri)).length === 0);
    assert.deepEqual(await actionsAt(uri, startLine + 1), []);
  }));

test('Fix All makes every safe fix, and none with caveats', () =>
  withSender('all.py', async (uri, document) => {
    const kind = LoopActions.fixAll.value;
    assert.deepEqual(await actionsAt(uri, 1, kind), [], 'this fix is not safe');
    const api = await activated();
    const finding = (await api.loopsOf(uri.toString()))[0]!.finding;
    // An analysis to which the same fix is safe, until it is made.
    const safe: Finding = { ...finding, fix: { ...finding.fix!, applicability: 'safe', caveats: [] } };
    const analysis = {
      analyse: async (_: string, text: string) => (text.includes('sendfile') ? [] : [safe]),
    } as unknown as TextAnalysis;
    const loops = { reported: async (_: unknown, found: Finding[]) => found } as unknown as Loops;
    const only = LoopActions.fixAll;
    const context = { only, diagnostics: [], triggerKind: CodeActionTriggerKind.Invoke };
    const [action] = await new LoopActions(loops, analysis).provideCodeActions(
      document,
      new Range(0, 0, 0, 0),
      context,
    );
    assert.ok(await workspace.applyEdit(action!.edit!));
    assert.equal(document.getText().match(/sendfile/g)?.length, 1);
  }));

test('a project file turns rules off in the editor, and what is wrong with it is a problem of the list', () =>
  withSender('project.py', async uri => {
    const config = inWorkspace('iopath.config.json');
    const write = (text: string) => workspace.fs.writeFile(config, new TextEncoder().encode(text));
    try {
      await write('{"rules": {"copy-loop": "off"}}');
      await until('the lenses to go', async () => (await lensesOf(uri)).length === 0);
      await write('{\n"rulez": {}}');
      // No lens is asked for meanwhile: no editor shows the document.
      const problem = await until('the problem', () =>
        languages.getDiagnostics(config).find(({ source }) => source === 'I/O Path'),
      );
      assert.equal(problem.range.start.line, 1);
      assert.match(problem.message, /no `rulez`/);
      await until('the lenses to come back', async () => (await lensesOf(uri)).length > 0);
    } finally {
      await workspace.fs.delete(config);
    }
    await until('the problem to go', () => languages.getDiagnostics(config).length === 0);
  }));

test('a rule has a page in the editor', async () => {
  await commands.executeCommand('ioPath.explainRule', 'copy-loop');
  await until('the page', () =>
    window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ label }) => /copy-loop\.md/.test(label)),
  );
  const none = await commands.executeCommand<ShownProblem>('ioPath.explainRule', 'nope');
  assert.match(none.what, /no rule nope/);
});

test('the scan lists the loops of the workspace and leaves the flags of the shared V8 alone', async () => {
  // Derived from V8's version and its flags.
  const flags = cachedDataVersionTag();
  const result = await commands.executeCommand<{ loops: number; cancelled: boolean }>('ioPath.scanWorkspace');
  assert.deepEqual({ loops: result.loops, cancelled: result.cancelled }, { loops: 2, cancelled: false });
  assert.equal(cachedDataVersionTag(), flags);
});
