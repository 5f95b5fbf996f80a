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

/** Cells by their part in a job: `floor` is timed beside the main ones, contrasts and samples come after them. */
export interface TimedCells {
  main: number[];
  floor: number[];
  contrast: number[];
  samples: boolean;
}

/** Timed rounds of the main cells until they are settled or their time is up. */
export async function timedRounds(cells: TimedCells, parts: TimedParts): Promise<void> {
  const { main, floor } = cells;
  const { runner, schedule, progress, now, share, expect } = parts;
  const began = now();
  // How many rounds it takes to settle is not known: only a requested number gives a time.
  if (schedule.rounds !== null) progress.beginRounds(from => msAfter(cells, from, parts));
  const settled = () => isSettled(main.map(index => withSummary(runner.transfers[index]!)));
  for (let done = 0; goesOn(schedule, done, now(), settled); done += 1) {
    // The first round is always made: figures without it would be none.
    await runner.round('timed', [...main, ...floor], done === 0 ? { until: Number.POSITIVE_INFINITY } : {});
    if (runner.alive(main).length === 0) break;
    progress.endRound();
    share();
    const perRound = (now() - began) / (done + 1);
    const more = expectedRounds(schedule, now(), perRound);
    expect(schedule.rounds === null ? more : more - done - 1);
  }
  progress.endRounds();
}

/**
 * Milliseconds that contrasts and samples take if the timed rounds end at `from`, by the pace of the timed rounds. Null
 * where most of the time is the samples' and no deadline ends them: a sampled run is not timed before it is made, and of
 * 1 MiB the pace of the timed rounds gave estimates that were too short by a factor of up to 1.97.
 */
function msAfter({ main, contrast, samples }: TimedCells, from: number, parts: TimedParts): number | null {
  const { runner, schedule } = parts;
  const bytes = (cells: number[]) =>
    runner.alive(cells).reduce((sum, index) => sum + runner.cells[index]!.inputBytes, 0);
  const mainMs = runner.expected(main, 'timed');
  const contrastMs = (mainMs * bytes(contrast)) / Math.max(1, bytes(main));
  const contrasted = Math.min(
    contrastMs * contrastedMost(schedule),
    atLeast(schedule.contrastUntil, 0.05, from, parts) - from + contrastMs / 2,
  );
  if (!samples) return contrasted;
  const sampledFrom = from + contrasted;
  const enough = runner.alive(main).reduce((sum, index) => {
    const { systemNs = 0, userNs = 0 } = runner.transfers[index]!.runs.at(-1)?.sender ?? {};
    const rounds = ((enoughSamples / sampleHz) * 1e9) / Math.max(1, systemNs + userNs);
    return sum + runner.expected([index], 'timed') * Math.min(mostSampledRounds, Math.ceil(rounds));
  }, 0);
  const until = atLeast(schedule.sampledUntil, 0.15, sampledFrom, parts);
  const inTime = until - sampledFrom + mainMs / 2;
  if (enough < inTime && enough > mainMs * (schedule.rounds ?? 0)) return null;
  return contrasted + Math.min(enough, inTime);
}

const contrastedMost = ({ rounds }: Schedule) => Math.min(contrastRounds, rounds ?? contrastRounds);

/** A few rounds with another receiver. */
export async function contrastedRounds(contrast: number[], parts: TimedParts): Promise<void> {
  const { runner, schedule, now, share } = parts;
  const until = atLeast(schedule.contrastUntil, 0.05, now(), parts);
  const rounds = contrastedMost(schedule);
  for (let done = 0; done < rounds && runner.alive(contrast).length > 0; done += 1) {
    if (done > 0 && now() >= Math.min(until, schedule.deadline)) return;
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
  const until = atLeast(schedule.sampledUntil, 0.15, now(), parts);
  for (let round = 0; round < mostSampledRounds && lacking().length > 0; round += 1) {
    if (round > 0 && now() >= Math.min(until, schedule.deadline)) return;
    await runner.round('sampled', lacking(), { spec: { sampleHz } });
    share();
  }
}

/** The end of a phase that begins at `from`, delayed if earlier ones took its time: it has at least that part. */
const atLeast = (until: number, part: number, from: number, { budgetMs }: TimedParts) =>
  Math.max(until, from + budgetMs * part);
