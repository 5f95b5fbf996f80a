import type { Comparison, Transfer } from '../model/report';
import { seed } from './plan';
import { isWholeCost } from './ranking';
import { type Interval, isNarrow, pairedRatio } from './statistics';
import { senderCost, timedRuns } from './summary';
import { nameOf } from './wording';

/** Chunk of the baseline where several are measured: the buffer most programs use that chose one. */
const usualChunk = 64 * 1024;

/** Transfers under equal conditions: only those may be set against each other. */
const conditionsOf = ({ route, cache, receiver, inputBytes, variant }: Transfer) =>
  [route, cache, receiver, inputBytes, variant ?? ''].join('|');

export function groupsOf(transfers: readonly Transfer[]): Transfer[][] {
  const groups = new Map<string, Transfer[]>();
  for (const transfer of transfers) {
    const key = conditionsOf(transfer);
    groups.set(key, [...(groups.get(key) ?? []), transfer]);
  }
  return [...groups.values()];
}

/** What the others of a group are held against: read-write, with the usual chunk where there is one; null of none. */
export function baselineOf(group: readonly Transfer[]): Transfer | null {
  const measured = group.filter(({ summary }) => summary !== null);
  const loops = measured.filter(({ strategy }) => strategy === 'read-write');
  const usual = (transfers: Transfer[]) => transfers.find(({ chunkBytes }) => chunkBytes === usualChunk);
  return usual(loops) ?? loops[0] ?? usual(measured) ?? measured[0] ?? null;
}

/**
 * Sender's CPU time per byte of one transfer over another's in the same rounds: the k-th timed round of each was
 * made in the same round of all. Null where no round counts.
 */
export function costRatio(over: Transfer, under: Transfer): Interval | null {
  const below = timedRuns(under.runs);
  const pairs = timedRuns(over.runs).flatMap((run, round) => {
    const other = below[round];
    const costs = [senderCost(run), other ? senderCost(other) : null] as const;
    return costs[0] !== null && costs[1] !== null ? [[costs[0], costs[1]] as const] : [];
  });
  return pairedRatio(pairs, seed);
}

function verdictOf({ low, high, n }: Interval): Comparison['verdict'] {
  if (n < 2 || (low <= 1 && high >= 1)) return 'no measurable difference';
  return high < 1 ? 'cheaper' : 'dearer';
}

/** Every measured transfer against its group's baseline. */
export function compare(transfers: readonly Transfer[]): Comparison[] {
  return groupsOf(transfers).flatMap(group => {
    const baseline = baselineOf(group);
    if (!baseline) return [];
    return group.flatMap(transfer => {
      if (transfer === baseline || !transfer.summary || !isWholeCost(transfer)) return [];
      const interval = costRatio(transfer, baseline);
      return interval ? [comparisonOf(transfer, baseline, interval)] : [];
    });
  });
}

function comparisonOf(transfer: Transfer, baseline: Transfer, interval: Interval): Comparison {
  const { strategy, chunkBytes, cache, receiver, inputBytes, variant } = transfer;
  return {
    ...{ strategy, chunkBytes, cache, receiver, inputBytes },
    ...(variant === undefined ? {} : { variant }),
    ratio: interval.estimate,
    low: interval.low,
    high: interval.high,
    verdict: verdictOf(interval),
    against: nameOf(baseline),
  };
}

/** Whether every ratio's interval is narrow enough to stop; so where there is but one transfer to measure. */
export function isSettled(transfers: readonly Transfer[]): boolean {
  return groupsOf(transfers).every(group => {
    const baseline = baselineOf(group);
    if (!baseline) return true;
    return group.every(transfer => {
      if (transfer === baseline || !transfer.summary) return true;
      const interval = costRatio(transfer, baseline);
      return interval === null || isNarrow(interval);
    });
  });
}
