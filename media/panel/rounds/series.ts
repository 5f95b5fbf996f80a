import { requestedTransfers, sendingNs } from '../../../src/model/figures';
import type { Report, Transfer } from '../../../src/model/report';
import { answerOf } from '../../../src/report/answer';

/** The timed rounds of one strategy. */
export interface RoundSeries {
  strategy: string;
  /** CPU time of the sending side, ns per KiB, in the order of the rounds. */
  costs: number[];
  median: number;
}

/** More lines than this can't be distinguished: then the loop and the best call alone are drawn. */
const most = 7;

/** The figures of a report's rounds; empty if no strategy has two rounds. */
export function roundSeries(report: Report): RoundSeries[] {
  const all = requestedTransfers(report.transfers).flatMap(seriesOf);
  const answer = answerOf(report);
  const pair = answer ? [...new Set([answer.baseline, answer.best])] : [];
  return all.length > most ? pair.flatMap(seriesOf) : all;
}

function seriesOf({ strategy, runs, summary }: Transfer): RoundSeries[] {
  const costs = runs
    .filter(({ phase, bytes }) => phase === 'timed' && bytes > 0)
    .map(run => (sendingNs(run) * 1024) / run.bytes);
  return summary && costs.length > 1 ? [{ strategy, costs, median: medianOf(costs) }] : [];
}

function medianOf(costs: readonly number[]): number {
  const sorted = costs.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
