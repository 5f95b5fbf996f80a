// The short rounds by which a search for the best calls tries many.
import { runInOrder } from './firstRuns';
import type { Runner } from './runner';
import { trialBytes } from './trialBytes';

/** First runs that a trial moves at least: 4 MiB, one call of the largest chunk that is tried. */
const leastFirstRuns = 4;
/** Rounds that trials are cut to fit. */
const wantedRounds = 2;
const mostRounds = 7;

export interface TrialTime {
  runner: Runner;
  /** Milliseconds, as `until` counts them. */
  now: () => number;
  until: number;
}

/** Part of the time that the warm-ups may take; it decides how many trials there are. */
const warmUpPart = 0.4;

/**
 * Warms trials up in their order, as many as the time holds, and runs timed rounds of these until it is spent. The first
 * round is always made.
 */
export async function trialRounds(indices: readonly number[], time: TrialTime): Promise<void> {
  const { runner, now, until } = time;
  const warm = {
    runner,
    mostBytes: leastBytes(indices, runner),
    until: now() + (until - now()) * warmUpPart,
  };
  const tried = await runInOrder('warm-up', indices, warm);
  shorten(tried, time);
  await runner.round('timed', tried, { until: Number.POSITIVE_INFINITY });
  for (let done = 1; done < mostRounds && now() < until; done += 1)
    await runner.round('timed', tried, { until });
}

/** Cuts the trials alike so that their rounds end in time: dozens of them on a slow machine would take the whole budget. */
function shorten(indices: readonly number[], { runner, now, until }: TrialTime): void {
  const left = Math.max(0, until - now());
  const part = left / Math.max(1, runner.expected(indices, 'timed') * (wantedRounds + 1));
  if (part >= 1) return;
  const least = leastBytes(indices, runner);
  for (const index of indices) {
    const { inputBytes } = runner.cells[index]!;
    runner.shorten(index, Math.max(least, Math.floor(inputBytes * part)));
  }
}

const leastBytes = (indices: readonly number[], { cells }: Runner): number =>
  leastFirstRuns * trialBytes(indices.map(index => cells[index]!));
