// `iopath mcp` by the SDK's own client, over a real process: what needs no native backend.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { tools } from '../../src/agents/tools';
import { senders, tree } from './iopath';
import { mcpSession } from './mcpClient';

const { path, write, iopath } = tree();
write('a.py', senders('one', 'two'));
write('deep/b.py', senders('three'));
const elsewhere = mkdtempSync(join(tmpdir(), 'iopath-mcp-'));
after(() => rmSync(elsewhere, { recursive: true, force: true }));
writeFileSync(join(elsewhere, 'secret.py'), senders('secret'));
symlinkSync(join(elsewhere, 'secret.py'), join(path, 'link.py'));
symlinkSync(elsewhere, join(path, 'linked'));

const marker = join(path, 'ran');
const touch = { command: ['touch', marker] };

test('the five tools are there; those that run something do not call themselves read-only', async () => {
  const { client } = await mcpSession([], { cwd: path });
  const listed = (await client.listTools()).tools;
  assert.deepEqual(
    listed.map(({ name }) => name),
    ['find_copy_loops', 'explain_path', 'profile_file', 'trace_command', 'prove_server'],
  );
  for (const { name, annotations, inputSchema } of listed) {
    assert.equal(annotations?.readOnlyHint, tools[name as keyof typeof tools].permission === null, name);
    assert.equal(inputSchema.type, 'object');
  }
});

test('find_copy_loops lists loops with figures that say how they are known', async () => {
  const { call } = await mcpSession([], { cwd: path });
  const { found } = await call('find_copy_loops', {});
  assert.equal(found.found, 3);
  assert.deepEqual(
    found.loops.map(({ file, startLine }: { file: string; startLine: number }) => `${file}:${startLine}`),
    ['a.py:6', 'a.py:15', 'deep/b.py:6'],
  );
  const [loop] = found.loops;
  assert.equal(loop.route, 'file-to-socket');
  assert.deepEqual(
    loop.figures.map(({ value, evidence }: { value: number; evidence: string }) => [value, evidence]),
    [
      [2, 'model'],
      [4, 'model'],
      [0, 'model'],
    ],
  );
  const one = await call('find_copy_loops', { paths: ['deep'], limit: 1 });
  assert.equal(one.found.found, 1);
});

test('explain_path tells the legs now and with the call instead', async () => {
  const { call } = await mcpSession([], { cwd: path });
  const { found } = await call('explain_path', { path: 'a.py', line: 8 });
  assert.equal(found.now.length, 2);
  assert.deepEqual(found.instead.legs, [
    { from: 'page cache', to: 'socket buffer', by: 'reference', evidence: 'model' },
  ]);
  const none = await call('explain_path', { path: 'a.py', line: 1 });
  assert.ok(none.refused);
  assert.match(none.text, /No copy loop is on line 1[\s\S]*6 to 10[\s\S]*find_copy_loops/);
});

test('paths stay within the roots, links resolved, and nothing is told of what is outside', async () => {
  const { call } = await mcpSession(['--root', path], { cwd: elsewhere });
  for (const outside of ['../', join(elsewhere, 'secret.py'), 'link.py', 'linked', '/nowhere-at-all']) {
    const { refused, text } = await call('find_copy_loops', { paths: [outside] });
    assert.ok(refused, outside);
    assert.match(text, /outside of the allowed folders\.\nwhy: .+\ndo: .+--root/);
  }
  const missing = await call('explain_path', { path: 'gone.py', line: 1 });
  assert.match(missing.text, /gone\.py can't be opened\.\nwhy: ENOENT/);
});

test('without a yes nothing runs: the client can not ask', async () => {
  const { call } = await mcpSession([], { cwd: path });
  for (const [name, args] of [
    ['trace_command', touch],
    ['profile_file', { path: 'a.py' }],
    ['prove_server', { url: 'http://127.0.0.1:9/', folder: '.' }],
  ] as const) {
    const { refused, text } = await call(name, args);
    assert.ok(refused, name);
    assert.match(text, /Nothing was run[\s\S]*--allow (trace|profile|prove)/);
  }
  assert.ok(!existsSync(marker));
});

for (const [how, result] of [
  ['declines', { action: 'decline' }],
  ['closes the question', { action: 'cancel' }],
  ['confirms it without the tick', { action: 'accept', content: { run: false } }],
] as const)
  test(`nothing runs where the person ${how}`, async () => {
    const { call, asked } = await mcpSession([], { cwd: path, person: () => structuredClone(result) });
    const { refused, text } = await call('trace_command', touch);
    assert.ok(refused);
    assert.match(text, /The person said no/);
    assert.equal(asked.length, 1);
    assert.ok(asked[0]!.includes(`touch ${marker}`), 'the question shows the command');
    assert.ok(!existsSync(marker));
  });

test('a question shows what would break its line or reorder it', async () => {
  const { call, asked } = await mcpSession([], { cwd: path, person: () => ({ action: 'decline' }) });
  await call('trace_command', { command: ['rm', '-r', 'x\n\nHarmless.\u202e'] });
  await call('prove_server', { url: 'http://127.0.0.1:9/\n\nHarmless.', folder: '.' });
  for (const question of asked) assert.doesNotMatch(question, /[\n\u202e]/);
  assert.match(asked[0]!, /^Runs rm -r 'x⟨U\+000A⟩⟨U\+000A⟩Harmless\.⟨U\+202E⟩' in /);
});

test('bad arguments are named, and an unknown tool is an error of the protocol', async () => {
  const { call, client } = await mcpSession([], { cwd: path });
  const { refused, text } = await call('explain_path', { path: 'a.py', line: 'six' });
  assert.ok(refused);
  assert.match(text, /explain_path can't take these arguments\.\nwhy: line: .+\ndo: /);
  assert.match((await call('find_copy_loops', { folder: 'x' })).text, /why: folder: /);
  await assert.rejects(
    client.callTool({ name: 'delete_all', arguments: {} }),
    /There is no tool 'delete_all'/,
  );
});

test('bad options of the server say what to do', () => {
  const wrong = iopath(['mcp', '--allow', 'everything']);
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /profile, trace, prove/);
  assert.match(iopath(['mcp', '--root', 'a.py']).err, /no folder/);
  assert.match(iopath(['mcp', 'here']).err, /one word too many/);
  assert.equal(iopath(['mcp'], { input: '' }).code, 0, 'it ends when stdin ends');
});
