import { median, quantile, seeded } from '../../measure/statistics';
import type { Report, Transfer } from '../../model/report';
import type { Run } from '../../model/sample';
import type { Change, ComparisonRow } from '../panelProtocol';

/** Transfers that both reports measured: CPU time of the sender per KiB, after / before, with a 95 % interval. */
export function compareReports(before: Report, after: Report): { rows: ComparisonRow[]; changes: Change[] } {
  const rows = after.transfers.flatMap(transfer => {
    const earlier = before.transfers.find(candidate => sameCell(candidate, transfer));
    return earlier ? rowOf(earlier, transfer) : [];
  });
  return { rows, changes: changesOf(before, after) };
}

const sameCell = (a: Transfer, b: Transfer) =>
  a.strategy === b.strategy &&
  a.route === b.route &&
  a.chunkBytes === b.chunkBytes &&
  a.cache === b.cache &&
  a.receiver === b.receiver;

function rowOf(before: Transfer, after: Transfer): ComparisonRow[] {
  const earlier = figures(before);
  const later = figures(after);
  if (earlier.length === 0 || later.length === 0) return [];
  const ratio = independentRatio(later, earlier);
  if (!ratio) return [];
  const { strategy, chunkBytes, cache, receiver, inputBytes } = after;
  const cell = { strategy, chunkBytes, cache, receiver, inputBytes };
  const medians = { beforeNsPerKiB: median(earlier), afterNsPerKiB: median(later) };
  return [{ ...cell, ...ratio, verdict: verdictOf(ratio), ...medians }];
}

const figures = ({ runs }: Transfer) =>
  runs.filter(run => run.phase === 'timed' && run.bytes > 0).map(nsPerKiB);

const nsPerKiB = ({ bytes, sender }: Run) => (sender.userNs + sender.systemNs) / (bytes / 1024);

interface Ratio {
  ratio: number;
  low: number;
  high: number;
}

const resamples = 1000;

/**
 * Ratio of medians with a percentile bootstrap over both sides. Rounds of two reports were not made side by side, so
 * unlike within a report they can't be paired.
 */
export function independentRatio(over: number[], under: number[], seed = 20_031): Ratio | null {
  const base = median(under);
  if (base <= 0) return null;
  const random = seeded(seed);
  const drawn = (values: number[]) => median(values.map(() => values[Math.floor(random() * values.length)]!));
  const ratios = Array.from({ length: resamples }, () => drawn(over) / drawn(under))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return { ratio: median(over) / base, low: quantile(ratios, 0.025), high: quantile(ratios, 0.975) };
}

function verdictOf({ low, high }: Ratio): ComparisonRow['verdict'] {
  if (high < 1) return 'cheaper';
  return low > 1 ? 'dearer' : 'no measurable difference';
}

/** What makes two reports hard to compare: nothing of it is hidden behind a ratio. */
function changesOf(before: Report, after: Report): Change[] {
  const told: Record<Change['what'], (report: Report) => string> = {
    machine: ({ machine }) => `${machine.cpuModel}, ${machine.cpus} × ${machine.architecture}`,
    kernel: ({ machine }) => machine.kernel,
    filesystem: ({ machine: { filesystem } }) => `${filesystem.type} ${filesystem.mount}`,
    file: ({ input }) =>
      `${input.paths.join(', ')} (${input.files}, ${input.bytes} B, ${moment(input.modifiedMs)})`,
    conditions: ({ conditions }) =>
      Object.entries(conditions)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
    tool: ({ tool }) => tool,
  };
  return (Object.keys(told) as Change['what'][])
    .map(what => ({ what, before: told[what](before), after: told[what](after) }))
    .filter(change => change.before !== change.after);
}

/** A moment of a report from elsewhere may lie outside of what a date can hold. */
function moment(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString();
}
