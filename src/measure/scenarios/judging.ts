import type { Report, Transfer } from '../../model/report';
import type { StrategyName } from '../../model/strategy';
import { fewestForInterval, type Interval, type Ratio } from '../intervals';
import { type FigureOf, ratioOf } from '../pairing';
import { senderCost } from '../summary';
import { nameOf, words } from '../wording';
import type { Judgement } from './scenario';

/** Which row of a report is meant: the first that fits. */
export interface RowOf {
  strategy: StrategyName;
  variant?: string;
  chunkBytes?: number;
}

/** A figure of a run that rows are set against each other by; per byte, so that rows of unequal size compare. */
export interface Metric {
  words: string;
  of: FigureOf;
}

export const senderCpu: Metric = { words: "sender's CPU time per byte", of: senderCost };
export const elapsed: Metric = {
  words: 'time per byte',
  of: run => (run.bytes > 0 ? run.wallNs / run.bytes : null),
};

/** The row meant, where it was measured and verified; else the reason why there is none. */
export function rowOf({ transfers }: Report, { strategy, variant, chunkBytes }: RowOf): Transfer | string {
  const row = transfers.find(
    transfer =>
      transfer.strategy === strategy &&
      (variant === undefined || transfer.variant === variant) &&
      (chunkBytes === undefined || transfer.chunkBytes === chunkBytes),
  );
  if (!row) return `${strategy} was not measured`;
  if (row.unsupported) return `${strategy} cannot run here: ${row.unsupported.why}`;
  if (row.failed) return `${strategy} broke: ${row.failed.what}`;
  const other = row.runs.find(({ ranAs }) => ranAs.strategy !== strategy);
  if (other)
    return `${strategy} ran as ${other.ranAs.strategy}: ${other.ranAs.because ?? 'the kernel refused it'}`;
  return row.summary ? row : `${strategy} was not measured`;
}

export interface Comparing {
  over: RowOf;
  under: RowOf;
  metric: Metric;
  /**
   * The claim holds where the whole interval of over/under lies on this side of `limit`. 1 is the articles' own "less"
   * or "more"; every other line is ours, and is said to be.
   */
  holds: 'below' | 'above';
  limit: number;
}

/** Decides by one ratio: confirmed or refuted where its interval lies clear of the limit, else not decidable. */
export function decideByRatio(report: Report, comparing: Comparing): Judgement {
  const [over, under] = [rowOf(report, comparing.over), rowOf(report, comparing.under)];
  if (typeof over === 'string') return undecided(over);
  if (typeof under === 'string') return undecided(under);
  const ratio = ratioOf(over, under, comparing.metric.of);
  if (!ratio) return undecided('no round of both was measured');
  const { interval, estimate } = ratio;
  return {
    verdict: interval ? verdictOf(interval, comparing) : 'not-decidable',
    because: sentence(over, under, ratio, comparing),
    measured: interval
      ? `${words.ratio(estimate)} (${words.ratio(interval.low)} to ${words.ratio(interval.high)})`
      : words.ratio(estimate),
  };
}

/** A gain smaller than this part is none that a claim of "less" or "more" could mean. */
const noGain = 0.05;

function verdictOf({ low, high }: Interval, { holds, limit }: Comparing): Judgement['verdict'] {
  if (holds === 'below' ? high < limit : low > limit) return 'confirmed';
  const refuted = holds === 'below' ? low > limit * (1 - noGain) : high < limit * (1 + noGain);
  return refuted ? 'refuted' : 'not-decidable';
}

function sentence(over: Transfer, under: Transfer, ratio: Ratio, { metric, limit }: Comparing): string {
  const figure = figureOf(over, under, ratio, metric);
  return limit === 1
    ? `${figure}.`
    : `${figure}; the line at ${words.ratio(limit)} is ours: the articles name none.`;
}

function figureOf(over: Transfer, under: Transfer, { estimate, interval, n }: Ratio, metric: Metric): string {
  const [top, bottom] = [rowName(over), rowName(under)];
  if (!interval)
    return `${top} took ${words.ratio(estimate)} of ${bottom}'s ${metric.words} (no interval: rounds made ${n}, needed ${fewestForInterval})`;
  return `${top} took ${words.ratio(estimate)} of ${bottom}'s ${metric.words} (95 %: ${words.ratio(interval.low)} to ${words.ratio(interval.high)}, ${n} rounds)`;
}

/** One row over another in words, without a verdict; null where no round counts. */
export function compared(over: Transfer, under: Transfer, metric: Metric): string | null {
  const ratio = ratioOf(over, under, metric.of);
  return ratio && figureOf(over, under, ratio, metric);
}

/** A row's name with the case it belongs to. */
export function rowName(transfer: Transfer): string {
  return transfer.variant === undefined ? nameOf(transfer) : `${nameOf(transfer)} (${transfer.variant})`;
}

export const undecided = (why: string): Judgement => ({
  verdict: 'not-decidable',
  because: `${why.charAt(0).toUpperCase()}${why.slice(1).replace(/\.$/, '')}.`,
  measured: '–',
});

/** Several claims in one: refuted by the first that is, undecided by the first that is, else confirmed. */
export function all(...judgements: Judgement[]): Judgement {
  const worst =
    judgements.find(({ verdict }) => verdict === 'refuted') ??
    judgements.find(({ verdict }) => verdict === 'not-decidable');
  return {
    verdict: worst?.verdict ?? 'confirmed',
    because: judgements.map(({ because }) => because).join(' '),
    measured: judgements.map(({ measured }) => measured).join('; '),
  };
}
