// `iopath lsp` by the library's own client, over a real process.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  type ApplyWorkspaceEditParams,
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type MessageActionItem,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type ShowMessageRequestParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { cli, sender, senders, tree } from './iopath';

const { path, write } = tree();

const copier = `def copy(source: str, target: str) -> None:
    with open(source, "rb") as reader, open(target, "wb") as writer:
        while True:
            data = reader.read(65536)
            if not data:
                break
            writer.write(data)
`;

interface Editor {
  connection: ProtocolConnection;
  child: ChildProcess;
  open(name: string, text: string, languageId?: string): string;
  change(uri: string, version: number, text: string): void;
  /** Waits for the diagnostics of a document's version. */
  diagnostics(uri: string, version: number): Promise<Diagnostic[]>;
  edits: ApplyWorkspaceEditParams[];
  questions: ShowMessageRequestParams[];
}

/** The client's answer to a question; null closes it. */
type Answer = (question: ShowMessageRequestParams) => MessageActionItem | null;

async function editor(capabilities: ClientCapabilities = {}, answer: Answer = () => null): Promise<Editor> {
  const child = spawn(process.execPath, [cli, 'lsp', '--stdio'], { cwd: path });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const told = new Map<string, PublishDiagnosticsParams>();
  const waiting = new Set<() => void>();
  const edits: ApplyWorkspaceEditParams[] = [];
  const questions: ShowMessageRequestParams[] = [];
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    told.set(params.uri, params);
    for (const look of waiting) look();
  });
  connection.onRequest('window/showMessageRequest', (params: ShowMessageRequestParams) => {
    questions.push(params);
    return answer(params);
  });
  connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
    edits.push(params);
    return { applied: true };
  });
  connection.listen();
  after(() => child.kill());
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities });
  await connection.sendNotification('initialized', {});
  return {
    connection,
    child,
    edits,
    questions,
    open(name, text, languageId = 'python') {
      const uri = pathToFileURL(write(name, text)).href;
      const textDocument = { uri, languageId, version: 1, text };
      void connection.sendNotification('textDocument/didOpen', { textDocument });
      return uri;
    },
    change(uri, version, text) {
      const textDocument = { uri, version };
      void connection.sendNotification('textDocument/didChange', {
        textDocument,
        contentChanges: [{ text }],
      });
    },
    diagnostics: (uri, version) =>
      new Promise(resolve => {
        const look = () => {
          const params = told.get(uri);
          if (params?.version !== version) return;
          waiting.delete(look);
          resolve(params.diagnostics);
        };
        waiting.add(look);
        look();
      }),
  };
}

const at = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 0 } });
const actionsAt = ({ connection }: Editor, uri: string, line: number, only?: string[]) =>
  connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: at(line),
    context: { diagnostics: [], ...(only ? { only } : {}) },
  });
const lensesIn = ({ connection }: Editor, uri: string) =>
  connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
const execute = ({ connection }: Editor, { command, arguments: args }: NonNullable<CodeLens['command']>) =>
  connection.sendRequest('workspace/executeCommand', { command, arguments: args });
const edited = (text: string, edits: TextEdit[]) =>
  TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits);

test('a loop is a diagnostic, with lenses and a hover that shows its path', async () => {
  const client = await editor();
  const uri = client.open('a.py', senders('one'));
  const [diagnostic, ...others] = await client.diagnostics(uri, 1);
  assert.deepEqual(others, []);
  assert.equal(diagnostic?.code, 'copy-loop');
  assert.deepEqual(diagnostic?.range.start, { line: 5, character: 8 });
  assert.match(String(diagnostic?.message), /^2 copies → 0 with socket\.sendfile\. /);
  const lenses = await lensesIn(client, uri);
  assert.deepEqual(
    lenses.map(({ command }) => command?.title),
    ['Fix…', '2 copies → 0 with socket.sendfile'],
  );
  const hover = await client.connection.sendRequest<Hover>('textDocument/hover', {
    textDocument: { uri },
    position: { line: 5, character: 10 },
  });
  const { value } = hover.contents as { value: string };
  assert.match(value, /page cache —\*copy\*→ user buffer —\*copy\*→ socket buffer/);
  assert.match(value, /`socket\.sendfile`: page cache —\*reference\*→ socket buffer/);
  assert.match(value, /The fix would change:\n- /);
  const beside = { textDocument: { uri }, position: { line: 0, character: 0 } };
  assert.equal(await client.connection.sendRequest('textDocument/hover', beside), null);
});

test('what is typed counts: the loop goes with its last copy, and comes back', async () => {
  const client = await editor();
  const uri = client.open('typed.py', senders('one'));
  assert.equal((await client.diagnostics(uri, 1)).length, 1);
  client.change(uri, 2, senders('one').replace('conn.sendall(data)', 'print(len(data))'));
  assert.deepEqual(await lensesIn(client, uri), [], 'a request sees the text as it is, without waiting');
  assert.deepEqual(await client.diagnostics(uri, 2), []);
  client.change(uri, 3, `# moved\n${senders('one')}`);
  assert.equal((await client.diagnostics(uri, 3))[0]?.range.start.line, 6);
});

test('a safe fix is an edit, and all of them an action of their own', async () => {
  const client = await editor({ workspace: { workspaceEdit: { documentChanges: true } } });
  const text = `import os\n\n\n${copier}\n\n${copier.replace('copy', 'again')}`;
  const uri = client.open('safe.py', text);
  const [fix] = (await actionsAt(client, uri, 5)).filter(({ isPreferred }) => isPreferred);
  const [change] = fix?.edit?.documentChanges as { textDocument: object; edits: TextEdit[] }[];
  assert.deepEqual(change?.textDocument, { uri, version: 1 });
  assert.equal(edited(text, change!.edits).match(/copy_file_range/g)?.length, 1);
  const [all] = await actionsAt(client, uri, 0, ['source.fixAll']);
  assert.equal(all?.kind, 'source.fixAll.ioPath');
  const [whole] = all!.edit!.documentChanges as { edits: TextEdit[] }[];
  assert.equal(edited(text, whole!.edits).match(/copy_file_range/g)?.length, 2);
});

test('an unsafe fix shows its caveats and waits for a yes', async () => {
  let yes = false;
  const client = await editor({}, ({ actions }) => (yes ? actions![0]! : null));
  const text = senders('one');
  const uri = client.open('unsafe.py', text);
  const [fix, suppress] = await actionsAt(client, uri, 6);
  assert.match(fix!.title, /…$/);
  assert.equal(fix!.edit, undefined, 'no edit without a question');
  await execute(client, fix!.command!);
  assert.equal(client.edits.length, 0);
  assert.match(client.questions[0]!.message, /The fix would change:\n- a connection that is reset/);
  yes = true;
  await execute(client, fix!.command!);
  const changes = client.edits[0]!.edit.changes![uri]!;
  assert.match(edited(text, changes), /conn\.sendfile\(source\)/);
  assert.match(
    edited(text, suppress!.edit!.changes![uri]!),
    /\n {8}# iopath-ignore copy-loop: reason\n {8}while True:/,
  );
  assert.deepEqual(await actionsAt(client, uri, 0, ['source.fixAll']), [], 'it is in no fix of all');
});

test("an editor with a preview of its own gets the caveats there, and isn't asked beside it", async () => {
  const workspaceEdit = { documentChanges: true, changeAnnotationSupport: {} };
  const client = await editor({ workspace: { workspaceEdit } });
  const uri = client.open('preview.py', senders('one'));
  const [lens] = await lensesIn(client, uri);
  await execute(client, lens!.command!);
  assert.deepEqual(client.questions, []);
  const { changeAnnotations, documentChanges } = client.edits[0]!.edit;
  assert.equal(changeAnnotations?.fix?.needsConfirmation, true);
  assert.match(changeAnnotations?.fix?.description ?? '', /a connection that is reset/);
  const [{ edits }] = documentChanges as unknown as [{ edits: { annotationId: string }[] }];
  assert.ok(edits.every(({ annotationId }) => annotationId === 'fix'));
});

test('suppressions and the project file count; a file no rule knows is left alone', async () => {
  const client = await editor();
  const comment = '# iopath-ignore copy-loop: measured, no gain\n        while';
  const quiet = client.open('quiet.py', senders('one').replace('while', comment));
  assert.deepEqual(await client.diagnostics(quiet, 1), []);
  write('off/iopath.config.json', '{ "rules": { "copy-loop": "off" } }');
  assert.deepEqual(await client.diagnostics(client.open('off/a.py', senders('one')), 1), []);
  write('loud/iopath.config.json', '{ "rules": { "copy-loop": "error" } }');
  const [loud] = await client.diagnostics(client.open('loud/a.py', senders('one')), 1);
  assert.equal(loud?.severity, 1);
  assert.deepEqual(await client.diagnostics(client.open('notes.txt', sender(), 'plaintext'), 1), []);
});

test('a command on a loop that is gone says so', async () => {
  const client = await editor();
  const uri = client.open('gone.py', senders('one'));
  const [lens] = await lensesIn(client, uri);
  client.change(uri, 2, '');
  await assert.rejects(execute(client, lens!.command!), /There is no copy loop here/);
});

test('it ends with the editor: 0 after shutdown, and when stdin ends', async () => {
  const client = await editor();
  await client.connection.sendRequest('shutdown');
  const ended = once(client.child, 'exit');
  await client.connection.sendNotification('exit');
  assert.deepEqual(await ended, [0, null]);
  const left = await editor();
  const died = once(left.child, 'exit');
  left.child.stdin?.end();
  assert.deepEqual(await died, [1, null]);
  const killed = await editor();
  const gone = once(killed.child, 'exit');
  killed.child.kill('SIGTERM');
  assert.deepEqual(await gone, [0, null]);
});
