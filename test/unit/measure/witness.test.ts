import assert from 'node:assert/strict';
import { test } from 'node:test';
import { observedOf, witnessed } from '../../../src/measure/copies/witness';
import { verbatim } from '../../../src/model/message';
import type { Appearance, Observed, Segment } from '../../../src/model/observation';
import type { Hop } from '../../../src/model/report';
import type { Mover, Stage } from '../../../src/model/route';

function hop(from: Stage, to: Stage, by: Mover, changes: Partial<Hop> = {}): Hop {
  return {
    from,
    to,
    by,
    bytes: 100,
    evidence: 'counted',
    moverEvidence: 'model',
    note: verbatim(''),
    ...changes,
  };
}

function seen(...segments: [Stage, Stage, Appearance][]): Observed {
  return {
    segments: segments.map(
      ([from, to, shows]): Segment => ({
        ...{ from, to, shows, means: 'flip', doubt: null, referenceBytes: 0, copiedBytes: 0 },
      }),
    ),
    failure: null,
    tookNs: 1,
  };
}

/** `from to: mover how`, and the rule's mover where it differs. */
const told = (hops: Hop[]) =>
  hops.map(
    ({ from, to, by, moverEvidence, ruleBy }) =>
      `${from} ${to}: ${by} ${moverEvidence}${ruleBy ? `, rule ${ruleBy}` : ''}`,
  );

const readWrite = [hop('page-cache', 'user-buffer', 'cpu'), hop('user-buffer', 'socket-buffer', 'cpu')];
const splice = [
  hop('page-cache', 'pipe-buffer', 'reference'),
  hop('pipe-buffer', 'socket-buffer', 'reference'),
];

test('without an observation the rules stand as they are, known by the model', () => {
  assert.deepEqual(witnessed(readWrite, null), readWrite);
});

test('a hop that was seen to be what the rule says is observed', () => {
  const found = witnessed(
    readWrite,
    seen(
      ['page-cache', 'socket-buffer', 'copy'],
      ['page-cache', 'user-buffer', 'copy'],
      ['user-buffer', 'socket-buffer', 'copy'],
    ),
  );
  assert.deepEqual(told(found), [
    'page-cache user-buffer: cpu observed',
    'user-buffer socket-buffer: cpu observed',
  ]);
});

test('references from end to end are references on every hop between', () => {
  assert.deepEqual(told(witnessed(splice, seen(['page-cache', 'socket-buffer', 'reference']))), [
    'page-cache pipe-buffer: reference observed',
    'pipe-buffer socket-buffer: reference observed',
  ]);
});

test('a copy over a chain is made by the one hop that was not seen to hand on references', () => {
  const observed = seen(['page-cache', 'socket-buffer', 'copy'], ['page-cache', 'pipe-buffer', 'reference']);
  assert.deepEqual(told(witnessed(splice, observed)), [
    'page-cache pipe-buffer: reference observed',
    'pipe-buffer socket-buffer: cpu observed, rule reference',
  ]);
});

test('two hops that both copy by the rules cannot be told apart by their sum', () => {
  assert.deepEqual(told(witnessed(readWrite, seen(['page-cache', 'socket-buffer', 'copy']))), [
    'page-cache user-buffer: cpu model',
    'user-buffer socket-buffer: cpu model',
  ]);
});

test('a rule that is wrong keeps its word beside what was observed', () => {
  const sendfile = [hop('page-cache', 'socket-buffer', 'reference')];
  assert.deepEqual(told(witnessed(sendfile, seen(['page-cache', 'socket-buffer', 'copy']))), [
    'page-cache socket-buffer: cpu observed, rule reference',
  ]);
  const copying = [hop('page-cache', 'socket-buffer', 'cpu')];
  assert.deepEqual(told(witnessed(copying, seen(['page-cache', 'socket-buffer', 'reference']))), [
    'page-cache socket-buffer: reference observed, rule cpu',
  ]);
});

test('a rule that leaves out the user buffer is given the hops that were seen', () => {
  const observed = seen(
    ['page-cache', 'socket-buffer', 'copy'],
    ['page-cache', 'user-buffer', 'copy'],
    ['user-buffer', 'socket-buffer', 'copy'],
  );
  assert.deepEqual(told(witnessed([hop('page-cache', 'socket-buffer', 'cpu')], observed)), [
    'page-cache user-buffer: cpu observed, rule cpu',
    'user-buffer socket-buffer: cpu observed, rule cpu',
  ]);
});

test('bytes that completions tell apart on one leg keep the kernel’s word', () => {
  const both = [
    hop('page-cache', 'socket-buffer', 'cpu', { evidence: 'kernel', moverEvidence: 'kernel' }),
    hop('page-cache', 'socket-buffer', 'reference', { evidence: 'kernel', moverEvidence: 'kernel' }),
  ];
  assert.deepEqual(told(witnessed(both, seen(['page-cache', 'socket-buffer', 'copy']))), [
    'page-cache socket-buffer: cpu observed',
    'page-cache socket-buffer: reference kernel',
  ]);
});

test('a page cache that was not bypassed refutes a device that is said to have moved the bytes', () => {
  const direct = [hop('user-buffer', 'destination-disk', 'dma')];
  assert.deepEqual(told(witnessed(direct, seen(['user-buffer', 'destination-disk', 'bypass']))), [
    'user-buffer destination-disk: dma observed',
  ]);
  assert.deepEqual(told(witnessed(direct, seen(['user-buffer', 'destination-disk', 'copy']))), [
    'user-buffer destination-disk: cpu observed, rule dma',
  ]);
});

test('a device that fetched the bytes refutes a rule that leads them through the page cache', () => {
  const buffered = [hop('user-buffer', 'destination-page-cache', 'cpu')];
  assert.deepEqual(told(witnessed(buffered, seen(['user-buffer', 'destination-disk', 'bypass']))), [
    'user-buffer destination-disk: dma observed, rule cpu',
  ]);
});

test('what was mixed or undecided changes nothing', () => {
  for (const shows of ['mixed', 'undecided'] as const)
    assert.deepEqual(witnessed(splice, seen(['page-cache', 'socket-buffer', shows])), splice);
});

test('shared extents are the kernel’s word, not the experiment’s', () => {
  const observed = seen(['disk', 'destination-disk', 'reference']);
  observed.segments[0]!.means = 'fiemap';
  assert.deepEqual(told(witnessed([hop('disk', 'destination-disk', 'reference')], observed)), [
    'disk destination-disk: reference kernel',
  ]);
});

test('an observation holds for its strategy, route and socket alone', () => {
  const one = { strategy: 'sendfile', route: 'file-to-socket', socket: 'tcp', ...seen() } as const;
  assert.equal(observedOf([one], { strategy: 'sendfile', route: 'file-to-socket', socket: 'tcp' }), one);
  assert.equal(observedOf([one], { strategy: 'sendfile', route: 'file-to-socket', socket: 'unix' }), null);
  assert.equal(observedOf([one], { strategy: 'splice', route: 'file-to-socket', socket: 'tcp' }), null);
  const pipe = { ...one, route: 'file-to-pipe' } as const;
  assert.equal(observedOf([pipe], { strategy: 'sendfile', route: 'file-to-pipe', socket: 'unix' }), pipe);
  assert.equal(observedOf(undefined, one), null);
});
