import { requestedTransfers } from '../../../src/model/figures';
import type { Report } from '../../../src/model/report';
import { hasCall } from '../../../src/model/runtimeCalls';
import { answerOf } from '../../../src/report/answer';
import { type Row, rowsOf } from '../table/order';
import type { View } from '../view';

/** Rows that have a path to draw. */
function drawable(report: Report): Row[] {
  return rowsOf(report).filter(({ transfer }) => transfer.copies.length > 0);
}

/** Rows to choose from beside a pair: in a sweep only those of the pair's sizes, since the path does not change. */
export function choicesOf(report: Report, pair: Row[]): Row[] {
  const rows = drawable(report);
  const sizes = new Set(pair.map(({ transfer }) => `${transfer.chunkBytes} ${transfer.inputBytes}`));
  const swept = new Set(rows.map(({ transfer }) => `${transfer.chunkBytes} ${transfer.inputBytes}`)).size > 2;
  return swept
    ? rows.filter(({ transfer }) => sizes.has(`${transfer.chunkBytes} ${transfer.inputBytes}`))
    : rows;
}

/**
 * The two rows drawn side by side: those a person chose, else the loop and the best call. If these are the same row, or
 * nothing is advised, the cheapest other requested row is drawn beside it.
 */
export function pairOf(report: Report, view: View): Row[] {
  const rows = drawable(report);
  const chosen = (view.pair ?? []).flatMap(key => rows.find(row => row.key === key) ?? []);
  if (chosen.length === 2) return chosen;
  const answer = answerOf(report);
  const rowOf = (transfer: Row['transfer'] | undefined) => rows.find(row => row.transfer === transfer);
  const first = rowOf(answer?.baseline) ?? rows.find(row => row.baseline) ?? rows[0];
  const best = answer && answer.best !== answer.baseline ? rowOf(answer.best) : undefined;
  const asked = new Set(requestedTransfers(report.transfers));
  const main = rows.filter(({ transfer }) => asked.has(transfer));
  return [first, best ?? cheapest(main.filter(hasOwnCall(report)), first) ?? cheapest(main, first)].filter(
    row => row !== undefined,
  );
}

/** Only rows with a call in the loop's language. */
const hasOwnCall =
  ({ language }: Report) =>
  ({ transfer: { route, strategy } }: Row) =>
    hasCall(language, route, strategy);

function cheapest(rows: Row[], first: Row | undefined): Row | undefined {
  const others = rows.filter(row => row !== first);
  return others.toSorted((a, b) => (a.comparison?.ratio ?? 9) - (b.comparison?.ratio ?? 9))[0];
}
