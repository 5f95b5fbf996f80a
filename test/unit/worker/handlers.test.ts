import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '../../../src/model/message';
import { standardRun } from '../../../src/model/runSpec';
import { addonAbsence } from '../../../src/worker/absence';
import type { Addon } from '../../../src/worker/addon';
import { type Backend, failureOf, serve } from '../../../src/worker/handlers';
import { mergedRanges } from '../../../src/worker/mergedRanges';
import type { FromWorker, ToWorker } from '../../../src/worker/protocol';
import { said } from '../../english';
import { probe, result } from '../measure/samples';

const spec = { ...standardRun, outputDirectory: '/' };

function addon(changes: Partial<Addon> = {}): Addon {
  const resident = { bytes: 10, cachedBytes: 4 };
  return {
    run: () => ({ done: Promise.resolve(result()), cancel: () => {} }),
    probe: () => probe(),
    strategies: () => [],
    fields: () => ({}),
    observe: () => ({ segments: [], failure: null, tookNs: 1 }),
    residency: () => resident,
    warm: () => ({ bytes: 10, cachedBytes: 10 }),
    evict: () => ({ bytes: 10, cachedBytes: 0 }),
    ...changes,
  };
}

/** A worker with its answers gathered; `ask` resolves with the answer to one request. */
function worker(backend: Backend) {
  const sent: FromWorker[] = [];
  const receive = serve(backend, message => sent.push(message));
  let id = 0;
  const ask = async (method: string, params: unknown): Promise<FromWorker> => {
    id += 1;
    const own = id;
    receive({ kind: 'request', id: own, method, params } as ToWorker);
    for (let turn = 0; turn < 100; turn += 1) {
      const answers = sent.filter(message => message.id === own && message.kind !== 'progress');
      if (answers.length > 0) {
        assert.equal(answers.length, 1, 'answered more than once');
        return answers[0]!;
      }
      await new Promise(setImmediate);
    }
    throw new Error(`${method} was not answered`);
  };
  return { ask, sent, receive };
}

const file = (path: string) => ({ path, offset: 0, length: 10 });

test('figures of a set are summed over its ranges, those that touch or overlap as one', async () => {
  const asked: unknown[][] = [];
  const residency = (...range: unknown[]) => {
    asked.push(range);
    return { bytes: 10, cachedBytes: 4 };
  };
  const { ask } = worker({ addon: addon({ residency }) });
  await ask('addFiles', { set: 1, files: [file('/a'), file('/b')] });
  const answer = await ask('addFiles', { set: 1, files: [{ ...file('/b'), offset: 5 }] });
  assert.deepEqual(answer, { kind: 'ok', id: 2, result: 3 });
  assert.deepEqual(((await ask('residency', { set: 1 })) as { result: unknown }).result, {
    bytes: 20,
    cachedBytes: 8,
  });
  assert.deepEqual(asked, [
    ['/a', 0, 10],
    ['/b', 0, 15],
  ]);
  assert.deepEqual(((await ask('evict', { set: 1 })) as { result: unknown }).result, {
    bytes: 20,
    cachedBytes: 0,
  });
});

test("a run gets the set's files, tells progress, and answers with its result", async () => {
  let seen: unknown;
  const { ask, sent } = worker({
    addon: addon({
      run: (spec, onProgress) => {
        seen = spec.files;
        onProgress(5);
        return { done: Promise.resolve(result()), cancel: () => {} };
      },
    }),
  });
  await ask('addFiles', { set: 4, files: [file('/a')] });
  const answer = await ask('run', { set: 4, spec });
  assert.equal(answer.kind, 'ok');
  assert.deepEqual(seen, [file('/a')]);
  assert.deepEqual(
    sent.filter(({ kind }) => kind === 'progress'),
    [{ kind: 'progress', id: 2, bytes: 5 }],
  );
});

test('every request is answered, whatever its handler does', async () => {
  const broken = Object.assign(new Error('EIO: bad'), {
    code: 'EIO',
    syscall: 'read',
    path: '/a',
    errno: -5,
  });
  const { ask } = worker({
    addon: addon({
      run: () => ({ done: Promise.reject(broken), cancel: () => {} }),
      probe: () => {
        throw 'a string';
      },
    }),
  });
  assert.deepEqual(await ask('run', { set: 1, spec }), {
    kind: 'failed',
    id: 1,
    error: { message: 'EIO: bad', code: 'EIO', syscall: 'read', path: '/a' },
  });
  assert.deepEqual(((await ask('probe', { directory: '/' })) as { error: unknown }).error, {
    message: 'a string',
  });
  assert.match(JSON.stringify(await ask('format the disk', {})), /knows no request/);
});

test('cancel reaches the run it names, and none other', async () => {
  const cancelled: string[] = [];
  let reject = (_: Error) => {};
  const { receive, ask } = worker({
    addon: addon({
      run: () => ({
        done: new Promise((_, no) => {
          reject = no;
        }),
        cancel: () => {
          cancelled.push('run');
          reject(Object.assign(new Error('stop'), { code: 'ECANCELED' }));
        },
      }),
    }),
  });
  receive({ kind: 'cancel', id: 1 });
  const answer = ask('run', { set: 1, spec });
  receive({ kind: 'cancel', id: 99 });
  assert.deepEqual(cancelled, []);
  receive({ kind: 'cancel', id: 1 });
  assert.match(JSON.stringify(await answer), /ECANCELED/);
  receive({ kind: 'cancel', id: 1 });
  assert.deepEqual(cancelled, ['run']);
});

test('without the addon a probe is full of reasons, and a run fails with one', async () => {
  const absence = addonAbsence('linux', new Error('Cannot find module x\nRequire stack:\n- y'));
  const { ask } = worker({ absence });
  const answer = (await ask('probe', { directory: '/' })) as { result: ReturnType<typeof probe> };
  const row = answer.result.strategies.sendfile?.['file-to-socket'];
  assert.deepEqual(row, { available: false, ...absence });
  assert.match(said(absence.why), /Cannot find module x$/);
  const failed = (await ask('run', { set: 1, spec })) as { error: { code: string; why: Message } };
  assert.deepEqual([failed.error.code, failed.error.why], ['ENOADDON', absence.why]);
});

test('other systems are told that measuring needs Linux, and how to get it', () => {
  const { why, remedy } = addonAbsence('darwin', new Error('x'));
  assert.match(said(why), /needs Linux/);
  for (const way of ['WSL', 'Dev Container', 'Remote-SSH']) assert.ok(said(remedy).includes(way));
});

test('what crosses the process is text', () => {
  assert.deepEqual(failureOf({ toString: () => 'odd' }), { message: 'odd' });
  assert.deepEqual(failureOf(Object.assign(new Error('m'), { code: 5 })), { message: 'm' });
});

test('where one range is unknown, so is the sum', async () => {
  const residency = (path: string) => ({ bytes: 10, cachedBytes: path === '/a' ? null : 4 });
  const { ask } = worker({ addon: addon({ residency }) });
  await ask('addFiles', { set: 1, files: [file('/a'), file('/b')] });
  const { result: sum } = (await ask('residency', { set: 1 })) as { result: unknown };
  assert.deepEqual(sum, { bytes: 20, cachedBytes: null });
});

test('ranges of a file are merged wherever they stand in the set, and never over a gap', () => {
  const piece = (offset: number, length: number | null) => ({ path: '/a', offset, length });
  assert.deepEqual(mergedRanges([piece(20, 10), piece(0, 10), piece(10, 5)]), [piece(0, 15), piece(20, 10)]);
  assert.deepEqual(mergedRanges([piece(5, null), piece(0, 6)]), [piece(0, null)]);
});
