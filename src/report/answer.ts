import { requestedTransfers, transferKey } from '../model/figures';
import type { Comparison, Report, Transfer } from '../model/report';
import { hasZeroCopyCall } from '../model/runtimeCalls';

/** The answer of a report: one transfer and the one it is compared with. */
export interface Answer {
  /**
   * `saves`: shown to take less CPU. `unsure`: it may, but the rounds do not show it. `keep`: nothing takes less.
   * `no-call`: the language has no call that copies less. `alone`: nothing to compare with.
   */
  kind: 'saves' | 'unsure' | 'keep' | 'no-call' | 'alone';
  best: Transfer;
  baseline: Transfer;
  /** CPU time of `best` over that of `baseline`; null where they are the same row. */
  comparison: Comparison | null;
  /** Where the language has no call: the cheapest row that another language could use. */
  elsewhere: Comparison | null;
}

/** The answer of a report; null before anything was measured. */
export function answerOf(report: Report): Answer | null {
  const { advice } = report;
  const rows = requestedTransfers(report.transfers).filter(({ summary }) => summary !== null);
  const best = rows.find(
    row => row.strategy === advice?.strategy && row.chunkBytes === advice.chunkBytes && isLast(row, rows),
  );
  if (!best) return null;
  const comparison = comparisonOf(report, best);
  const baseline = comparison ? baselineOf(report, rows, best) : best;
  if (!baseline) return null;
  return { kind: kindOf(report, rows, comparison), best, baseline, comparison, elsewhere: elsewhere(report) };
}

/** Of a sweep over sizes the advice is on the last point, which moves the most. */
const isLast = ({ inputBytes }: Transfer, rows: Transfer[]) =>
  inputBytes === Math.max(...rows.map(row => row.inputBytes)) ||
  new Set(rows.map(row => row.variant)).size > 1;

function kindOf({ language }: Report, rows: Transfer[], comparison: Comparison | null): Answer['kind'] {
  if (comparison) return comparison.verdict === 'cheaper' ? 'saves' : 'unsure';
  if (rows.length === 1) return 'alone';
  return hasZeroCopyCall(language, rows[0]!.route) ? 'keep' : 'no-call';
}

function comparisonOf({ comparison }: Report, transfer: Transfer): Comparison | null {
  const key = transferKey(transfer);
  return comparison.find(item => transferKey(item) === key) ?? null;
}

/** The row under the same conditions that others are compared with. */
function baselineOf(report: Report, rows: Transfer[], best: Transfer): Transfer | undefined {
  const alike = rows.filter(
    row =>
      row.inputBytes === best.inputBytes &&
      row.cache === best.cache &&
      row.variant === best.variant &&
      comparisonOf(report, row) === null,
  );
  return alike.find(row => row.chunkBytes === best.chunkBytes) ?? alike[0];
}

function elsewhere({ comparison, transfers }: Report): Comparison | null {
  const requested = new Set(requestedTransfers(transfers).map(transferKey));
  const cheaper = comparison.filter(item => item.verdict === 'cheaper' && requested.has(transferKey(item)));
  return cheaper.sort((a, b) => a.ratio - b.ratio)[0] ?? null;
}
