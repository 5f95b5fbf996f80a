// The short rounds by which a search for the best calls tries many.
import type { Runner } from './runner';

/** Fewest bytes of a trial: one call of the largest chunk that is tried. */
const leastTrialBytes = 4 * 1024 * 1024;
const fewestRounds = 2;
const mostRounds = 7;

export interface TrialTime {
  runner: Runner;
  /** Milliseconds, as `until` counts them. */
  now: () => number;
  until: number;
}

/** Warms trials up and runs timed rounds of them, two at least, more until the time is spent. */
export async function trialRounds(indices: readonly number[], time: TrialTime): Promise<void> {
  const { runner, now, until } = time;
  await runner.round('warm-up', indices, { mostBytes: leastTrialBytes });
  shorten(indices, time);
  for (let done = 0; done < fewestRounds || (done < mostRounds && now() < until); done += 1)
    await runner.round('timed', indices);
}

/** Cuts the trials alike so that their rounds end in time: dozens of them on a slow machine would take the whole budget. */
function shorten(indices: readonly number[], { runner, now, until }: TrialTime): void {
  const left = Math.max(0, until - now());
  const part = left / Math.max(1, runner.expected(indices, 'timed') * (fewestRounds + 1));
  if (part >= 1) return;
  for (const index of indices) {
    const { inputBytes } = runner.cells[index]!;
    runner.shorten(index, Math.max(leastTrialBytes, Math.floor(inputBytes * part)));
  }
}
