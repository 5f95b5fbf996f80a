import type { Language } from '../model/finding';
import type { Transfer } from '../model/report';
import { callNameOf, runtimeNameOf } from '../model/runtimeCalls';
import { costRatio } from './pairing';
import { cheapestSet, costOf, fewestToRank, isRankable, simplestOf } from './ranking';
import { words } from './wording';

export type Outcome = 'use' | 'keep' | 'few' | 'unsettled' | 'alone' | 'no-call';

/** What the rows say: the one to use, those it is not shown to be cheaper than, and what all are compared with. */
export interface Found {
  outcome: Outcome;
  winner: Transfer;
  ties: Transfer[];
  baseline: Transfer;
  /** Every row compared, those that the language has no call for included. */
  group: Transfer[];
}

/** The recommendation in a sentence or two. */
export function textOf(found: Found, language?: Language): string {
  const { outcome, winner, baseline, ties, group } = found;
  const ratio = costRatio(winner, baseline);
  const call = `${callOf(winner, language)}${winner.chunkBytes === baseline.chunkBytes ? '' : ` (${words.bytes(winner.chunkBytes)})`}`;
  const base = `${callOf(baseline)} (${words.bytes(baseline.chunkBytes)})`;
  const less = words.percent(1 - (ratio?.estimate ?? 1));
  switch (outcome) {
    case 'use':
      return ratio ? `Use ${call}: ${less} less CPU than ${base}.${tiedText(winner, ties)}` : `Use ${call}.`;
    case 'keep':
      return `Keep ${base}: no other call used measurably less CPU.`;
    case 'few':
      return [
        `Measure longer: ${call} used ${less} less CPU than ${base}, but that may be chance.`,
        `Rounds: ${words.count(ratio!.n)} of at least ${words.count(fewestToRank(group.filter(isRankable).length))}.`,
      ].join(' ');
    case 'unsettled':
      return `Measure longer: ${call} seems to use ${less} less CPU than ${base}, but its rounds vary too much to tell.`;
    case 'alone':
      return [
        `${callOf(winner, language)} (${words.bytes(winner.chunkBytes)}) used ${words.number(costOf(winner))} ns of CPU per KiB.`,
        'No other call was measured.',
      ].join(' ');
    case 'no-call':
      return `${language ? runtimeNameOf(language) : ''} has no call that copies less here: keep the loop.${elsewhereText(group, baseline)}`;
  }
}

const callOf = ({ strategy, route }: Transfer, language?: Language) => callNameOf(strategy, route, language);

function tiedText(winner: Transfer, ties: readonly Transfer[]): string {
  const others = ties.filter(({ strategy }) => strategy !== winner.strategy);
  const names = [...new Set(others.map(({ strategy }) => strategy))];
  if (names.length === 0) return '';
  return names.length === 1 ? ` ${names[0]} is just as good.` : ` Just as good: ${names.join(', ')}.`;
}

/** What another language would save, where it is shown. */
function elsewhereText(group: readonly Transfer[], baseline: Transfer): string {
  const rows = cheapestSet(group);
  if (rows.length === 0 || rows.includes(baseline)) return '';
  const { winner } = simplestOf(rows);
  const ratio = costRatio(winner, baseline);
  return ratio
    ? ` The system call ${callOf(winner)} used ${words.percent(1 - ratio.estimate)} less CPU here.`
    : '';
}
