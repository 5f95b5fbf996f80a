import { message } from '../../messages/message';
import { copiesPerByte } from '../../model/figures';
import type { Hop, Report } from '../../model/report';
import type { StrategyName } from '../../model/strategy';
import { representativeRun } from '../summary';
import { all, rowOf, undecided } from './judging';
import { type Judgement, KiB, type Scenario, wordsOf } from './scenario';

/** T1-T5: CPU copies the articles count on the way from the page cache to the socket. */
const counted: [StrategyName, number][] = [
  ['read-write', 2],
  ['mmap-write', 1],
  ['sendfile', 0],
  ['splice', 0],
];

function compare(report: Report, strategy: StrategyName, textbook: number): Judgement {
  const row = rowOf(report, { strategy });
  if ('why' in row) return undecided(row.why);
  const { runs, copies: hops } = row.transfer;
  const run = representativeRun(runs);
  if (!run) return undecided(message('judge.not-measured', { strategy }));
  const copies = copiesPerByte(hops, 'cpu', run.bytes);
  const measured = message('measured.copies', { copies });
  if (!hops.filter(isOfTheTable).every(isShown))
    return {
      verdict: 'not-decidable',
      because: message('judge.copies-model', { strategy, copies }),
      measured,
    };
  return {
    verdict: Math.abs(copies - textbook) < 0.01 ? 'confirmed' : 'refuted',
    because: message('judge.copies', { strategy, copies, textbook }),
    measured,
  };
}

/** The table counts from the page cache to the socket: not the disk's part, and not the receiver's. */
const isOfTheTable = ({ from, to }: Hop) => from !== 'disk' && to !== 'receiver';

/** Whether it is known from the experiment or the kernel, not from a rule. */
const isShown = ({ moverEvidence }: Hop) => moverEvidence === 'observed' || moverEvidence === 'kernel';

export const textbookTable: Scenario = {
  ...wordsOf('textbook-table'),
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
