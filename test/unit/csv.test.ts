import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report, Transfer } from '../../src/model/report';
import type { Run } from '../../src/model/sample';
import { csvOf } from '../../src/report/csv';

const usage = {
  tid: 1,
  cpu: null,
  cpuNs: 30,
  userNs: 10,
  systemNs: 20,
  voluntarySwitches: 1,
  involuntarySwitches: 2,
  minorFaults: 3,
  majorFaults: 0,
};
const run = {
  phase: 'timed',
  round: 7,
  bytes: 1024,
  wallNs: 99,
  sender: usage,
  receiver: null,
  syscalls: {
    read: { calls: 2, bytes: 1024, short: 1, errors: { EINTR: 3 } },
    write: { calls: 1, bytes: 1024, short: 0, errors: {} },
  },
  ranAs: { strategy: 'read-write', because: null },
  helperNs: 7000,
  deviceReadBytes: 0,
  cachedBytes: 1024,
} as unknown as Run;
const transfer = {
  strategy: 'read-write',
  route: 'file-to-socket',
  chunkBytes: 512,
  cache: 'warm',
  receiver: 'poll',
  inputBytes: 1024,
  variant: '=evil("a,b")',
  runs: [run, run],
} as unknown as Transfer;

const csv = csvOf({ transfers: [transfer] } as unknown as Report);
const [head = '', first = '', second = '', rest] = csv.split('\r\n');

test('a row for each round, of as many cells as the head has titles', () => {
  assert.equal(rest, '');
  assert.equal(first.replace(/"[^"]*(""[^"]*)*"/g, 'x').split(',').length, head.split(',').length);
  assert.match(second, /,2,timed,/);
});

test('calls are summed over syscalls, and what was not measured is empty', () => {
  const cells = first.split(',').slice(-14);
  assert.deepEqual(cells, ['0', '7000', '', '', '', '', '', '3', '1', '3', '0', '1024', '', '7']);
});

test('text is quoted where it must be and never a formula', () => {
  assert.ok(first.includes(`"'=evil(""a,b"")"`), first);
});
