import type { Transfer } from '../model/report';
import { complexityOf } from '../model/runtimeCalls';
import { traitsOf } from '../model/strategy';
import { fewestForChance, isBelowOne } from './intervals';
import { pairsOf } from './pairing';
import { senderCost } from './summary';

/** Rows that may be ranked by the sender's CPU time: complete, verified, without fallback, all work accounted for. */
export function isRankable({ summary, failed, integrity, strategy, runs }: Transfer): boolean {
  const own = runs.every(({ ranAs }) => ranAs.strategy === strategy);
  return summary !== null && !failed && integrity?.ok !== false && own && isWholeCost({ strategy, runs });
}

/** Before Linux 5.12 io_uring's polling thread works outside the process, and its time is unknown. */
export function isWholeCost({ strategy, runs }: Pick<Transfer, 'strategy' | 'runs'>): boolean {
  return !traitsOf(strategy).kernelPolls || runs.every(({ helperNs }) => (helperNs ?? 0) > 0);
}

/** Median CPU time of the sender, ns per KiB; infinite where nothing was measured. */
export const costOf = ({ summary }: Transfer) => summary?.cpuNsPerKiB.median ?? Number.POSITIVE_INFINITY;

/** The rankable row with the least median cost. */
export function cheapest(group: readonly Transfer[]): Transfer | null {
  return [...group].filter(isRankable).sort((a, b) => costOf(a) - costOf(b))[0] ?? null;
}

/** Chance that the set of the cheapest leaves out the one that really is. */
const error = 0.05;

/** Any other row may exclude a row, so each comparison gets an equal share of the error probability (Bonferroni). */
const share = (rows: number) => error / Math.max(1, rows - 1);

/**
 * The rows that no other one is shown to be cheaper than, cheapest median first: with 95 % the truly cheapest is among
 * them, however many were compared. With too few rounds these are all rows.
 */
export function cheapestSet(group: readonly Transfer[]): Transfer[] {
  const rows = [...group].filter(isRankable).sort((a, b) => costOf(a) - costOf(b));
  const chance = share(rows.length);
  return rows.filter(row => !rows.some(rival => isBelowOne(pairsOf(rival, row, senderCost), chance)));
}

/** The simplest call of rows that come cheapest first, and the others. */
export function simplestOf(rows: readonly Transfer[]): { winner: Transfer; ties: Transfer[] } {
  const [winner, ...ties] = [...rows].sort((a, b) => complexityOf(a.strategy) - complexityOf(b.strategy));
  return { winner: winner!, ties };
}

/** Timed rounds without which no row of a group of this size can be left out of its set. */
export function fewestToRank(rows: number): number {
  return fewestForChance(share(rows));
}
