// Watches of running processes by engine ptrace: they end, or their tracer does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { iopathTrace, parseTrace } from '../native/traced';
import { until } from '../until';
import {
  childrenOf,
  ended,
  filled,
  forever,
  isGone,
  isTraced,
  source,
  start,
  stateOf,
  watching,
} from './tracing';

test('a running process is watched, estimated, and left running', async () => {
  const watched = start(forever);
  await until('a first copy', filled);
  const { code, out, err } = iopathTrace([
    '--json',
    '--engine',
    'ptrace',
    '--pid',
    String(watched.pid),
    '--seconds',
    '2',
  ]);
  assert.equal(code, 0, err);
  const trace = parseTrace(out);
  assert.equal(trace.exitCode, null);
  assert.equal(trace.relays[0]?.from.name, source);
  assert.ok(trace.relays[0].verified);
  assert.ok(trace.estimate !== null && trace.estimate.factor > 1, JSON.stringify(trace.estimate));
  assert.ok(trace.blindSpots.some(({ kind }) => kind === 'between-windows'));
  assert.ok(!isTraced(watched.pid!));
  assert.ok(!isGone(watched.pid!) && !'tT'.includes(stateOf(watched.pid!)));
  watched.kill('SIGKILL');
});

test('a watched process that ends is a result', async () => {
  const watched = start(['sleep', '1000']);
  const { child, out } = await watching(watched.pid!);
  watched.kill('SIGKILL');
  assert.equal(await ended(child), 0);
  assert.deepEqual(parseTrace(out()).relays, []);
});

test('a killed tracer leaves the process that it watched running', async () => {
  const watched = start(forever);
  await until('a first copy', filled);
  const { child } = await watching(watched.pid!);
  process.kill(childrenOf(child.pid!)[0]!, 'SIGKILL');
  assert.equal(await ended(child), 3);
  await until('a running state', () => 'RSD'.includes(stateOf(watched.pid!)));
  watched.kill('SIGKILL');
});
