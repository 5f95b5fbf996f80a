import assert from 'node:assert/strict';
import { type CodeLens, commands, Range, type Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { until } from '../../until';
import { test } from '../tiny/test';
import { activated, inWorkspace } from './extension';

/** Titles of the lenses that stand in a file, once there are any. */
async function lensesOf(uri: Uri): Promise<CodeLens[]> {
  await activated();
  await window.showTextDocument(uri);
  return until(`lenses in ${uri.path}`, async () => {
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
    return lenses.some(({ command }) => command) ? lenses : null;
  });
}

const titles = (lenses: CodeLens[]) => lenses.map(({ command }) => command?.title ?? '');

const kotlin = `import java.io.File
import java.net.Socket

fun send(file: File, socket: Socket) {
    file.inputStream().use { input ->
        val out = socket.getOutputStream()
        val buffer = ByteArray(8192)
        while (true) {
            val n = input.read(buffer)
            if (n < 0) break
            out.write(buffer, 0, n)
        }
    }
}
`;

for (const { file, line, cost } of [
  { file: 'FileSender.java', line: 9, cost: '2 copies → 0 with FileChannel.transferTo(SocketChannel)' },
  { file: 'send_file.c', line: 8, cost: '2 copies → 0 with sendfile' },
])
  test(`lenses stand above the loop of ${file}, at most three`, async () => {
    const lenses = await lensesOf(inWorkspace(file));
    assert.ok(lenses.length <= 3, titles(lenses).join(' | '));
    assert.ok(
      lenses.every(({ range }) => range.start.line === line),
      `lines ${lenses.map(({ range }) => range.start.line)}`,
    );
    assert.ok(titles(lenses).includes(cost), titles(lenses).join(' | '));
    assert.ok(lenses.some(({ command }) => command?.command === 'ioPath.measureLoop'));
  });

for (const name of ['Send.kt', 'send.main.kts'])
  test(`${name} has its lens where no extension knows Kotlin`, async () => {
    const uri = inWorkspace(name);
    await workspace.fs.writeFile(uri, new TextEncoder().encode(kotlin));
    try {
      const lenses = await lensesOf(uri);
      assert.equal((await workspace.openTextDocument(uri)).languageId, 'plaintext');
      assert.ok(
        titles(lenses).some(title => title.startsWith('2 copies → 0 with ')),
        titles(lenses).join(' | '),
      );
    } finally {
      await workspace.fs.delete(uri);
    }
  });

test('a file without copy loops has no lens', async () => {
  await activated();
  const document = await workspace.openTextDocument({
    language: 'c',
    content: 'int main(void) { return 0; }\n',
  });
  const lenses = await commands.executeCommand<CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    100,
  );
  assert.deepEqual(titles(lenses ?? []), []);
});

test('a lens stands on the setting of a server, and opens the page of its rule', async () => {
  const uri = inWorkspace('nginx.conf');
  await workspace.fs.writeFile(uri, new TextEncoder().encode('http {\n  sendfile off;\n}\n'));
  try {
    const [lens, ...others] = await lensesOf(uri);
    assert.deepEqual(
      [lens?.command?.title, lens?.range.start.line],
      ['Copies every byte: sendfile is off', 1],
    );
    assert.deepEqual([lens?.command?.command, others], ['ioPath.explainRule', []]);
  } finally {
    await workspace.fs.delete(uri);
  }
});

test('lenses follow an edit: a loop that goes takes its lens along', async () => {
  const uri = inWorkspace('send_file.c');
  const document = await workspace.openTextDocument(uri);
  const before = document.getText();
  await lensesOf(uri);
  const edit = new WorkspaceEdit();
  edit.replace(uri, new Range(0, 0, document.lineCount, 0), 'int nothing;\n');
  await workspace.applyEdit(edit);
  await until('the lens to go', async () => {
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
    return lenses.length === 0;
  });
  const back = new WorkspaceEdit();
  back.replace(uri, new Range(0, 0, document.lineCount, 0), before);
  await workspace.applyEdit(back);
  await document.save();
});
