import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { cpuTicks, watchStart } from '../../../src/worker/startWatch';

/** Milliseconds after which a process was given up that shows these ticks, one at the start and one after each second. */
function givenUpAfter(t: TestContext, ticks: (number | null)[], seconds: number): number | null {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let at = 0;
  let after: number | null = null;
  const end = watchStart(
    1000,
    () => ticks[Math.min(at++, ticks.length - 1)]!,
    waited => {
      after = waited;
    },
  );
  for (let second = 0; second < seconds; second += 1) t.mock.timers.tick(1000);
  end();
  return after;
}

test('a process without CPU time is given up after the patience', t => {
  assert.equal(givenUpAfter(t, [5, 5], 3), 1000);
});

test('one that computes is waited for until it stops', t => {
  assert.equal(givenUpAfter(t, [5, 6, 7, 7], 5), 3000);
});

test('one that computes for ever is given up as well', t => {
  const forever = Array.from({ length: 20 }, (_, second) => second);
  assert.equal(givenUpAfter(t, forever, 5), null);
  t.mock.timers.reset();
  assert.equal(givenUpAfter(t, forever, 20), 6000);
});

test('where the system shows no CPU time, the clock alone counts', t => {
  assert.equal(givenUpAfter(t, [null], 3), 1000);
});

test('CPU time of this process is read where there is /proc', { skip: process.platform !== 'linux' }, () => {
  const { user, system } = process.cpuUsage();
  const ticks = cpuTicks(process.pid)!;
  // At least 1 ms a tick; the kernel rounds down.
  assert.ok(ticks >= 0 && ticks <= (user + system) / 1000 + 100, `${ticks} ticks`);
  assert.equal(cpuTicks(2 ** 30), null);
});
