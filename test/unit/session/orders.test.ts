import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ProfileOptions } from '../../../src/measure/profile';
import { defaultRequest } from '../../../src/measure/request';
import { verbatim } from '../../../src/model/message';
import { Problem } from '../../../src/model/problem';
import type { ProfileRequest } from '../../../src/model/profile';
import type { Report } from '../../../src/model/report';
import { ProofCancelled } from '../../../src/prover/client';
import type { UrlQuestion } from '../../../src/prover/question';
import { Inputs, Orders, type OrdersParts } from '../../../src/session/orders';
import type { FromSession, RunOrder } from '../../../src/session/protocol';
import type { WorkerClient } from '../../../src/worker/client';
import { until } from '../../until';
import { report, transfer } from '../measure/samples';
import { proof } from '../proofs';

const whole = report([transfer()]);
const request: ProfileRequest = { ...defaultRequest, paths: ['/a'] };
const order: RunOrder = { request, language: undefined, generated: null };
const question: UrlQuestion = {
  ...{ kind: 'url', url: 'http://127.0.0.1:8080/', directory: '/srv', fileBytes: 8 << 20, repeat: 1 },
  ...{ unixSocket: null, version: '1.1', headers: [], range: null, allowRemote: false, insecure: false },
};
const client = { dispose() {} } as WorkerClient;

/** Orders whose runs end when the test says so; `told` is what a parent sees, in order. */
function orders(
  measure: (options: ProfileOptions) => Promise<Report>,
  prove: OrdersParts['prove'] = async () => assert.fail('no proof was asked for'),
) {
  const told: FromSession[] = [];
  const made = new Orders({
    createClient: () => client,
    profile: (_request, options) => measure(options),
    prove,
    inputs: new Inputs(),
    tell: message => told.push(message),
  });
  const add = (id: number, changes: Partial<RunOrder> = {}) =>
    made.add({ kind: 'run', id, order: { ...order, ...changes } });
  const addProof = (id: number) => made.add({ kind: 'prove', id, question });
  return { told, add, addProof, cancel: (id: number) => made.cancel(id) };
}

const steps = (told: readonly FromSession[]) => told.map(({ kind, id }) => `${kind} ${id}`);

test('runs that wait never start at once, and start in the order they were asked for', async () => {
  let under = 0;
  const { told, add } = orders(async () => {
    under += 1;
    assert.equal(under, 1, 'one run alone is under way');
    await new Promise(setImmediate);
    under -= 1;
    return whole;
  });
  for (const id of [1, 2, 3]) add(id);
  await until('the last', () => told.length === 6);
  assert.deepEqual(
    steps(told),
    [1, 2, 3].flatMap(id => [`begun ${id}`, `done ${id}`]),
  );
});

test('a run that waits is cancelled at once and never begins; the others go on', async () => {
  let end = () => {};
  const { told, add, cancel } = orders(
    () =>
      new Promise(resolve => {
        end = () => resolve(whole);
      }),
  );
  for (const id of [1, 2, 3]) add(id);
  await until('the first', () => told.length === 1);
  cancel(2);
  assert.deepEqual(told.at(-1), { kind: 'failed', id: 2, failure: { kind: 'cancelled' } });
  end();
  await until('the third', () => steps(told).includes('begun 3'));
  end();
  await until('its end', () => steps(told).includes('done 3'));
  assert.ok(!steps(told).includes('begun 2'));
});

test('a proof waits for the run before it, and its result crosses whole', async () => {
  const asked: UrlQuestion[] = [];
  const { told, add, addProof } = orders(
    async () => whole,
    async given => {
      asked.push(given);
      return proof();
    },
  );
  add(1);
  addProof(2);
  await until('both', () => told.length === 4);
  assert.deepEqual(steps(told), ['begun 1', 'done 1', 'begun 2', 'proved 2']);
  assert.deepEqual(asked, [question]);
  const last = told.at(-1);
  assert.deepEqual(last?.kind === 'proved' && last.proof, proof());
});

test('a proof under way is cancelled through its signal, and ends as cancelled', async () => {
  const { told, addProof, cancel } = orders(
    async () => whole,
    (_question, { signal }) =>
      new Promise((_, reject) => {
        const text = { what: verbatim('a'), why: verbatim('b'), remedy: verbatim('c') };
        signal.addEventListener('abort', () => reject(new ProofCancelled('job', text)));
      }),
  );
  addProof(1);
  await until('its begin', () => steps(told).includes('begun 1'));
  cancel(1);
  await until('its end', () => told.length === 2);
  assert.deepEqual(told.at(-1), { kind: 'failed', id: 1, failure: { kind: 'cancelled' } });
});

test('what broke a run is told in its words, and the next one begins', async () => {
  const failures = [
    new Problem('job', { what: verbatim('a'), why: verbatim('b'), remedy: verbatim('c') }),
    new Error('no idea'),
  ];
  const { told, add } = orders(async () => {
    throw failures.shift();
  });
  add(1);
  add(2);
  await until('both', () => told.length === 4);
  const failed = told.flatMap(message => (message.kind === 'failed' ? message.failure : []));
  assert.deepEqual(failed, [
    { kind: 'problem', of: 'job', text: { what: verbatim('a'), why: verbatim('b'), remedy: verbatim('c') } },
    { kind: 'defect', message: 'no idea' },
  ]);
});

test('a report crosses as the bytes of its JSON, with what is told of it beside', async () => {
  const { told, add } = orders(async ({ onEvent }) => {
    onEvent?.({ kind: 'started', report: whole });
    return whole;
  });
  add(1);
  const done = await until('the report', () => told.find(({ kind }) => kind === 'done'));
  assert.ok(done.kind === 'done');
  assert.deepEqual(JSON.parse(Buffer.from(done.report).toString()), whole);
  assert.equal(done.summary.transfers, 1);
  const event = told.find(({ kind }) => kind === 'event');
  assert.ok(event?.kind === 'event' && event.event.kind === 'started');
  assert.ok(event.event.report instanceof Uint8Array);
});

test('runs share one generated file: it is made once, has no name, and its bytes stay as they are', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'iopath-inputs-'));
  try {
    const generated = { directory: join(directory, 'storage'), bytes: 4 * 2 ** 20 };
    const seen: { path: string; bytes: Buffer }[] = [];
    const { told, add } = orders(async ({ made }) => {
      seen.push({ path: made!.path, bytes: readFileSync(made!.path) });
      return whole;
    });
    for (const id of [1, 2]) add(id, { request: { ...request, paths: [] }, generated });
    await until('both', () => told.length === 4);
    const [first, second] = seen;
    assert.equal(first?.path, second?.path);
    assert.equal(first?.bytes.length, generated.bytes);
    assert.ok(first?.bytes.equals(second!.bytes), 'the second run reads what the first did');
    assert.deepEqual(readdirSync(generated.directory), []);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
