import { transferKey } from '../model/figures';
import type { Report, Transfer } from '../model/report';
import type { Change, ComparisonRow, ReportComparison } from '../model/reportComparison';
import { verdictOf } from './comparison';
import { independentRatio } from './intervals';
import { isWholeCost } from './ranking';
import { median } from './statistics';
import { senderCost, timedRuns } from './summary';

/**
 * Transfers that both reports measured: CPU time of the sender per KiB, after / before. Rounds of two reports were not
 * made side by side, so unlike within a report they are not paired.
 */
export function compareReports(before: Report, after: Report): ReportComparison {
  const rows = after.transfers.flatMap(transfer => {
    const earlier = earlierOf(transfer, before, after);
    return earlier ? rowOf(earlier, transfer) : [];
  });
  return { rows, changes: changesOf(before, after) };
}

/**
 * The same transfer in the report before. A run moves less of a large file where its time is short, so of one file the
 * bytes moved may differ, unless either run moved several sizes: costs are per KiB.
 */
function earlierOf(transfer: Transfer, before: Report, after: Report): Transfer | undefined {
  const exact = before.transfers.find(candidate => sameCell(candidate, transfer));
  if (exact || before.input.bytes !== after.input.bytes) return exact;
  const { inputBytes } = transfer;
  const alike = ({ transfers }: Report) =>
    transfers.filter(candidate => sameCell({ ...candidate, inputBytes }, transfer));
  const [earlier, ...more] = alike(before);
  return more.length === 0 && alike(after).length === 1 ? earlier : undefined;
}

const sameCell = (a: Transfer, b: Transfer) => a.route === b.route && transferKey(a) === transferKey(b);

function rowOf(before: Transfer, after: Transfer): ComparisonRow[] {
  const earlier = figures(before);
  const later = figures(after);
  // As within a report: an incomplete cost is not compared.
  if (earlier.length === 0 || later.length === 0 || !isWholeCost(before) || !isWholeCost(after)) return [];
  const ratio = independentRatio(later, earlier);
  if (!ratio) return [];
  const { strategy, chunkBytes, cache, receiver, inputBytes, variant } = after;
  const cell = { strategy, chunkBytes, cache, receiver, inputBytes, ...(variant ? { variant } : {}) };
  const medians = { beforeNsPerKiB: median(earlier), afterNsPerKiB: median(later) };
  const { inputBytes: beforeBytes } = before;
  const { estimate, interval, n } = ratio;
  const range = { low: interval?.low ?? null, high: interval?.high ?? null };
  return [{ ...cell, ratio: estimate, ...range, n, verdict: verdictOf(ratio), beforeBytes, ...medians }];
}

const figures = ({ runs }: Transfer) => timedRuns(runs).flatMap(run => senderCost(run) ?? []);

/** The differences that make two reports hard to compare; they are shown beside the ratios. */
function changesOf(before: Report, after: Report): Change[] {
  const textOf: Record<Change['what'], (report: Report) => string> = {
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
  return (Object.keys(textOf) as Change['what'][])
    .map(what => ({ what, before: textOf[what](before), after: textOf[what](after) }))
    .filter(change => change.before !== change.after);
}

/** A moment of a report from elsewhere may lie outside of what a date can hold. */
function moment(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString();
}
