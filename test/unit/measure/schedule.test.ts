import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Progress } from '../../../src/measure/progress';
import { expectedRounds, goesOn, scheduleOf } from '../../../src/measure/schedule';
import { verbatim } from '../../../src/model/message';

test('time is shared out: timing, contrast, samples', () => {
  const schedule = scheduleOf({
    rounds: null,
    budgetMs: 10_000,
    began: 1000,
    decides: false,
    hasContrast: true,
    hasSamples: true,
  });
  assert.deepEqual(
    [schedule.timedUntil, schedule.contrastUntil, schedule.sampledUntil],
    [7000, 8500, 11_000],
  );
  const bare = scheduleOf({
    rounds: null,
    budgetMs: 10_000,
    began: 0,
    decides: false,
    hasContrast: false,
    hasSamples: false,
  });
  assert.equal(bare.timedUntil, 10_000);
});

test('at least three rounds within the time, at least seven before they may settle, at most sixty', () => {
  const schedule = scheduleOf({
    rounds: null,
    budgetMs: 1000,
    began: 0,
    decides: false,
    hasContrast: false,
    hasSamples: false,
  });
  const goes = (done: number, now: number, settled = false) => goesOn(schedule, done, now, () => settled);
  const late = { ...schedule, timedUntil: 600 };
  assert.deepEqual(
    [2, 3].map(done => goesOn(late, done, 700, () => false)),
    [true, false],
    'of the time for samples',
  );
  assert.deepEqual([goes(0, 9999), goes(1, 9999)], [true, false]);
  assert.deepEqual([goes(6, 0, true), goes(7, 0, true), goes(7, 0, false)], [true, false, true]);
  assert.equal(goes(60, 0), false);
  const deciding = { ...schedule, fewest: 7 };
  assert.deepEqual(
    [6, 7].map(done => goesOn({ ...deciding, timedUntil: 600 }, done, 700, () => false)),
    [true, false],
    'a claim takes the rounds of an interval',
  );
  const asked = { ...schedule, rounds: 2 };
  assert.deepEqual([goesOn(asked, 1, 9999, () => true), goesOn(asked, 2, 0, () => false)], [true, false]);
  assert.equal(expectedRounds(schedule, 0, 100), 10);
  assert.equal(expectedRounds(schedule, 0, 1), 60);
  assert.equal(expectedRounds(schedule, 9999, 100), 3);
});

test('progress tells the time left from whole rounds alone, never from a warm-up', () => {
  let now = 0;
  const progress = new Progress(() => now);
  progress.expect(1000);
  const left = () => progress.event(verbatim('a'), 0).msLeft;
  now = 5000; // A warm-up that was five times as slow as what follows.
  progress.finish(100);
  assert.equal(left(), null);
  progress.beginRounds(() => 0);
  now = 6000;
  progress.finish(100);
  assert.equal(left(), null, 'a part of a round may be its slowest cell');
  progress.endRound();
  assert.equal(left(), 8000);
  progress.finish(1000);
  assert.deepEqual([progress.event(verbatim('a'), 0).bytesPlanned, left()], [1200, 0]);
});

test('progress adds the time of what follows the rounds, and tells none once they are over', () => {
  let now = 0;
  const progress = new Progress(() => now);
  progress.expect(300, 5000);
  progress.beginRounds(from => (from === 3000 ? 700 : 0));
  now = 1000;
  progress.finish(100);
  progress.endRound();
  const event = progress.event(verbatim('a'), 0);
  assert.deepEqual([event.msLeft, event.bytesPlanned], [2700, 5300]);
  now = 3000; // The second round took twice as long.
  progress.finish(100);
  progress.endRound();
  assert.equal(progress.event(verbatim('a'), 0).msLeft, null);
  progress.endRounds();
  assert.equal(progress.event(verbatim('a'), 0).msLeft, null);
});
