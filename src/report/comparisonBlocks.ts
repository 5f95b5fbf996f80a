import { decimalsFor } from '../messages/format';
import { message } from '../messages/message';
import type { Texts } from '../messages/texts';
import { variantMessage, verdictMessage } from '../messages/words';
import type { Message } from '../model/message';
import type { Report } from '../model/report';
import type { ComparisonRow, ReportComparison } from '../model/reportComparison';
import type { Block } from './blocks';

/** Two reports by the names of their files, and the limit for an increase; null without one. */
export interface Compared extends ReportComparison {
  before: { file: string; report: Report };
  after: { file: string; report: Report };
  limit: number | null;
}

/** Whether a transfer costs more than the limit allows beyond doubt: its whole 95 % interval lies above. */
export const isOver = ({ low }: ComparisonRow, limit: number | null): boolean =>
  limit !== null && low !== null && low > 1 + limit;

/** The table of two reports, the differences in their conditions, and the result of the limit. */
export function comparisonBlocks(compared: Compared, texts: Texts): Block[] {
  const { say } = texts;
  const { before, after, changes } = compared;
  const items = changes.map(({ what, before: old, after: now }) =>
    say(message('compare.change', { what: message(`change.${what}`), before: old, after: now })),
  );
  return [
    { kind: 'heading', text: say(message('compare.title')) },
    {
      kind: 'facts',
      entries: [
        [say(message('compare.before')), say(nameOf(before))],
        [say(message('compare.after')), say(nameOf(after))],
      ],
    },
    table(compared, texts),
    ...(items.length > 0
      ? [{ kind: 'list', title: say(message('compare.changes')), items } satisfies Block]
      : []),
    ...limitBlock(compared, texts),
  ];
}

const nameOf = ({ file, report: { createdAt: moment, tool } }: Compared['before']): Message =>
  message('compare.report', { file, moment, tool });

function table({ rows, limit }: Compared, { say, format }: Texts): Block {
  const costs = rows.flatMap(({ beforeNsPerKiB, afterNsPerKiB }) => [beforeNsPerKiB, afterNsPerKiB]);
  const decimals = decimalsFor(Math.min(...costs));
  const right = (head: Message) => ({ title: say(head), align: 'right' }) as const;
  return {
    kind: 'table',
    title: say(message('compare.table')),
    columns: [
      { title: say(message('column.transfer')), align: 'left' },
      right(message('column.before')),
      right(message('column.after')),
      { title: say(message('column.ratio')), align: 'left' },
      { title: say(message('column.verdict')), align: 'left' },
    ],
    rows: rows.map(row => [
      say(rowName(row)),
      format.fixed(row.beforeNsPerKiB, decimals),
      format.fixed(row.afterNsPerKiB, decimals),
      say(ratioOf(row)),
      say(isOver(row, limit) ? message('compare.over') : verdictMessage(row.verdict)),
    ]),
    legend: say(message('compare.legend')),
  };
}

const ratioOf = ({ ratio, low, high }: ComparisonRow): Message =>
  low === null || high === null
    ? message('measured.ratio-alone', { ratio })
    : message('measured.ratio', { ratio, low, high });

function rowName({ strategy, chunkBytes, cache, receiver, inputBytes, variant }: ComparisonRow): Message {
  return message('compare.row', {
    row: message('row', { strategy, chunk: chunkBytes }),
    conditions: [
      message(`cache.${cache}`),
      message('compare.receiver', { mode: receiver }),
      message('compare.moved', { bytes: inputBytes }),
      ...(variant ? [variantMessage(variant)] : []),
    ],
  });
}

function limitBlock({ rows, limit }: Compared, { say }: Texts): Block[] {
  if (limit === null) return [];
  const over = rows.filter(row => isOver(row, limit)).length;
  const text =
    over > 0
      ? message('compare.failed', { over, rows: rows.length, limit })
      : message('compare.within', { rows: rows.length, limit });
  return [{ kind: 'callout', title: say(message('compare.limit')), text: say(text) }];
}
