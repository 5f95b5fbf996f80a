import type { Language } from '../model/finding';
import type { Phase } from '../model/sample';
import { isSettled } from './comparison';
import { byImportance, rowOf, runInOrder, triedBytes } from './firstRuns';
import { fewestForInterval } from './intervals';
import { comesFirst, turns } from './pacing';
import type { Runner } from './runner';
import { contrastRounds, mostRounds, sampleHz } from './schedule';
import { withSummary } from './summary';
import { trialBytes } from './trialBytes';

/** The job's interface for a run within a time. Times are milliseconds of the job's clock. */
export interface BudgetedParts {
  runner: Runner;
  now: () => number;
  began: number;
  budgetMs: number;
  language: Language | undefined;
  /** Whether samples can be taken here. */
  samples: boolean;
  /** Timed rounds of the first cells that are made even if the time is spent. */
  fewest: number;
  /** Tells the job which cells are measured in full from now on, and with which another receiver is tried. */
  chosen(main: number[], contrast: number[]): void;
  /** Reads what the chosen cells move into the page cache. */
  warm(mostBytes?: number): Promise<void>;
  /** Cuts the input of the chosen cells so that their rounds end by then, and that of `alike` equally. */
  fit(until: number, alike: number[]): void;
  share(): void;
  /** So many rounds of the chosen cells are to come. */
  expect(rounds: number): void;
}

/** Calls that are always measured: the loop, and so many of those that come first. */
const leastCalls = 4;

/** Samples are enough after a few rounds; the time ends most of them sooner. */
const mostSampledRounds = 3;

/** Measures cells within a budget: the loop and the usual calls until a verdict is possible, then the others with them. */
export async function runWithin(all: number[], contrast: number[], parts: BudgetedParts): Promise<void> {
  const { runner, language, warm, chosen } = parts;
  const isFirst = (index: number) => comesFirst(runner.cells[index]!, language);
  const first = all.filter(isFirst);
  const others = contrast.filter(isFirst);
  chosen(first, others);
  await warm(trialBytes(first.map(index => runner.cells[index]!)));
  const mostBytes = await triedBytes(first, parts);
  await warm(mostBytes);
  // What has no time among the first waits with the rest; no figure is shown for bytes that were not compared.
  const cells = first.map(index => runner.cells[index]!);
  const ordered = byImportance(cells).map(place => first[place]!);
  const warmed = await runInOrder('warm-up', ordered, {
    runner,
    until: deadline(parts, turns.start),
    mostBytes,
    least: leastCalls,
  });
  chosen(warmed, others);
  parts.fit(deadline(parts, turns.fit), [...all, ...contrast]);
  await warm();
  const early = await runInOrder('verify', warmed, {
    runner,
    until: deadline(parts, turns.verify),
    mostBytes,
    least: leastCalls,
  });
  parts.share();
  await timedUntil(early, turns.first, fewestForInterval, parts);
  const rest = all.filter(index => !early.includes(index));
  await runner.round('warm-up', rest, { mostBytes, ...within(parts, turns.rest) });
  await verify(rest, turns.rest, mostBytes, parts);
  const ready = runner.alive(rest).filter(index => hasRun(index, 'verify', parts));
  const compared = [...early, ...ready];
  const rows = new Set(compared.map(index => rowOf(runner.cells[index]!)));
  const verified = others.filter(index => rows.has(rowOf(runner.cells[index]!)));
  chosen(compared, verified);
  await timedUntil(compared, turns.rest, null, parts);
  await repeat(verified, 'timed', turns.contrast, contrastRounds, parts);
  if (parts.samples) await repeat(compared, 'sampled', turns.samples, mostSampledRounds, parts);
}

const deadline = ({ began, budgetMs }: BudgetedParts, part: number) => began + part * budgetMs;

const within = (parts: BudgetedParts, part: number) => ({ until: deadline(parts, part) });

const hasRun = (index: number, of: Phase, { runner }: BudgetedParts) =>
  runner.transfers[index]!.runs.some(({ phase }) => phase === of);

/** Only cells that were warmed up: what had no time for that has none for this. */
async function verify(cells: number[], part: number, mostBytes: number, parts: BudgetedParts): Promise<void> {
  const ready = cells.filter(index => hasRun(index, 'warm-up', parts));
  await parts.runner.round('verify', ready, { mostBytes, ...within(parts, part) });
  parts.share();
}

/** Timed rounds until that part of the budget; with `enough`, no more of them than that, else until all is settled. */
async function timedUntil(
  cells: number[],
  part: number,
  enough: number | null,
  parts: BudgetedParts,
): Promise<void> {
  const { runner, fewest, now, expect, share } = parts;
  const settled = () => isSettled(cells.map(index => withSummary(runner.transfers[index]!)));
  const goesOn = (done: number) => (enough === null ? done < mostRounds && !settled() : done < enough);
  for (let done = 0; goesOn(done); done += 1) {
    const forced = enough !== null && (done === 0 || (done < fewest && now() < deadline(parts, 1)));
    if (!forced && !fits(cells, 'timed', part, parts)) return;
    const each = Math.max(1, runner.expected(cells, 'timed'));
    expect(Math.max(1, Math.floor((deadline(parts, part) - now()) / each)));
    await runner.round('timed', cells, forced && done === 0 ? { until: Number.POSITIVE_INFINITY } : {});
    share();
  }
}

async function repeat(
  cells: number[],
  phase: 'timed' | 'sampled',
  part: number,
  most: number,
  parts: BudgetedParts,
): Promise<void> {
  const spec = phase === 'sampled' ? { sampleHz } : {};
  for (let done = 0; done < most && fits(cells, phase, part, parts); done += 1) {
    await parts.runner.round(phase, cells, { spec, ...within(parts, part) });
    parts.share();
  }
}

function fits(cells: number[], phase: Phase, part: number, parts: BudgetedParts): boolean {
  const alive = parts.runner.alive(cells);
  return alive.length > 0 && parts.now() + parts.runner.expected(alive, phase) <= deadline(parts, part);
}
