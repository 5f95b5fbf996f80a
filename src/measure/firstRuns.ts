// The untimed first runs of a job with a time: the rows that they leave time for are measured, the others are left out.
import { turns, usual } from './pacing';
import type { Cell } from './plan';
import { type Runner, warmUpBytes } from './runner';
import { trialBytes } from './trialBytes';

/** Rows without which nothing can be compared: a job warms and verifies so many, however slow the machine is. */
export const leastRows = 2;

/** Points of each of those rows without which a sweep has no curve. */
export const leastPoints = 3;

export interface FirstRunParts {
  runner: Runner;
  /** Milliseconds. */
  now: () => number;
  budgetMs: number;
}

/** Bytes that a run may move before any timed one, so that the first figures come soon on a slow or busy machine too. */
export async function triedBytes(
  cells: readonly number[],
  { runner, budgetMs }: FirstRunParts,
): Promise<number> {
  const alive = runner.alive(cells);
  const mostBytes = trialBytes(alive.map(index => runner.cells[index]!));
  // The cell whose calls move the fewest bytes: its pace suits the others too.
  const index = alive.find(one => trialBytes([runner.cells[one]!]) === mostBytes) ?? alive[0];
  if (index === undefined) return warmUpBytes;
  await runner.round('warm-up', [index], { mostBytes });
  const most = (budgetMs * turns.warmUp) / cells.length;
  const fitting = (mostBytes * most) / Math.max(1, runner.expected([index], 'warm-up', { mostBytes }));
  return Math.round(Math.min(warmUpBytes, Math.max(mostBytes, fitting)));
}

/**
 * One run of each cell in the order given, until that time; `least` of them are run anyway. Returns the cells that ran.
 */
export async function runInOrder(
  phase: 'warm-up' | 'verify',
  cells: readonly number[],
  {
    runner,
    until,
    mostBytes,
    least = leastRows,
  }: { runner: Runner; until: number; mostBytes: number; least?: number },
): Promise<number[]> {
  const ran: number[] = [];
  for (const index of runner.alive(cells)) {
    const forced = ran.length < least;
    await runner.round(phase, [index], { mostBytes, until: forced ? Number.POSITIVE_INFINITY : until });
    const { runs, failed } = runner.transfers[index]!;
    if (!failed && runs.some(run => run.phase === phase)) ran.push(index);
  }
  return ran;
}

/**
 * The first cells, in their order, of which so many timed rounds end by then: a costlier one is left out, but none of
 * the first `least`.
 */
export function affordable(
  cells: readonly number[],
  rounds: number,
  { runner, now, until, least }: { runner: Runner; now: () => number; until: number; least: number },
): number[] {
  let left = until - now();
  return runner.alive(cells).filter((index, place) => {
    const ms = runner.expected([index], 'timed') * rounds;
    if (place >= least && ms > left) return false;
    left -= ms;
    return true;
  });
}

/**
 * Cells with the important ones first: of read-write and its usual rival each point of a sweep, the middle ones before
 * those between them, then the other usual calls, then the rest.
 */
export function byImportance(cells: readonly Cell[]): number[] {
  const points = [...new Set(cells.map(pointOf))];
  const pointRank = new Map(halving(points).map((point, rank) => [point, rank]));
  const strategies = [...new Set(cells.filter(cell => !cell.unsupported).map(({ spec }) => spec.strategy))];
  const firstTwo = [...new Set([...usual.filter(name => strategies.includes(name)), ...strategies])].slice(
    0,
    leastRows,
  );
  const tier = ({ spec: { strategy } }: Cell) =>
    firstTwo.includes(strategy) ? 0 : usual.includes(strategy) ? 1 : 2;
  const rank = (cell: Cell) => tier(cell) * points.length + pointRank.get(pointOf(cell))!;
  return cells.map((_, index) => index).sort((a, b) => rank(cells[a]!) - rank(cells[b]!));
}

/** The row of a table that a cell belongs to, whatever its receiver. */
export const rowOf = ({ spec }: Cell) => `${spec.strategy} ${spec.chunkBytes}`;

const pointOf = ({ spec, inputBytes }: Cell) => `${spec.chunkBytes} ${inputBytes}`;

/** The middle one, then the middles of both halves, and so on: any beginning of it spans the whole. */
function halving<T>(all: readonly T[]): T[] {
  const ordered: T[] = [];
  const parts: (readonly T[])[] = [all];
  for (const part of parts) {
    if (part.length === 0) continue;
    const middle = Math.floor(part.length / 2);
    ordered.push(part[middle]!);
    parts.push(part.slice(0, middle), part.slice(middle + 1));
  }
  return ordered;
}
