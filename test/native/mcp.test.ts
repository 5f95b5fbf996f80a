// `iopath mcp` where a call runs something: by the SDK's own client, over a real process.
import assert from 'node:assert/strict';
import { createReadStream, existsSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { tree } from '../cli/iopath';
import { type Answer, mcpSession, patient } from '../cli/mcpClient';

const { path } = tree();
const data = join(path, 'data.bin');
writeFileSync(data, Buffer.alloc(4 << 20, 'io'));

const yes = () => ({ action: 'accept', content: { run: true } }) as const;
const everyFigureIsKnown = (answer: Answer) =>
  JSON.stringify(answer, (key, value) => {
    if (key === 'figures')
      for (const figure of value) {
        assert.ok(Number.isFinite(figure.value) && figure.unit !== '', JSON.stringify(figure));
        assert.match(figure.evidence, /^(counted|kernel|observed|sampled|model)$/);
      }
    return value;
  });

test('trace_command runs after a yes, and finds the relay with its bytes', async () => {
  const { call, asked } = await mcpSession([], { cwd: path, person: yes });
  const { found, text } = await call('trace_command', {
    command: ['dd', `if=${data}`, 'of=copy of.bin', 'bs=64k', 'status=none'],
  });
  assert.ok(found, text);
  assert.match(asked[0]!, /dd .+'of=copy of\.bin'/);
  assert.ok(existsSync(join(path, 'copy of.bin')), 'it ran in the root');
  const [relay] = found.relays;
  assert.equal(relay.from.name, data);
  assert.equal(relay.figures[0].value, 4 << 20);
  assert.equal(relay.figures[0].evidence, 'counted');
  assert.equal(found.exitCode, 0);
  everyFigureIsKnown(found);
});

test('a traced program has an empty stdin, not the protocol, and is ended after its time', async () => {
  const { call } = await mcpSession(['--allow', 'trace'], { cwd: path });
  const { found, text } = await call('trace_command', {
    command: ['sh', '-c', 'cat; exec sleep 600'],
    seconds: 1,
  });
  assert.ok(found, text);
  assert.equal(found.exitSignal, 'SIGTERM');
  const missing = await call('trace_command', { command: ['no-such-program-here'] });
  assert.match(missing.text, /no-such-program-here[\s\S]*why: [\s\S]*do: /);
});

test('profile_file measures what --allow permits, tells how far it is, and is cancelled', async () => {
  const { call, client } = await mcpSession(['--allow', 'profile'], { cwd: path });
  const args = { path: 'data.bin', strategies: ['read-write', 'sendfile'], seconds: 1 };
  const { found, text } = await call('profile_file', args);
  assert.ok(found, text);
  assert.deepEqual(
    found.rows.map(({ strategy }: { strategy: string }) => strategy),
    ['read-write', 'sendfile'],
  );
  const copies = found.rows[0].figures.find(({ name }: { name: string }) => name === 'CPU copies');
  assert.equal(copies.value, 2);
  everyFigureIsKnown(found);

  // Rounds of a small file settle so soon that the call may end before it is cancelled.
  const large = join(path, 'large.bin');
  writeFileSync(large, '');
  truncateSync(large, 2 ** 28);
  const cancel = new AbortController();
  const long = { name: 'profile_file', arguments: { ...args, path: 'large.bin', seconds: 600 } };
  const cut = client.callTool(long, undefined, {
    ...patient,
    signal: cancel.signal,
    onprogress: () => cancel.abort(),
  });
  await assert.rejects(cut, /abort/i);
  // The worker is free again: the next call does not wait ten minutes.
  assert.ok((await call('profile_file', args)).found);
});

test('prove_server tells a copy from a reference, on this machine alone', async t => {
  const server = createServer((request, response) => {
    createReadStream(join(path, decodeURIComponent(request.url ?? '')))
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { call } = await mcpSession(['--allow', 'prove,trace'], { cwd: path });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { found, text } = await call('prove_server', { url, folder: '.' });
  assert.ok(found, text);
  assert.equal(found.verdict, 'copy', JSON.stringify(found));
  everyFigureIsKnown(found);
  const far = await call('prove_server', { url: 'http://192.0.2.1/', folder: '.' });
  assert.ok(far.refused);
});
