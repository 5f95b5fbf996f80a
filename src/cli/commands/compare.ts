import { readRegularFile, Unreadable } from '../../lint/regularFile';
import { compareReports } from '../../measure/compareReports';
import { message } from '../../messages/message';
import { checkReport, maximumReportBytes, type ReportFault } from '../../model/checkReport';
import type { Message } from '../../model/message';
import { Problem } from '../../model/problem';
import type { Report } from '../../model/report';
import { type Compared, comparisonBlocks, isOver } from '../../report/comparisonBlocks';
import { renderMarkdown } from '../../report/markdown';
import { renderTerminal } from '../../report/terminal';
import { type Command, type ExitCode, parse, type Surroundings } from '../command';

const help = `Usage: iopath compare BEFORE.json AFTER.json [options]

Compares two reports of \`iopath profile --json\`: the sender's CPU time of each transfer that both measured, with
its 95 % interval. Rounds of two reports were not made together, so the interval is wider than within one report.

  --fail-over P   exits with 1 where a transfer costs over P percent more beyond doubt, such as 10%: its whole
                  interval lies above. Noise and transfers with fewer than seven rounds never fail.
  --json          the comparison as JSON              --markdown    the comparison as Markdown

Exit: 0 done, 1 over the limit, 2 bad arguments or reports.

Example
  iopath compare main.json branch.json --fail-over 10%
`;

const options = {
  'fail-over': { type: 'string' },
  json: { type: 'boolean' },
  markdown: { type: 'boolean' },
} as const;

async function run(args: string[], around: Surroundings): Promise<ExitCode> {
  const { values, positionals } = parse('compare', args, options);
  const limit = values['fail-over'] === undefined ? null : limitOf(values['fail-over']);
  const compared = comparedOf(positionals, limit);
  around.out(rendered(compared, values, around));
  return compared.rows.some(row => isOver(row, limit)) ? 1 : 0;
}

function comparedOf(files: string[], limit: number | null): Compared {
  const [before, after] = files;
  if (before === undefined || after === undefined || files.length > 2) throw notTwo(files.length);
  const reports = { before: reportIn(before), after: reportIn(after) };
  const found = compareReports(reports.before, reports.after);
  if (found.rows.length === 0) throw nothingInCommon();
  return {
    ...found,
    before: { file: before, report: reports.before },
    after: { file: after, report: reports.after },
    limit,
  };
}

function rendered(
  compared: Compared,
  { json, markdown }: { json?: boolean; markdown?: boolean },
  { texts, width, outIsTerminal }: Surroundings,
): string {
  if (json) return `${JSON.stringify(jsonOf(compared), null, 2)}\n`;
  const blocks = comparisonBlocks(compared, texts);
  return markdown ? renderMarkdown(blocks) : renderTerminal(blocks, { width, color: outIsTerminal });
}

function jsonOf({ before, after, rows, changes, limit }: Compared) {
  const about = ({ file, report: { createdAt, tool } }: Compared['before']) => ({ file, createdAt, tool });
  return {
    schema: 'iopath-comparison/1',
    before: about(before),
    after: about(after),
    limit,
    rows: rows.map(row => ({ ...row, over: isOver(row, limit) })),
    changes,
  };
}

/** `10%` or `10`, as a part of 1. */
function limitOf(text: string): number {
  const percent = Number(/^(\d{1,4}(?:\.\d{1,3})?) ?%?$/.exec(text.trim())?.[1] ?? Number.NaN);
  if (percent <= 1000) return percent / 100;
  throw new Problem('input', {
    what: message('compare.no-limit', { text }),
    why: message('compare.no-limit.why'),
    remedy: message('compare.no-limit.remedy'),
  });
}

function reportIn(file: string): Report {
  const result = checkReport(bytesOf(file));
  if ('report' in result) return result.report;
  throw unreadable(file, whyOf(result));
}

function bytesOf(file: string): Uint8Array {
  try {
    return readRegularFile(file, maximumReportBytes);
  } catch (error) {
    if (error instanceof Unreadable) throw unreadable(file, message('unread.sentence', { why: error.why }));
    throw error;
  }
}

function whyOf(fault: ReportFault): Message {
  switch (fault.fault) {
    case 'too-large':
      return message('compare.too-large', { bytes: fault.bytes, most: maximumReportBytes });
    case 'other-version':
      return message('compare.other-version', { found: fault.found });
    case 'invalid':
      return message('compare.invalid', {
        field: fault.where,
        expected: fault.expected,
        received: fault.received,
      });
    default:
      return message(`compare.${fault.fault}`);
  }
}

const unreadable = (file: string, why: Message) =>
  new Problem('input', {
    what: message('compare.unreadable', { file }),
    why,
    remedy: message('compare.unreadable.remedy'),
  });

const notTwo = (given: number) =>
  new Problem('input', {
    what: message('compare.two', { given }),
    why: message('compare.two.why'),
    remedy: message('compare.two.remedy'),
  });

const nothingInCommon = () =>
  new Problem('input', {
    what: message('compare.nothing'),
    why: message('compare.nothing.why'),
    remedy: message('compare.nothing.remedy'),
  });

export const compare: Command = {
  name: 'compare',
  summary: 'two reports side by side: what got cheaper, what costs more',
  help,
  run,
};
