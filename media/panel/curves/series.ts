import { requestedTransfers } from '../../../src/model/figures';
import type { SweepAxis } from '../../../src/model/job';
import type { Report, Spread, Transfer } from '../../../src/model/report';

export const metrics = ['cpu', 'throughput'] as const;
export type Metric = (typeof metrics)[number];

export interface Curve {
  strategy: string;
  cache: Transfer['cache'];
  /** One for each of the sweep's points; null where it was not measured. */
  points: (Spread | null)[];
}

export interface Sweep {
  axis: SweepAxis;
  /** Bytes, ascending. */
  at: number[];
  curves: Curve[];
}

/** The sweep a report holds: the axis with most points; null where nothing was swept. */
export function sweepOf({ transfers, conditions }: Report, metric: Metric): Sweep | null {
  const measured = requestedTransfers(transfers).filter(({ summary }) => summary !== null);
  const points = (axis: Sweep['axis']) =>
    [...new Set(measured.map(transfer => place(transfer, axis)))].sort((a, b) => a - b);
  const [chunks, sizes] = [points('chunk'), points('size')];
  const ofCalls = conditions.swept === 'message' ? 'message' : 'chunk';
  const axis = sizes.length > chunks.length ? 'size' : ofCalls;
  const at = axis === 'size' ? sizes : chunks;
  if (at.length < 3) return null;
  return { axis, at, curves: curvesOf(measured, axis, at, metric) };
}

/** The size from which on a strategy costs at most a tenth more CPU time than the cheapest; null where it never does. */
export function goodFrom({ at, curves }: Sweep, strategy: string): number | null {
  const own = curves.find(curve => curve.strategy === strategy);
  const isGood = (index: number) => {
    const cost = own?.points[index]?.median;
    const least = Math.min(...curves.map(({ points }) => points[index]?.median ?? Number.POSITIVE_INFINITY));
    return cost !== undefined && cost <= 1.1 * least;
  };
  const bad = at.findLastIndex((_, index) => !isGood(index));
  return at[bad + 1] ?? null;
}

function place(transfer: Transfer, axis: Sweep['axis']): number {
  return axis === 'size' ? transfer.inputBytes : transfer.chunkBytes;
}

function curvesOf(transfers: Transfer[], axis: Sweep['axis'], at: number[], metric: Metric): Curve[] {
  const groups = new Map<string, Transfer[]>();
  for (const transfer of transfers) {
    const name = `${transfer.strategy} ${transfer.cache}`;
    groups.set(name, [...(groups.get(name) ?? []), transfer]);
  }
  return [...groups.values()].map(group => ({
    strategy: group[0]!.strategy,
    cache: group[0]!.cache,
    points: at.map(bytes =>
      figure(
        group.find(transfer => place(transfer, axis) === bytes),
        metric,
      ),
    ),
  }));
}

function figure(transfer: Transfer | undefined, metric: Metric): Spread | null {
  const summary = transfer?.summary;
  if (!summary) return null;
  const spread = metric === 'cpu' ? summary.cpuNsPerKiB : summary.bytesPerSecond;
  // A logarithmic axis can't show 0.
  return spread.median > 0 ? spread : null;
}
