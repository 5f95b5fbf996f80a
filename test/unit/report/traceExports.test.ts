// A trace as a profile and as trace events, read back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Profile } from 'pprof-format';
import { traceChrome } from '../../../src/report/chromeTrace';
import { tracePprof } from '../../../src/report/pprof';
import { tracedRelay, tracedRun } from '../traces';

const unknown = tracedRelay({ bytes: 4096, location: null, startNs: 5000, durationNs: 0 });
const trace = tracedRun({ relays: [tracedRelay(), unknown] });

test('a profile has a sample for each relay, with its line below its route and process', () => {
  const {
    sample,
    sampleType,
    location,
    function: functions,
    stringTable,
  } = Profile.decode(tracePprof(trace));
  const text = (at: number | bigint) => stringTable.strings[Number(at)];
  assert.deepEqual(
    sampleType.map(({ type, unit }) => [text(type), text(unit)]),
    [
      ['bytes', 'bytes'],
      ['calls', 'count'],
      ['copied', 'bytes'],
    ],
  );
  const [relay] = trace.relays;
  assert.deepEqual(sample[0]!.value.map(Number), [relay!.bytes, relay!.calls, relay!.copiedBytes]);
  const stack = sample[0]!.locationId.map(id => {
    const { line } = location.find(one => Number(one.id) === Number(id))!;
    const { name, filename } = functions.find(one => Number(one.id) === Number(line[0]!.functionId))!;
    return [text(name), text(filename), Number(line[0]!.line)];
  });
  assert.deepEqual(stack, [
    ['send', '/home/me/project/server.py', 12],
    [`${relay!.from.name} -> ${relay!.to.name}`, '', 0],
    ['python3', '', 0],
  ]);
  assert.equal(sample.length, 2);
});

test('trace events: a stretch for each relay in a row of its own, none shorter than a viewer draws', () => {
  const { traceEvents } = JSON.parse(traceChrome(trace));
  const stretches = traceEvents.filter(({ ph }: { ph: string }) => ph === 'X');
  assert.deepEqual(
    stretches.map(({ pid, tid, ts, dur }: Record<string, number>) => [pid, tid, ts, dur]),
    [
      [4711, 1, 0, 4e5],
      [4711, 2, 5, 1],
    ],
  );
  assert.equal(stretches[0].args.line, '/home/me/project/server.py:12');
  const rows = traceEvents.filter(({ name }: { name: string }) => name === 'thread_name');
  assert.equal(rows.length, 2);
});

test('a trace without relays is a whole profile and a whole file of events', () => {
  const nothing = tracedRun({ relays: [] });
  assert.deepEqual(Profile.decode(tracePprof(nothing)).sample, []);
  assert.deepEqual(JSON.parse(traceChrome(nothing)).traceEvents, []);
});
