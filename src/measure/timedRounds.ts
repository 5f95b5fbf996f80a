import { isSettled } from './comparison';
import type { Progress } from './progress';
import type { Runner } from './runner';
import {
  contrastRounds,
  enoughSamples,
  expectedRounds,
  goesOn,
  mostSampledRounds,
  type Schedule,
  sampleHz,
} from './schedule';
import { withSummary } from './summary';

/** The job's interface for timed rounds. */
export interface TimedParts {
  runner: Runner;
  schedule: Schedule;
  progress: Progress;
  now: () => number;
  budgetMs: number;
  /** Tells what is known so far. */
  share(): void;
  /** So many rounds of all main cells are to come. */
  expect(rounds: number): void;
}

/** Timed rounds of the main cells until they are settled or their time is up; those of `floor` are made beside them. */
export async function timedRounds(main: number[], floor: number[], parts: TimedParts): Promise<void> {
  const { runner, schedule, progress, now, share, expect } = parts;
  const began = now();
  // How many rounds it takes to settle is not known: only a requested number gives a time.
  if (schedule.rounds !== null) progress.beginRounds();
  const settled = () => isSettled(main.map(index => withSummary(runner.transfers[index]!)));
  for (let done = 0; goesOn(schedule, done, now(), settled); done += 1) {
    await runner.round('timed', [...main, ...floor]);
    if (runner.alive(main).length === 0) return;
    progress.endRound();
    share();
    const perRound = (now() - began) / (done + 1);
    const more = expectedRounds(schedule, now(), perRound);
    expect(schedule.rounds === null ? more : more - done - 1);
  }
}

/** A few rounds with another receiver. */
export async function contrastedRounds(contrast: number[], parts: TimedParts): Promise<void> {
  const { runner, schedule, now, share } = parts;
  const until = atLeast(schedule.contrastUntil, 0.05, parts);
  const rounds = Math.min(contrastRounds, schedule.rounds ?? contrastRounds);
  for (let done = 0; done < rounds && runner.alive(contrast).length > 0; done += 1) {
    if (done > 0 && now() >= until) return;
    await runner.round('timed', contrast);
    share();
  }
}

/** Rounds of their own, so that sampling costs the timed ones nothing: until each cell has enough, or time is up. */
export async function sampledRounds(main: number[], parts: TimedParts): Promise<void> {
  const { runner, schedule, now, share } = parts;
  const lacking = () =>
    runner.alive(main).filter(index => {
      const runs = runner.transfers[index]!.runs;
      return runs.reduce((sum, run) => sum + (run.copyTime?.samples ?? 0), 0) < enoughSamples;
    });
  const until = atLeast(schedule.sampledUntil, 0.15, parts);
  for (let round = 0; round < mostSampledRounds && lacking().length > 0; round += 1) {
    if (round > 0 && now() >= until) return;
    await runner.round('sampled', lacking(), { spec: { sampleHz } });
    share();
  }
}

/** A phase's end, delayed if earlier phases took its time: it has at least that part of the budget. */
const atLeast = (until: number, part: number, { now, budgetMs }: TimedParts) =>
  Math.max(until, now() + budgetMs * part);
