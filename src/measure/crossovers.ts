import type { Report, Transfer } from '../model/report';
import { costRatio } from './pairing';

type Crossover = Report['crossovers'][number];
type Axis = Crossover['axis'];

/**
 * Where the order of two strategies turns along the swept axis, both sides of the turn being distinguished by their
 * 95 % intervals. `low` is the last point with the old order, `high` the first with the new one, and `fromBytes`
 * the place between where the ratio, straight on a logarithmic axis, passes 1.
 */
export function crossoversOf(transfers: readonly Transfer[], axis: Axis): Crossover[] {
  const strategies = [...new Set(transfers.filter(({ summary }) => summary).map(({ strategy }) => strategy))];
  return strategies.flatMap((one, index) =>
    strategies.slice(index + 1).flatMap(other => turns(transfers, axis, one, other)),
  );
}

interface Point {
  at: number;
  ratio: number;
}

function turns(
  transfers: readonly Transfer[],
  axis: Axis,
  one: Transfer['strategy'],
  other: Transfer['strategy'],
): Crossover[] {
  const decided = decidedPoints(transfers, axis, one, other);
  return decided.slice(1).flatMap((after, index) => {
    const before = decided[index]!;
    if (before.ratio < 1 === after.ratio < 1) return [];
    const [ahead, behind] = after.ratio < 1 ? [one, other] : [other, one];
    return [{ axis, ahead, behind, fromBytes: between(before, after), low: before.at, high: after.at }];
  });
}

/** Ratios of `one` over `other` along the axis, those alone whose interval leaves 1 out. */
function decidedPoints(
  transfers: readonly Transfer[],
  axis: Axis,
  one: Transfer['strategy'],
  other: Transfer['strategy'],
): Point[] {
  const placeOf = (transfer: Transfer) => (axis === 'size' ? transfer.inputBytes : transfer.chunkBytes);
  const partnerOf = (transfer: Transfer) =>
    transfers.find(
      candidate =>
        candidate.strategy === other &&
        candidate.chunkBytes === transfer.chunkBytes &&
        candidate.inputBytes === transfer.inputBytes &&
        candidate.receiver === transfer.receiver,
    );
  return transfers
    .filter(({ strategy }) => strategy === one)
    .flatMap(transfer => {
      const partner = partnerOf(transfer);
      const ratio = partner ? costRatio(transfer, partner) : null;
      const interval = ratio?.interval;
      if (!ratio || !interval || (interval.low <= 1 && interval.high >= 1)) return [];
      return [{ at: placeOf(transfer), ratio: ratio.estimate }];
    })
    .sort((a, b) => a.at - b.at);
}

function between(before: Point, after: Point): number {
  const [from, to] = [Math.log(before.ratio), Math.log(after.ratio)];
  const part = from / (from - to);
  return Math.round(before.at * (after.at / before.at) ** part);
}
