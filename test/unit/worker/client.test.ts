import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Problem } from '../../../src/model/problem';
import type { RunSpec } from '../../../src/model/runSpec';
import { createClient, type WorkerClient } from '../../../src/worker/client';
import { deathProblem } from '../../../src/worker/death';
import { WorkerError } from '../../../src/worker/protocol';
import { said, worded } from '../../english';
import { until } from '../../until';
import { result } from '../measure/samples';

const folder = mkdtempSync(join(tmpdir(), 'iopath-client-'));
after(() => rmSync(folder, { recursive: true }));

/** A worker of plain JavaScript whose behaviour hangs on the strategy it is asked to run. */
const source = `
const sets = new Map();
const done = ${JSON.stringify(result())};
const ok = (id, result) => process.send({ kind: 'ok', id, result });
process.on('disconnect', () => process.exit());
process.on('message', ({ kind, id, method, params }) => {
  if (kind === 'cancel') return;
  if (method === 'addFiles') {
    const held = (sets.get(params.set) ?? 0) + params.files.length;
    sets.set(params.set, held);
    if (params.files.length > 2000) process.exit(9);
    return ok(id, held);
  }
  if (method === 'residency') return ok(id, { bytes: sets.get(params.set), cachedBytes: 0 });
  switch (params.spec.strategy) {
    case 'read-write': process.send({ kind: 'progress', id, bytes: 3 }); return ok(id, done);
    case 'sendfile': process.kill(process.pid, 'SIGSEGV'); return;
    case 'splice': process.stderr.write('Fatal: out of luck\\n    at somewhere\\n'); setTimeout(() => process.exit(7), 50); return;
    case 'mmap-write': return;
    case 'vmsplice': for (;;) {}
    case 'reflink': return ok(id, { ...done, wallNs: -1 });
    case 'direct-io': process.send('rubbish'); process.send({ kind: 'ok', id: 12345, result: 1 }); return ok(id, done);
    case 'io-uring-zc': {
      const told = [process.env.ELECTRON_RUN_AS_NODE, process.env.NODE_OPTIONS ?? null, process.execArgv];
      return process.send({ kind: 'failed', id, error: { message: JSON.stringify(told) } });
    }
    default: process.send({ kind: 'failed', id, error: { message: 'EIO: bad', code: 'EIO', path: '/a' } });
  }
});
`;
const workerPath = join(folder, 'worker.js');
writeFileSync(workerPath, source);

const spec = (strategy: RunSpec['strategy']) =>
  ({ strategy, files: [{ path: '/a', offset: 0, length: 1 }] }) as RunSpec;

async function withClient(use: (client: WorkerClient) => Promise<void>): Promise<void> {
  const client = createClient({ workerPath });
  try {
    await use(client);
  } finally {
    client.dispose();
  }
}

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('a run is answered, and progress comes before', () =>
  withClient(async client => {
    assert.equal(client.pid, null);
    const progress: number[] = [];
    const answer = await client.run(spec('read-write'), { onProgress: bytes => progress.push(bytes) });
    assert.deepEqual(answer, result());
    assert.deepEqual(progress, [3]);
    assert.ok(client.pid);
  }));

test("the backend's error keeps code and path", () =>
  withClient(async client => {
    await assert.rejects(client.run(spec('io-uring')), (error: unknown) => {
      assert.ok(error instanceof WorkerError);
      assert.deepEqual([error.code, error.path, error.message], ['EIO', '/a', 'EIO: bad']);
      return true;
    });
  }));

test('a worker killed by a signal rejects what is pending, says so, and the next run forks anew', () =>
  withClient(async client => {
    await client.run(spec('read-write'));
    const first = client.pid;
    const waiting = client.run(spec('mmap-write'));
    const killer = client.run(spec('sendfile'));
    for (const one of [waiting, killer])
      await assert.rejects(one, (error: unknown) => {
        assert.ok(error instanceof Problem && error.kind === 'job');
        assert.match(said(error.why), /SIGSEGV/);
        assert.match(said(error.remedy), /run it again/);
        return true;
      });
    await client.run(spec('read-write'));
    assert.notEqual(client.pid, first);
  }));

test('what a worker said last stands in the message, without its stack', () =>
  withClient(async client => {
    await assert.rejects(
      client.run(spec('splice')),
      worded({
        why: 'It exited with code 7. Its last words: Fatal: out of luck',
      }),
    );
  }));

test('a cancelled run ends, even in a worker that does not listen', () =>
  withClient(async client => {
    for (const strategy of ['mmap-write', 'vmsplice'] as const) {
      const cancel = new AbortController();
      await client.residency([{ path: '/a', offset: 0, length: 1 }]);
      const run = client.run(spec(strategy), { signal: cancel.signal });
      cancel.abort();
      await assert.rejects(run, { code: 'ECANCELED' });
    }
    assert.deepEqual(await client.run(spec('read-write')), result());
  }));

test('a call whose signal has gone off already is not made', () =>
  withClient(async client => {
    await assert.rejects(client.run(spec('read-write'), { signal: AbortSignal.abort() }), {
      code: 'ECANCELED',
    });
  }));

test('dispose kills the worker and rejects what is pending; nothing runs after it', async () => {
  const client = createClient({ workerPath });
  await client.run(spec('read-write'));
  const pid = client.pid!;
  const pending = client.run(spec('mmap-write'));
  client.dispose();
  await assert.rejects(pending, { code: 'ECANCELED' });
  await assert.rejects(client.run(spec('read-write')), { code: 'ECANCELED' });
  await until(`process ${pid} to end`, () => !alive(pid));
});

test('figures that can not be right are refused, rubbish is overheard', () =>
  withClient(async client => {
    await assert.rejects(
      client.run(spec('reflink')),
      worded({
        what: /figure that can't be right/,
        why: /^wallNs: /,
      }),
    );
    assert.deepEqual(await client.run(spec('direct-io')), result());
  }));

test('a set of 100,000 files travels in batches, once for each life of the worker', () =>
  withClient(async client => {
    const files = Array.from({ length: 100_000 }, (_, n) => ({ path: `/set/${n}`, offset: 0, length: 1 }));
    assert.equal((await client.residency(files)).bytes, 100_000);
    assert.equal((await client.residency(files)).bytes, 100_000);
    await assert.rejects(client.run(spec('sendfile')));
    assert.equal((await client.residency(files)).bytes, 100_000);
  }));

test("the worker runs as plain Node without the parent's debugging options", async () => {
  process.env.NODE_OPTIONS = '--no-warnings';
  try {
    await withClient(async client => {
      await assert.rejects(client.run(spec('io-uring-zc')), { message: '["1",null,[]]' });
    });
  } finally {
    delete process.env.NODE_OPTIONS;
  }
});

test('a bundle that is not there is a problem with a remedy', async () => {
  const client = createClient({ workerPath: join(folder, 'nowhere.js') });
  await assert.rejects(
    client.run(spec('read-write')),
    (error: unknown) => error instanceof Problem && /exited|started/.test(said(error.why) + said(error.what)),
  );
  client.dispose();
});

test('each way to die has its words', () => {
  const why = (signal: NodeJS.Signals) => deathProblem({ code: null, signal, stderr: '' }).why;
  assert.match(said(why('SIGBUS')), /cut short/);
  assert.match(said(why('SIGKILL')), /memory ran out/);
  assert.match(said(why('SIGXCPU')), /SIGXCPU/);
});

const silentPath = join(folder, 'silent.js');
writeFileSync(silentPath, "process.on('message', () => {}); process.on('disconnect', () => process.exit());");

test('a worker that is started and says nothing is given up, with the reason', async () => {
  const client = createClient({ workerPath: silentPath, startPatienceMs: 300 });
  await assert.rejects(client.run(spec('read-write')), (error: unknown) => {
    assert.ok(error instanceof Problem && error.kind === 'job');
    assert.match(said(error.what), /did not answer within \d+(\.\d)? seconds/);
    assert.match(said(error.remedy), /ulimit -u/);
    return true;
  });
  client.dispose();
});

test('a cancellation counts while the files are still being named', async () => {
  const client = createClient({ workerPath: silentPath });
  const cancel = new AbortController();
  const asked = client.residency([{ path: '/a', offset: 0, length: 1 }], { signal: cancel.signal });
  const pid = client.pid ?? 0;
  cancel.abort();
  await assert.rejects(asked, { code: 'ECANCELED' });
  await until('the end of the worker', () => !alive(pid));
  client.dispose();
});

test('a cancellation counts while a stopped worker leaves names in the pipe', async () => {
  const client = createClient({ workerPath: silentPath });
  const cancel = new AbortController();
  // A message of 500 KB: more than the pipe holds.
  const files = Array.from({ length: 2001 }, (_, at) => ({
    path: `/${'n'.repeat(200)}${at}`,
    offset: 0,
    length: 1,
  }));
  const asked = client.residency(files, { signal: cancel.signal });
  const pid = client.pid ?? 0;
  process.kill(pid, 'SIGSTOP');
  cancel.abort();
  await assert.rejects(asked, { code: 'ECANCELED' });
  await until('the end of the worker', () => !alive(pid));
  client.dispose();
});
