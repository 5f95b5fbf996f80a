import { message } from '../messages/message';
import type { Language } from '../model/finding';
import type { Message } from '../model/message';
import type { Transfer } from '../model/report';
import { callNameOf, runtimeNameOf } from '../model/runtimeCalls';
import { costRatio } from './pairing';
import { cheapestSet, costOf, fewestToRank, isRankable, simplestOf } from './ranking';

export type Outcome = 'use' | 'keep' | 'few' | 'unsettled' | 'alone' | 'no-call';

/** The rows of the advice: the one to use, those it is not shown to be cheaper than, and the baseline. */
export interface Found {
  outcome: Outcome;
  winner: Transfer;
  ties: Transfer[];
  baseline: Transfer;
  /** Every row compared, those that the language has no call for included. */
  group: Transfer[];
}

/** The recommendation in a sentence or two. */
export function textOf(found: Found, language?: Language): Message {
  const { outcome, winner, baseline, ties, group } = found;
  const ratio = costRatio(winner, baseline);
  const call =
    winner.chunkBytes === baseline.chunkBytes ? callOf(winner, language) : callAtChunk(winner, language);
  const base = callAtChunk(baseline);
  const less = 1 - (ratio?.estimate ?? 1);
  switch (outcome) {
    case 'use':
      return ratio ? useText({ call, less, base }, winner, ties) : message('advice.use', { call });
    case 'keep':
      return message('advice.keep', { base });
    case 'few':
      return message('advice.few', {
        ...{ call, less, base },
        rounds: ratio!.n,
        needed: fewestToRank(group.filter(isRankable).length),
      });
    case 'unsettled':
      return message('advice.unsettled', { call, less, base });
    case 'alone':
      return message('advice.alone', { call: callAtChunk(winner, language), cost: costOf(winner) });
    case 'no-call':
      return noCallText(language ? runtimeNameOf(language) : '', group, baseline);
  }
}

const callOf = ({ strategy, route }: Transfer, language?: Language) => callNameOf(strategy, route, language);

const callAtChunk = (transfer: Transfer, language?: Language) =>
  message('row.at-chunk', { call: callOf(transfer, language), chunk: transfer.chunkBytes });

function useText(
  saved: { call: Message | string; less: number; base: Message },
  winner: Transfer,
  ties: readonly Transfer[],
): Message {
  const rivals = ties.filter(({ strategy }) => strategy !== winner.strategy);
  const others = [...new Set(rivals.map(({ strategy }) => strategy))];
  return others.length === 0
    ? message('advice.use-less', saved)
    : message('advice.use-tied', { ...saved, others });
}

/** Adds what another language would save, if that is shown. */
function noCallText(runtime: string, group: readonly Transfer[], baseline: Transfer): Message {
  const rows = cheapestSet(group);
  const elsewhere = rows.length === 0 || rows.includes(baseline) ? null : simplestOf(rows).winner;
  const ratio = elsewhere && costRatio(elsewhere, baseline);
  if (!elsewhere || !ratio) return message('advice.no-call', { runtime });
  return message('advice.no-call-elsewhere', { runtime, call: callOf(elsewhere), less: 1 - ratio.estimate });
}
