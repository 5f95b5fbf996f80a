import type { Transfer } from '../model/report';
import type { Run } from '../model/sample';
import { pairedRatio, type Ratio } from './intervals';
import { senderCost, timedRuns } from './summary';

/** A figure of a run; null where the run has none. */
export type FigureOf = (run: Run) => number | null;

/**
 * One figure of two transfers, for each round that made both: rounds made at different times ran under different
 * conditions. Reports of older versions lack the round, and nothing is paired there.
 */
export function pairsOf(over: Transfer, under: Transfer, figure: FigureOf): [number, number][] {
  const below = new Map(timedRuns(under.runs).flatMap(run => (run.round ? [[run.round, figure(run)]] : [])));
  return timedRuns(over.runs).flatMap(run => {
    const top = figure(run);
    const bottom = run.round ? (below.get(run.round) ?? null) : null;
    return top !== null && bottom !== null ? [[top, bottom] as [number, number]] : [];
  });
}

/** One transfer's figure over another's, paired by round; null where no round made both. */
export function ratioOf(over: Transfer, under: Transfer, figure: FigureOf): Ratio | null {
  return pairedRatio(pairsOf(over, under, figure));
}

/** Sender's CPU time per byte of one transfer over another's; null where no round made both. */
export function costRatio(over: Transfer, under: Transfer): Ratio | null {
  return ratioOf(over, under, senderCost);
}

/** Whether the whole 95 % interval of two transfers' costs lies below 1. */
export function isCheaper(one: Transfer, other: Transfer): boolean {
  const interval = costRatio(one, other)?.interval;
  return interval ? interval.high < 1 : false;
}
