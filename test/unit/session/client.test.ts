import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { defaultRequest } from '../../../src/measure/request';
import { Problem } from '../../../src/model/problem';
import { Cancelled, SessionClient } from '../../../src/session/client';
import type { RunOrder } from '../../../src/session/protocol';
import { until } from '../../until';

const folder = mkdtempSync(join(tmpdir(), 'iopath-session-'));
after(() => rmSync(folder, { recursive: true }));

/** A session of plain JavaScript that does what the path of a run says, one order at a time. */
const source = `
const waiting = [];
let current = null;
const done = id => { process.send({ kind: 'done', id, report: Buffer.from('"' + process.pid + '"'), summary: {} }); current = null; next(); };
const next = () => {
  if (current || waiting.length === 0) return;
  current = waiting.shift();
  const { id, order } = current;
  process.send({ kind: 'begun', id });
  const [what] = order.request.paths;
  if (what === 'measure') process.send({ kind: 'event', id, event: { kind: 'round', index: 0, run: {} } });
  if (what === 'die') process.kill(process.pid, 'SIGSEGV');
  if (what === 'hang') for (;;);
  if (what === 'answer') done(id);
};
process.on('disconnect', () => process.exit());
process.on('message', message => {
  if (message.kind === 'cancel') { if (current?.id === message.id && current.order.request.paths[0] === 'measure') done(message.id); return; }
  waiting.push(message);
  next();
});
`;
const path = join(folder, 'session.js');
writeFileSync(path, source);

const order = (what: string): RunOrder => ({
  request: { ...defaultRequest, paths: [what] },
  language: undefined,
  generated: null,
});

async function withClient(use: (client: SessionClient) => Promise<void>): Promise<void> {
  const client = new SessionClient({ path, lingerMs: 60_000 });
  try {
    await use(client);
  } finally {
    client.dispose();
  }
}

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a run begins, tells and ends; the session stays for the next one and goes with its owner', () =>
  withClient(async client => {
    assert.equal(client.pid, null);
    let begun = 0;
    const first = await client.run(order('answer'), { onBegun: () => begun++ });
    const second = await client.run(order('answer'), { onBegun: () => begun++ });
    assert.deepEqual(first.report, second.report, 'by one process');
    assert.equal(begun, 2);
    // A webview takes no subclass for bytes, and would get the memory around a view.
    assert.equal(first.report.constructor, Uint8Array);
    assert.equal(first.report.buffer.byteLength, first.report.byteLength);
    const pid = client.pid!;
    client.dispose();
    await until('the end of the session', () => !alive(pid));
  }));

test('a session that dies costs the run under way; those that wait go to a new one', () =>
  withClient(async client => {
    const dying = client.run(order('die'));
    const waiting = client.run(order('answer'));
    await assert.rejects(dying, (error: unknown) => error instanceof Problem && /segv/.test(error.message));
    assert.ok((await waiting).report.length > 0);
  }));

test('a cancelled run that does not end takes its session along, not the runs behind it', () =>
  withClient(async client => {
    const cancel = new AbortController();
    const begun = new Promise<void>(resolve => {
      void client
        .run(order('hang'), { signal: cancel.signal, onBegun: resolve })
        .catch(error => assert.ok(error instanceof Cancelled));
    });
    const waiting = client.run(order('answer'));
    await begun;
    const pid = client.pid!;
    cancel.abort();
    assert.ok((await waiting).report.length > 0);
    await until('the end of the first session', () => !alive(pid));
  }));

test('a run that waits is cancelled without disturbing the one under way', () =>
  withClient(async client => {
    const running = new AbortController();
    let begun = false;
    const run = client.run(order('measure'), {
      signal: running.signal,
      onBegun: () => {
        begun = true;
      },
    });
    await until('the first run', () => begun);
    const pid = client.pid!;
    const cancel = new AbortController();
    const waiting = client.run(order('answer'), { signal: cancel.signal });
    cancel.abort();
    await assert.rejects(waiting, Cancelled);
    assert.ok(client.pid === pid && alive(pid));
    running.abort();
    await run;
  }));

test('a cancelled run that has figures gives them', () =>
  withClient(async client => {
    const cancel = new AbortController();
    const run = client.run(order('measure'), { signal: cancel.signal, onEvent: () => cancel.abort() });
    assert.ok((await run).report.length > 0);
  }));

test('without work the session ends after a while', async () => {
  const client = new SessionClient({ path, lingerMs: 1 });
  await client.run(order('answer'));
  await until('the end of the session', () => client.pid === null);
});
