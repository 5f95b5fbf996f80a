import { transferKey } from '../../../src/model/figures';
import type { Comparison, Report, Transfer } from '../../../src/model/report';
import type { View } from '../view';
import { type Column, sortValue } from './columns';

/** One row: a transfer, its key, and how it compares. */
export interface Row {
  key: string;
  transfer: Transfer;
  comparison: Comparison | undefined;
  /** The one the others are compared against. */
  baseline: boolean;
}

/** Rows in the report's order. A transfer given twice keeps both rows apart. */
export function rowsOf({ transfers, comparison }: Report): Row[] {
  const byKey = new Map(comparison.map(item => [transferKey(item), item]));
  const seen = new Map<string, number>();
  return transfers.map(transfer => {
    const key = transferKey(transfer);
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    const compared = byKey.get(key);
    const baseline = comparison.length > 0 && !compared && transfer.summary !== null;
    return { key: times === 0 ? key : `${key} ${times}`, transfer, comparison: compared, baseline };
  });
}

/** Rows in the view's order: a stable sort with missing figures last in both directions; by default cheapest first. */
export function sortRows(rows: Row[], sort: View['sort'], columns: Column[]): Row[] {
  const { column, descending } = sort ?? { column: 'verdict', descending: false };
  const valued = rows.map(row => ({ row, value: sortValue(column, row.transfer, row.comparison, columns) }));
  const way = descending ? -1 : 1;
  return valued
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
      return way * (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
    })
    .map(({ row }) => row);
}
