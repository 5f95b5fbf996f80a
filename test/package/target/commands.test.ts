// The command line of a package on the machine it is made for: `npm run test:targets` runs this file, on that machine's Node.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createReadStream, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { checkReport } from '../../../src/model/checkReport';
import { strategyNames } from '../../../src/model/strategy';
import { cli, senders, tree } from '../../cli/iopath';
import { said } from '../../english';
import { folder as ownFolder, proofOf } from '../../prove/iopathProve';

const { iopath, write, path } = tree();
const bytes = 1 << 20;
const data = write('data.bin', Buffer.alloc(bytes, 'bytes that move'));

test('the doctor loads the backend, and names each strategy on each route', () => {
  const { code, out, err } = iopath(['doctor', '--json']);
  assert.equal(code, 0, err);
  const { strategies, evidence } = JSON.parse(out);
  assert.deepEqual(Object.keys(strategies).sort(), [...strategyNames].sort());
  const each = Object.values(strategies).flatMap(routes => Object.values(routes as object));
  for (const entry of each) assert.ok(entry.available || (entry.why && entry.remedy), JSON.stringify(entry));
  assert.ok(each.filter(({ available }) => available).length >= 8, out);
  assert.ok(evidence.counted.available);
});

for (const route of ['file-to-socket', 'file-to-file', 'file-to-pipe', 'socket-to-file'])
  test(`profile, ${route}: each strategy delivers every byte, or says why not`, () => {
    const { code, out, err } = iopath(['profile', data, '--route', route, '--runs', '2', '--json']);
    assert.equal(code, 0, err);
    const parsed = checkReport(Buffer.from(out));
    assert.ok('report' in parsed, JSON.stringify(parsed));
    const { transfers } = parsed.report;
    const measured = transfers.filter(({ summary }) => summary !== null);
    assert.ok(measured.length >= 2, `${measured.map(({ strategy }) => strategy)}`);
    // The rounds with a sleeping receiver, made besides, are not verified again.
    const verified = measured.filter(({ runs }) => runs.some(({ phase }) => phase === 'verify'));
    assert.ok(verified.length >= 2);
    for (const { strategy, integrity } of verified) assert.equal(integrity?.ok, true, strategy);
    for (const { strategy, unsupported, summary } of transfers)
      assert.ok(summary || (unsupported && said(unsupported.why) && said(unsupported.remedy)), strategy);
  });

test('lint finds a loop', () => {
  write('send.py', senders('send'));
  const { code, out } = iopath(['lint', 'send.py']);
  assert.equal(code, 1, out);
  assert.match(out, /send\.py/);
});

test('prove sees the copies of a server that copies', async t => {
  const served = ownFolder(path);
  const server = createServer((request, response) => {
    createReadStream(join(served, basename(request.url!))).pipe(response);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  const proof = await proofOf([`http://127.0.0.1:${port}/`, '--directory', served]);
  assert.equal(proof.verdict, 'copy', JSON.stringify(proof));
  assert.equal(proof.exit, 0);
});

/** The emulator's words before a program of this machine; none where it is a real one. */
const emulate: string[] = JSON.parse(process.env.IOPATH_EMULATE ?? '[]');
const noPtrace = emulate.length > 0 && "QEMU's user mode has no ptrace";

test('the tracer starts', () => {
  const [program, ...args] = [...emulate, join(dirname(cli), 'native', 'iopath-trace')];
  const { status, stderr } = spawnSync(program!, args, { encoding: 'utf8' });
  assert.match(stderr, /^usage: iopath-trace /);
  assert.equal(status, 2);
});

test('trace pairs what a program read with what it wrote', { skip: noPtrace }, () => {
  const copy = join(path, 'copy.bin');
  writeFileSync(copy, '');
  const { code, out, err } = iopath(['trace', '--json', '--', 'dd', `if=${data}`, `of=${copy}`, 'bs=64k']);
  assert.equal(code, 0, err);
  const { relays, lost } = JSON.parse(out);
  assert.equal(lost, 0);
  assert.equal(relays[0]?.bytes, bytes, out);
});
