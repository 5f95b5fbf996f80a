// The built command line where no native backend could be built, as on a machine without g++.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  type CodeLens,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { cli, sender, tree } from './iopath';

const { path, write } = tree();
const copy = join(path, '.dist');
const isLeftOut = /\/(native|panel|web)$|\.map$/;
cpSync(dirname(cli), copy, { recursive: true, filter: file => !isLeftOut.test(file) });
const text = `import socket\n\n\n${sender()}`;
const file = write('a.py', text);

/** What a command says, its lines joined: they are broken at the terminal's width. */
function iopath(...args: string[]) {
  const command = [join(copy, 'cli.js'), ...args, '--language', 'en'];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', cwd: path });
  return { status, words: `${stdout}${stderr}`.replace(/\s+/g, ' ') };
}

test('without a backend, lint finds what it finds', () => {
  const { status, words } = iopath('lint', 'a.py');
  assert.equal(status, 1, words);
  assert.match(words, /a\.py:.* socket\.sendfile/);
});

test('without a backend, the language server shows its lenses', async () => {
  const child = spawn(process.execPath, [join(copy, 'cli.js'), 'lsp', '--stdio'], { cwd: path });
  after(() => child.kill());
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  const textDocument = { uri: pathToFileURL(file).href, languageId: 'python', version: 1, text };
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('textDocument/didOpen', { textDocument });
  const lenses = await connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument });
  assert.ok(lenses.some(({ command }) => command?.title === '2 copies → 0 with socket.sendfile'));
});

const skip = process.platform !== 'linux' && 'elsewhere than on Linux another reason comes first';

test('without a backend, what measures says so with a remedy', { skip }, () => {
  for (const [expected, ...args] of [
    [3, 'profile', 'a.py'],
    [3, 'trace', '--', 'true'],
    [0, 'doctor'],
  ] as const) {
    const { status, words } = iopath(...args);
    assert.equal(status, expected, words);
    assert.match(
      words,
      /native backend could not be loaded: .*`npm ci && npm run build` \(needs g\+\+\)/,
      args[0],
    );
  }
});
