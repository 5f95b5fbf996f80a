import { nameOf } from '../messages/words';
import type { SweepAxis } from '../model/job';
import type { Comparison, Transfer } from '../model/report';
import { isNarrow, type Ratio } from './intervals';
import { costRatio } from './pairing';
import { isWholeCost } from './ranking';

/** Chunk of the baseline where several are measured: the buffer most programs use that chose one. */
export const usualChunk = 64 * 1024;

/** Transfers under equal conditions: only those may be set against each other. */
const conditionsOf = ({ route, cache, receiver, inputBytes, variant }: Transfer) =>
  [route, cache, receiver, inputBytes, variant ?? ''].join('|');

/** Rows that may be set against each other; points of a chunk sweep only where their chunks are the same. */
export function groupsOf(transfers: readonly Transfer[], { byChunk = false } = {}): Transfer[][] {
  const groups = new Map<string, Transfer[]>();
  for (const transfer of transfers) {
    const key = conditionsOf(transfer) + (byChunk ? `|${transfer.chunkBytes}` : '');
    groups.set(key, [...(groups.get(key) ?? []), transfer]);
  }
  return [...groups.values()];
}

/** The baseline of a group: read-write, with the usual chunk if there is one; null for an empty group. */
export function baselineOf(group: readonly Transfer[]): Transfer | null {
  const measured = group.filter(({ summary }) => summary !== null);
  const loops = measured.filter(({ strategy }) => strategy === 'read-write');
  const usual = (transfers: Transfer[]) => transfers.find(({ chunkBytes }) => chunkBytes === usualChunk);
  return usual(loops) ?? loops[0] ?? usual(measured) ?? measured[0] ?? null;
}

/** The verdict of a ratio; none if the rounds are too few for an interval. */
export function verdictOf({ interval }: Ratio): Comparison['verdict'] {
  if (!interval) return 'too few rounds';
  if (interval.high < 1) return 'cheaper';
  return interval.low > 1 ? 'costlier' : 'no measurable difference';
}

/** Whether a sweep's points differ in their chunks. */
export const isChunkSweep = (swept: SweepAxis | null | undefined): boolean =>
  swept === 'chunk' || swept === 'message';

/** Every measured transfer against its group's baseline. */
export function compare(transfers: readonly Transfer[], swept: SweepAxis | null = null): Comparison[] {
  return groupsOf(transfers, { byChunk: isChunkSweep(swept) }).flatMap(group => {
    const baseline = baselineOf(group);
    if (!baseline) return [];
    return group.flatMap(transfer => {
      if (transfer === baseline || !transfer.summary || !isWholeCost(transfer)) return [];
      const ratio = costRatio(transfer, baseline);
      return ratio ? [comparisonOf(transfer, baseline, ratio)] : [];
    });
  });
}

function comparisonOf(transfer: Transfer, baseline: Transfer, ratio: Ratio): Comparison {
  const { strategy, chunkBytes, cache, receiver, inputBytes, variant } = transfer;
  return {
    ...{ strategy, chunkBytes, cache, receiver, inputBytes },
    ...(variant === undefined ? {} : { variant }),
    ratio: ratio.estimate,
    low: ratio.interval?.low ?? null,
    high: ratio.interval?.high ?? null,
    n: ratio.n,
    verdict: verdictOf(ratio),
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
      const ratio = costRatio(transfer, baseline);
      return ratio === null || isNarrow(ratio);
    });
  });
}
