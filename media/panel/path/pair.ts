import type { Report } from '../../../src/model/report';
import { type Row, rowsOf } from '../table/order';
import type { View } from '../view';

/** Rows that have a path to draw. */
export function drawable(report: Report): Row[] {
  return rowsOf(report).filter(({ transfer }) => transfer.copies.length > 0);
}

/**
 * The two rows drawn side by side: those a person chose, else the baseline and the advised one. Without advice the
 * cheapest stands beside the baseline; with one row there is one drawing.
 */
export function pairOf(report: Report, view: View): Row[] {
  const rows = drawable(report);
  const chosen = (view.pair ?? []).flatMap(key => rows.find(row => row.key === key) ?? []);
  if (chosen.length === 2) return chosen;
  const wanted = advised(report, rows);
  const first = baseline(
    rows.filter(row => row !== wanted),
    wanted,
  );
  const second = wanted ?? cheapest(rows, first);
  return [first, second].filter(row => row !== undefined);
}

function advised({ advice }: Report, rows: Row[]): Row | undefined {
  const same = rows.filter(row => row.transfer.strategy === advice?.strategy);
  return same.find(row => row.transfer.chunkBytes === advice?.chunkBytes) ?? same[0];
}

/** What the other is seen against: the report's baseline, else read-write, in chunks of the same size if there are. */
function baseline(rows: Row[], other: Row | undefined): Row | undefined {
  const named = rows.filter(row => row.baseline);
  const copying = (named.length > 0 ? named : rows).filter(row => row.transfer.strategy === 'read-write');
  const alike = copying.find(row => row.transfer.chunkBytes === other?.transfer.chunkBytes);
  return alike ?? copying[0] ?? named[0] ?? rows[0];
}

function cheapest(rows: Row[], first: Row | undefined): Row | undefined {
  const others = rows.filter(row => row !== first);
  return others.toSorted((a, b) => (a.comparison?.ratio ?? 9) - (b.comparison?.ratio ?? 9))[0];
}
