import { copiesPerByte } from '../../model/copyCount';
import type { Hop, Report } from '../../model/report';
import type { StrategyName } from '../../model/strategy';
import { representativeRun } from '../summary';
import { words } from '../wording';
import { all, rowOf, undecided } from './judging';
import type { Judgement, Scenario } from './scenario';
import { KiB } from './sizes';

/** T1-T5: CPU copies the articles count on the way from the page cache to the socket. */
const counted: [StrategyName, number][] = [
  ['read-write', 2],
  ['mmap-write', 1],
  ['sendfile', 0],
  ['splice', 0],
];

function compare(report: Report, strategy: StrategyName, textbook: number): Judgement {
  const row = rowOf(report, { strategy });
  if (typeof row === 'string') return undecided(row);
  const run = representativeRun(row.runs);
  if (!run) return undecided(`${strategy} was not measured`);
  const measured = copiesPerByte(row.copies, 'cpu', run.bytes);
  const copies = words.number(measured);
  if (!row.copies.filter(isOfTheTable).every(isShown))
    return {
      verdict: 'not-decidable',
      because: `${strategy}: ${copies} CPU copies per byte are consistent with the model, and no experiment showed them here.`,
      measured: copies,
    };
  return {
    verdict: Math.abs(measured - textbook) < 0.01 ? 'confirmed' : 'refuted',
    because: `${strategy}: ${copies} CPU copies per byte were observed, textbook ${textbook}.`,
    measured: copies,
  };
}

/** The table counts from the page cache to the socket: not the disk's part, and not the receiver's. */
const isOfTheTable = ({ from, to }: Hop) => from !== 'disk' && to !== 'receiver';

/** Not by a rule: the experiment showed it here, or the kernel said so. */
const isShown = ({ moverEvidence }: Hop) => moverEvidence === 'observed' || moverEvidence === 'kernel';

export const textbookTable: Scenario = {
  id: 'textbook-table',
  title: 'The textbook table',
  claim:
    'From page cache to socket read+write copies each byte twice by CPU, mmap+write once, sendfile and splice not at all.',
  source:
    'D. Stancevic, "Zero Copy I: User-Mode Perspective", Linux Journal, 2003; S. Palaniappan and P. Nagaraja, IBM developerWorks, 2008.',
  textbook: '2, 1, 0, 0 CPU copies',
  consequence:
    'The copies are as the table says; the switches and the gain are not, so read the measured columns before you choose.',
  cases: [
    {
      changes: {
        strategies: ['read-write', 'mmap-write', 'sendfile', 'splice', 'direct-io', 'vmsplice'],
        chunks: [64 * KiB],
      },
    },
  ],
  decide: report => all(...counted.map(([strategy, textbook]) => compare(report, strategy, textbook))),
};
