// Traced lines in the editor: their words, where they stand after edits, and what can be traced.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { createFormat } from '../../../src/messages/format';
import { relayAdvice } from '../../../src/report/relayAdvice';
import { launchCommand, typedCommand } from '../../../src/ui/trace/launchCommand';
import { runningProcesses } from '../../../src/ui/trace/processes';
import { placeText, relayTitle, type Translate } from '../../../src/ui/trace/relayText';
import { movedLines } from '../../../src/ui/trace/tracedLines';
import { tracedRelay } from '../traces';

const t: Translate = (message: string, args: Record<string, string | number> = {}) =>
  message.replace(/\{(\w+)\}/g, (_, name: string) => String(args[name]));
const wording = { t, format: createFormat('en') };

const copied = {
  strategy: 'copy-file-range',
  copiedBytes: 64 << 20,
  modeSwitches: 2,
  evidence: 'model',
} as const;
const file = (name: string) => ({ kind: 'file', name }) as const;
const at = (path: string) => ({ location: { file: path, line: 9, function: null } });

test('the lens names a call of the language, and what it copies', () => {
  const title = (change: Parameters<typeof tracedRelay>[0]) => relayTitle(tracedRelay(change), wording);
  assert.equal(title({}), '64 MiB in 2,048 calls → socket.sendfile: 0 copies');
  assert.equal(title(at('/p/a.c')), '64 MiB in 2,048 calls → sendfile: 0 copies');
  assert.equal(title(at('/p/a.js')), '64 MiB in 2,048 calls, no zero-copy call in Node');
  const toFile = { to: file('/tmp/copy'), best: copied };
  assert.equal(title({ ...toFile, ...at('/p/a.c') }), '64 MiB in 2,048 calls → copy_file_range: 1 copy');
  assert.equal(title({ best: null }), '64 MiB in 2,048 calls, copied twice');
});

test('a lens has at most 60 characters, whatever the figures', () => {
  for (const path of ['a.py', 'a.c', 'a.js', 'a.rs', 'a.cs'])
    for (const bytes of [1, 123_456_789, 2 ** 49]) {
      const title = relayTitle(tracedRelay({ bytes, calls: 123_456_789_012, ...at(`/p/${path}`) }), wording);
      assert.ok(title.length <= 60, title);
    }
});

test('without a line the process tells the language; of the ends of no route nothing is promised', () => {
  const node = { process: { pid: 1, name: 'node' }, location: null };
  assert.deepEqual(relayAdvice(tracedRelay(node)), { kind: 'no-call', runtime: 'Node' });
  const between = {
    to: { kind: 'pipe', name: 'pipe:[1]' },
    from: { kind: 'socket', name: 'tcp a' },
  } as const;
  assert.deepEqual(relayAdvice(tracedRelay({ ...node, ...between })), { kind: 'none' });
});

test('a line in another language of the Java virtual machine has the calls of Java', () => {
  const location = { file: 'com/acme/Copy.scala', line: 7, function: 'com.acme.Copy.run' };
  const ofScala = relayAdvice(tracedRelay({ location }));
  assert.deepEqual(ofScala, relayAdvice(tracedRelay({ location: { ...location, file: 'Copy.java' } })));
});

test('a relay is named by its line, its function or its process', () => {
  assert.equal(placeText(tracedRelay()), 'server.py:12');
  assert.equal(
    placeText(tracedRelay({ location: { file: '/bin/x', line: null, function: 'send' } })),
    'send',
  );
  assert.equal(placeText(tracedRelay({ location: null })), 'python3');
});

const text = ['import os', 'while True:', '    out.write(data)', 'end'];
const lines = [{ relay: 0, line: 3, text: '    out.write(data)' }];
const after = (
  edited: string[],
  change: { startLine: number; endLine: number; endColumn: number; addedBreaks: number },
) => movedLines(lines, [change], line => edited[line - 1] ?? null).map(({ line }) => line);

test('a line moves with what is written above it, and stays where text below changes', () => {
  const above = { startLine: 1, endLine: 1, endColumn: 0, addedBreaks: 1 };
  assert.deepEqual(after(['', ...text], above), [4]);
  const below = { startLine: 4, endLine: 4, endColumn: 3, addedBreaks: 0 };
  assert.deepEqual(after([...text.slice(0, 3), 'END'], below), [3]);
});

test('a line that is edited or removed is forgotten', () => {
  const inside = { startLine: 3, endLine: 3, endColumn: 8, addedBreaks: 0 };
  assert.deepEqual(after([...text.slice(0, 2), '    sock.write(data)', 'end'], inside), []);
  const atStart = { startLine: 3, endLine: 3, endColumn: 0, addedBreaks: 0 };
  assert.deepEqual(after([...text.slice(0, 2), '#    out.write(data)', 'end'], atStart), []);
  const removed = { startLine: 2, endLine: 4, endColumn: 0, addedBreaks: 0 };
  assert.deepEqual(after(['import os', 'end'], removed), []);
});

/** A variable as a launch configuration writes it. */
const v = (name: string) => `\${${name}}`;
const variables = (name: string) =>
  ({ workspaceFolder: '/w', file: '/w/a.py', 'env:HOME': '/root' })[name] ?? null;

test('launch configurations become command lines', () => {
  const launch = (configuration: Record<string, unknown>) =>
    launchCommand({ name: 'x', request: 'launch', ...configuration }, variables);
  assert.deepEqual(launch({ type: 'debugpy', program: v('file'), args: ['-v'], env: { A: v('env:HOME') } }), {
    title: 'x',
    command: ['python3', '/w/a.py', '-v'],
    cwd: null,
    env: { A: '/root' },
  });
  const words = (configuration: Record<string, unknown>) => launch(configuration)?.command;
  assert.deepEqual(words({ type: 'debugpy', module: 'http.server' }), ['python3', '-m', 'http.server']);
  assert.deepEqual(
    words({ type: 'node', program: `${v('workspaceFolder')}/s.js`, runtimeArgs: ['--inspect'] }),
    ['node', '--inspect', '/w/s.js'],
  );
  assert.deepEqual(words({ type: 'cppdbg', program: '/w/a.out', args: ['1'] }), ['/w/a.out', '1']);
  assert.deepEqual(words({ type: 'go', program: v('workspaceFolder') }), ['go', 'run', '/w']);
});

test('what only a debugger knows is not offered', () => {
  const launch = (configuration: Record<string, unknown>) =>
    launchCommand(
      { name: 'x', request: 'launch', type: 'node', program: 'a.js', ...configuration },
      variables,
    );
  assert.ok(launch({}));
  assert.equal(launch({ request: 'attach' }), null);
  assert.equal(launch({ program: v('command:pickFile') }), null);
  assert.equal(launch({ type: 'java', mainClass: 'A' }), null);
  assert.equal(launch({ args: '-a "b c"' }), null);
  assert.equal(launch({ cwd: v('input:folder') }), null);
  assert.equal(launch({ env: { A: v('input:secret') } }), null);
});

test('a typed line is read by a shell', () => {
  assert.deepEqual(typedCommand('cat "a b" | wc').command, ['/bin/sh', '-c', 'cat "a b" | wc']);
});

test(
  'processes that can be picked: those of the user, with their words',
  { skip: process.platform !== 'linux' },
  async () => {
    const child = spawn('sleep', ['1000'], { stdio: 'ignore' });
    try {
      await once(child, 'spawn');
      const found = await runningProcesses(process.getuid!(), process.pid);
      assert.equal(found.find(({ pid }) => pid === child.pid)?.command, 'sleep 1000');
      assert.ok(!found.some(({ pid }) => pid === process.pid), 'not the asking one');
    } finally {
      child.kill();
    }
  },
);
