import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bestPerStrategy,
  chunkTrials,
  finalists,
  optionTrials,
  type Trial,
} from '../../../src/measure/autotune';
import { fittedBytes } from '../../../src/measure/fitting';
import { type Cell, emptyTransfer } from '../../../src/measure/plan';
import { summarize } from '../../../src/measure/summary';
import { verbatim } from '../../../src/model/message';
import { input, planned } from './plans';
import { costing, mib } from './samples';

test('an input is cut alike for all that are compared, never to a run of no length, nor within its first file', () => {
  const cells = planned({ strategies: ['read-write', 'sendfile'] });
  const timed = (ms: number[], files = cells[0]!.spec.files) =>
    cells.map((cell, index) => ({ index, cell: { ...cell, spec: { ...cell.spec, files } }, ms: ms[index]! }));
  const whole = [{ path: '/d/b', offset: 0, length: null }];
  assert.deepEqual(
    [...fittedBytes(timed([1000, 500], whole), 0.1)],
    [
      [0, 21 * mib],
      [1, 21 * mib],
    ],
  );
  // At 0.1 MiB a ms five of them are half a MiB: the next whole one.
  assert.deepEqual([...fittedBytes(timed([4000, 2030], whole), 0).values()], [mib, mib]);
  assert.deepEqual([...fittedBytes(timed([20, 10], whole), 0.01).values()], [102 * mib, 102 * mib]);
  assert.deepEqual([...fittedBytes(timed([4, 2], whole), 0.01)], [], 'it takes less than a run should');
  assert.deepEqual([...fittedBytes(timed([4000, 2030]), 0).values()], [3 * mib, 3 * mib]);
  assert.deepEqual([...fittedBytes(timed([1000, 500]), 1)], []);
});

test('many small files are cut too, though all of them are shorter than a step', () => {
  const files = Array.from({ length: 2000 }, (_, at) => ({ path: `/d/${at}`, offset: 0, length: 500 }));
  const [cell] = planned({ strategies: ['read-write'] });
  const small = { ...cell!, inputBytes: 1_000_000, spec: { ...cell!.spec, files } };
  assert.deepEqual([...fittedBytes([{ index: 0, cell: small, ms: 4000 }], 0.05)], [[0, 50_000]]);
});

const trial = (cell: Cell, cost: number): Trial => {
  const ranAs = { strategy: cell.spec.strategy, because: null };
  const runs = [costing(cost, { ranAs, helperNs: 1 }), costing(cost, { ranAs, helperNs: 1 })];
  return { cell, transfer: { ...emptyTransfer(cell), runs, summary: summarize(runs) } };
};

test('the search goes from chunks to options to finalists, and the baselines stay as they are', () => {
  const cells = planned({ strategies: ['read-write', 'sendfile', 'splice'] });
  const tried = chunkTrials(cells);
  assert.equal(tried.length, 15);
  const cost = ({ spec }: Cell) =>
    ({ 'read-write': 250, sendfile: 100, splice: 90 })[spec.strategy as 'splice'] + spec.chunkBytes / mib;
  const trials = tried.map(cell => trial(cell, cost(cell)));
  assert.deepEqual(
    bestPerStrategy(trials).map(({ cell }) => cell.spec.strategy),
    ['splice', 'sendfile', 'read-write'],
  );
  assert.ok(optionTrials(trials).some(({ spec }) => spec.strategy === 'splice' && spec.pipeBytes > 0));
  const baselines = cells.slice(0, 2);
  const chosen = finalists(baselines, trials);
  assert.deepEqual(chosen.slice(0, 2), baselines);
  assert.equal(chosen.length, 6);
  assert.ok(
    chosen.some(({ spec, tuned }) => tuned && spec.strategy === 'splice' && spec.chunkBytes === 16 * 1024),
  );
  assert.ok(chosen.every(({ inputBytes, variant }) => inputBytes === input.bytes && variant === undefined));
  const names = chosen.map(({ spec }) => `${spec.strategy} ${spec.chunkBytes}`);
  assert.equal(new Set(names).size, names.length);
});

test('the search leaves out what can not run, and finds nothing among nothing', () => {
  const cells = planned({ strategies: ['read-write', 'sendfile'] }).map((cell, place) =>
    place === 1 ? { ...cell, unsupported: { why: verbatim(''), remedy: verbatim('') } } : cell,
  );
  assert.ok(chunkTrials(cells).every(({ spec }) => spec.strategy === 'read-write'));
  assert.deepEqual(finalists([], []), []);
});
