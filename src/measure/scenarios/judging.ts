import { message } from '../../messages/message';
import { rowMessage, variantMessage } from '../../messages/words';
import type { Message } from '../../model/message';
import type { Report, Transfer } from '../../model/report';
import type { StrategyName } from '../../model/strategy';
import { fewestForInterval, type Interval, type Ratio } from '../intervals';
import { type FigureOf, ratioOf } from '../pairing';
import { senderCost } from '../summary';
import type { Judgement } from './scenario';

/** Selects a row of a report: the first that fits. */
export interface RowOf {
  strategy: StrategyName;
  variant?: string;
  chunkBytes?: number;
}

/** A figure by which rows are compared; per byte, so that rows of different size are comparable. */
export interface Metric {
  name: Message;
  of: FigureOf;
}

export const senderCpu: Metric = { name: message('metric.sender-cpu'), of: senderCost };
export const elapsed: Metric = {
  name: message('metric.elapsed'),
  of: run => (run.bytes > 0 ? run.wallNs / run.bytes : null),
};

/** A row, or why there is none. */
export type Row = { transfer: Transfer } | { why: Message };

/** The selected row if it was measured and verified; else the reason why there is none. */
export function rowOf({ transfers }: Report, { strategy, variant, chunkBytes }: RowOf): Row {
  const row = transfers.find(
    transfer =>
      transfer.strategy === strategy &&
      (variant === undefined || transfer.variant === variant) &&
      (chunkBytes === undefined || transfer.chunkBytes === chunkBytes),
  );
  if (!row) return { why: message('judge.not-measured', { strategy }) };
  const why = whyNot(row);
  return why ? { why } : { transfer: row };
}

function whyNot({ strategy, unsupported, failed, runs, summary }: Transfer): Message | null {
  if (unsupported) return message('judge.cannot-run', { strategy, why: unsupported.why });
  if (failed) return message('judge.broke', { strategy, what: failed.what });
  const ranAs = runs.find(run => run.ranAs.strategy !== strategy)?.ranAs;
  if (ranAs) {
    const because = ranAs.because ?? message('kernel-refused');
    return message('judge.ran-as', { strategy, other: ranAs.strategy, because });
  }
  return summary ? null : message('judge.not-measured', { strategy });
}

export interface Comparing {
  over: RowOf;
  under: RowOf;
  metric: Metric;
  /**
   * The claim holds where the whole interval of over/under lies on this side of `limit`. 1 is the articles' own "less"
   * or "more"; every other limit is ours, and the text says so.
   */
  holds: 'below' | 'above';
  limit: number;
}

/** Decides by one ratio: confirmed or refuted where its interval lies clear of the limit, else not decidable. */
export function decideByRatio(report: Report, comparing: Comparing): Judgement {
  const [over, under] = [rowOf(report, comparing.over), rowOf(report, comparing.under)];
  if ('why' in over) return undecided(over.why);
  if ('why' in under) return undecided(under.why);
  const ratio = ratioOf(over.transfer, under.transfer, comparing.metric.of);
  if (!ratio) return undecided(message('judge.no-round'));
  const { interval } = ratio;
  return {
    verdict: interval ? verdictOf(interval, comparing) : 'not-decidable',
    because: figureOf(over.transfer, under.transfer, ratio, comparing),
    measured: measuredOf(ratio),
  };
}

const measuredOf = ({ estimate, interval }: Ratio): Message =>
  interval
    ? message('measured.ratio', { ratio: estimate, ...interval })
    : message('measured.ratio-alone', { ratio: estimate });

/** A gain smaller than this part does not confirm a claim of "less" or "more". */
const noGain = 0.05;

function verdictOf({ low, high }: Interval, { holds, limit }: Comparing): Judgement['verdict'] {
  if (holds === 'below' ? high < limit : low > limit) return 'confirmed';
  const refuted = holds === 'below' ? low > limit * (1 - noGain) : high < limit * (1 + noGain);
  return refuted ? 'refuted' : 'not-decidable';
}

type Line = Pick<Comparing, 'metric' | 'limit'>;

/** One row over another, with the line where that is ours. */
function figureOf(over: Transfer, under: Transfer, ratio: Ratio, { metric, limit }: Line): Message {
  const { estimate, interval, n: rounds } = ratio;
  const taken = { over: rowName(over), under: rowName(under), ratio: estimate, metric: metric.name, rounds };
  if (!interval) {
    const few = { ...taken, needed: fewestForInterval };
    return limit === 1 ? message('judge.few', few) : message('judge.few-limit', { ...few, limit });
  }
  const figures = { ...taken, ...interval };
  return limit === 1 ? message('judge.ratio', figures) : message('judge.ratio-limit', { ...figures, limit });
}

/** One row over another in words, without a verdict; null where no round counts. */
export function compared(over: Transfer, under: Transfer, metric: Metric): Message | null {
  const ratio = ratioOf(over, under, metric.of);
  return ratio && figureOf(over, under, ratio, { metric, limit: 1 });
}

/** A row's name with the case it belongs to. */
function rowName(transfer: Transfer): Message {
  const { strategy, chunkBytes, variant } = transfer;
  if (variant === undefined) return rowMessage(transfer);
  return message('row.variant', { strategy, chunk: chunkBytes, variant: variantMessage(variant) });
}

export const undecided = (because: Message): Judgement => ({
  verdict: 'not-decidable',
  because,
  measured: message('measured.none'),
});

/** Several claims in one: refuted if any is refuted, else undecided if any is undecided, else confirmed. */
export function all(...judgements: Judgement[]): Judgement {
  const worst =
    judgements.find(({ verdict }) => verdict === 'refuted') ??
    judgements.find(({ verdict }) => verdict === 'not-decidable');
  return {
    verdict: worst?.verdict ?? 'confirmed',
    because: message('judge.all', { parts: judgements.map(({ because }) => because) }),
    measured: message('measured.all', { parts: judgements.map(({ measured }) => measured) }),
  };
}
