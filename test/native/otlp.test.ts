// --otlp: figures with their evidence reach an OTLP receiver, and nothing else does.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { collector } from '../cli/collector';
import { cli, tree } from '../cli/iopath';

const { path } = tree();
const data = join(path, 'secret-name.bin');
writeFileSync(data, Buffer.alloc(1 << 20, 'io'));

/** Not spawnSync, because the receiver runs in this process. */
const iopath = (args: string[]) =>
  new Promise<{ code: number | null; out: string; err: string }>(resolve => {
    const child = spawn(process.execPath, [cli, ...args], { cwd: path, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', piece => {
      out += piece;
    });
    child.stderr.setEncoding('utf8').on('data', piece => {
      err += piece;
    });
    child.on('close', code => resolve({ code, out, err }));
  });

test('profile sends the medians of its report', async t => {
  const { address, paths, received, text, close } = await collector();
  t.after(close);
  const args = ['--strategy', 'read-write,sendfile', '--runs', '3', '--json', '--otlp', address];
  const { code, out, err } = await iopath(['profile', data, ...args]);
  assert.equal(code, 0, err);
  assert.deepEqual(paths, ['/v1/metrics']);
  const report = JSON.parse(out);
  const row = report.transfers.find(({ strategy }: { strategy: string }) => strategy === 'sendfile');
  const found = received().find(
    ({ name, attributes }) =>
      name === 'iopath.profile.cpu_time_of_the_sender' && attributes.strategy === 'sendfile',
  );
  assert.ok(found);
  assert.equal(found.value, row.summary.cpuNsPerKiB.median);
  assert.equal(found.unit, 'ns/KiBy');
  assert.deepEqual(found.attributes, {
    route: 'file-to-socket',
    cache: 'warm',
    receiver: row.receiver,
    strategy: 'sendfile',
    chunk_bytes: 65536,
    evidence: 'kernel',
  });
  assert.ok(received().every(({ attributes }) => typeof attributes.evidence === 'string'));
  assert.ok(!text().includes('secret-name'), 'no path is sent');
});

test('trace sends bytes by the kinds of their ends, and no name', async t => {
  const { address, received, text, close } = await collector();
  t.after(close);
  const args = ['trace', '--json', '--otlp', `${address}/custom/path`, '--'];
  const { code, err } = await iopath([
    ...args,
    'dd',
    `if=${data}`,
    'of=secret-copy',
    'bs=64k',
    'status=none',
  ]);
  assert.equal(code, 0, err);
  const bytes = received().find(({ name }) => name === 'iopath.trace.relay.bytes_through_user_space');
  assert.deepEqual([bytes?.value, bytes?.unit], [1 << 20, 'By']);
  assert.deepEqual(bytes?.attributes, { from: 'file', to: 'file', evidence: 'counted' });
  assert.ok(!/secret/.test(text()));
});

test('a collector that is not there or refuses fails the command, after the result', async t => {
  const refusing = await collector(400);
  t.after(refusing.close);
  const args = ['trace', '--json', '--otlp'];
  const refused = await iopath([...args, refusing.address, '--', 'true']);
  assert.equal(refused.code, 3);
  assert.match(
    refused.err,
    /The figures were not sent to http:\/\/127\.0\.0\.1:\d+\.\n {2}why: .+\n {2}do: .+collector/,
  );
  assert.equal(JSON.parse(refused.out).exitCode, 0, 'the result is out');
  const wrong = await iopath([...args, 'ftp://127.0.0.1/', '--', 'true']);
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /--otlp ftp:\/\/127\.0\.0\.1\/ is no address/);
  assert.equal(wrong.out, '', 'and nothing ran');
});
