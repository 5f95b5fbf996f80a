import { columnUnit, createFormat, decimalsFor, type Format, rateUnits } from '../messages/format';
import { message } from '../messages/message';
import type { Texts } from '../messages/texts';
import { variantMessage } from '../messages/words';
import { movesEvidence, movesPerByte, strayDeviceBytes, switchesPerChunk } from '../model/figures';
import type { Message } from '../model/message';
import type { Comparison, Transfer } from '../model/report';
import type { Evidence, Mover } from '../model/route';
import type { Block } from './blocks';

type TableBlock = Extract<Block, { kind: 'table' }>;

/** How a figure is known, as one letter behind it. */
export const evidenceLetters: Record<Evidence, string> = {
  counted: 'c',
  kernel: 'k',
  observed: 'o',
  sampled: 's',
  model: 'm',
};

export interface TableInput {
  /** What sets these rows apart, where a scenario compares conditions. */
  variant: string | undefined;
  transfers: Transfer[];
  texts: Texts;
}

const name = ({ strategy, chunkBytes }: Transfer, format: Format) =>
  `${strategy} ${format.bytes(chunkBytes)}`;

const right = (title: string) => ({ title, align: 'right' }) as const;
const strategyColumn = ({ say }: Texts) =>
  ({ title: say(message('column.strategy')), align: 'left' }) as const;

/** Copies and switches beside the textbook's. */
export function pathTable({ variant, transfers, texts }: TableInput): TableBlock {
  const { say, format } = texts;
  const heads = [
    message('figure-name.cpuCopies'),
    message('figure-name.dmaCopies'),
    message('column.switches'),
    message('column.syscalls'),
    message('column.context'),
    message('column.faults'),
  ];
  return {
    kind: 'table',
    title: say(
      variant === undefined
        ? message('table.path')
        : message('table.path-variant', { variant: variantMessage(variant) }),
    ),
    columns: [strategyColumn(texts), ...heads.map(head => right(say(head)))],
    rows: transfers.map(transfer => [
      name(transfer, format),
      besideCell(transfer, 'cpu', texts),
      besideCell(transfer, 'dma', texts),
      switchesCell(transfer, format),
      `${format.count(transfer.summary?.syscalls.median ?? 0)} c`,
      `${format.count(transfer.summary?.wakeups.median ?? 0)} k`,
      `${format.count((transfer.summary?.minorFaults.median ?? 0) + (transfer.summary?.majorFaults.median ?? 0))} k`,
    ]),
    legend: say(message('table.path.legend', { letters: message('table.letters') })),
  };
}

/** What the processor counted, where it did: null where no row has it. */
export function hardwareTable({ variant, transfers, texts }: TableInput): TableBlock | null {
  const { say, format } = texts;
  const counted = transfers.flatMap(transfer => {
    const { cyclesPerByte, instructionsPerByte, cacheMissesPerKiB } = transfer.summary ?? {};
    if (!cyclesPerByte || !instructionsPerByte) return [];
    const [cycles, instructions] = [cyclesPerByte.median, instructionsPerByte.median];
    const rate = cycles > 0 ? format.fixed(instructions / cycles, 2) : '–';
    const misses = cacheMissesPerKiB ? `${format.fixed(cacheMissesPerKiB.median, 2)} k` : '–';
    return [
      [
        name(transfer, format),
        `${format.fixed(cycles, 3)} k`,
        `${format.fixed(instructions, 3)} k`,
        rate,
        misses,
      ],
    ];
  });
  if (counted.length === 0) return null;
  return {
    kind: 'table',
    title: say(
      variant === undefined
        ? message('table.processor')
        : message('table.processor-variant', { variant: variantMessage(variant) }),
    ),
    columns: [
      strategyColumn(texts),
      right(say(message('column.cycles'))),
      right(say(message('column.instructions'))),
      right(say(message('column.per-cycle'))),
      right(say(message('column.misses'))),
    ],
    rows: counted,
    legend: say(message('table.processor.legend')),
  };
}

/** `2 → 0 k ≠`: the textbook's figure, ours with its evidence, and whether they differ. */
function beside(textbook: number | undefined, here: string, differs: boolean): string {
  return `${textbook ?? '–'} → ${here}${differs ? ' ≠' : '  '}`;
}

function besideCell(transfer: Transfer, by: Extract<Mover, 'cpu' | 'dma'>, { say, format }: Texts): string {
  const figure = `${by}Copies` as const;
  const measured = movesPerByte(transfer, by);
  const stray = by === 'dma' ? strayDeviceBytes(transfer) : null;
  const figureText =
    stray === null ? format.number(measured ?? 0) : say(message('cell.read', { bytes: stray }));
  const here = measured === null ? '–' : `${figureText} ${evidenceLetters[movesEvidence(transfer, by)]}`;
  return beside(transfer.textbook?.[figure], here, differs(transfer, figure));
}

function switchesCell(transfer: Transfer, format: Format): string {
  const measured = switchesPerChunk(transfer);
  const here = measured === null ? '–' : `${format.number(measured)} c`;
  return beside(transfer.textbook?.modeSwitchesPerChunk, here, differs(transfer, 'modeSwitches'));
}

const differs = ({ differences }: Transfer, figure: Transfer['differences'][number]['figure']) =>
  differences.some(difference => difference.figure === figure);

export interface CostInput extends TableInput {
  comparisonOf(transfer: Transfer): Comparison | undefined;
}

/** Costs, cheapest first, compared with the baseline. */
export function costTable({ variant, transfers, texts, comparisonOf }: CostInput): TableBlock {
  const { say, format } = texts;
  const cost = ({ summary }: Transfer) => summary?.cpuNsPerKiB.median ?? 0;
  const sorted = [...transfers].sort((a, b) => cost(a) - cost(b));
  const dearest = Math.max(...sorted.map(cost));
  const rates = columnUnit(
    sorted.map(({ summary }) => summary?.bytesPerSecond.median ?? 0),
    rateUnits,
  );
  const decimals = decimalsFor(cost(sorted[0]!));
  const against = sorted.map(comparisonOf).find(entry => entry !== undefined)?.against;
  return {
    kind: 'table',
    title: say(
      variant === undefined
        ? message('table.cost')
        : message('table.cost-variant', { variant: variantMessage(variant) }),
    ),
    columns: [
      strategyColumn(texts),
      right('ns/KiB'),
      right('±'),
      right(rates.unit.name),
      right(say(message('column.copying'))),
      { title: say(message('column.against')), align: 'left' },
      { title: '', align: 'left' },
    ],
    rows: sorted.map(transfer => [
      name(transfer, format),
      `${format.fixed(cost(transfer), decimals)} k`,
      spreadCell(transfer, format),
      `${format.fixed((transfer.summary?.bytesPerSecond.median ?? 0) / rates.unit.size, rates.decimals)} c`,
      transfer.copyTime && transfer.copyTime.samples > 0
        ? `${format.percent(transfer.copyTime.share)} s`
        : '–',
      ratioCell(transfer, comparisonOf(transfer), against, texts),
      bar(cost(transfer), dearest),
    ]),
    legend: say(legendOf(sorted, against, sorted.map(comparisonOf))),
  };
}

function spreadCell({ summary }: Transfer, format: Format): string {
  if (!summary || summary.cpuNsPerKiB.median === 0 || summary.cpuNsPerKiB.n < 2) return '–';
  return `${format.number(Math.round((summary.cpuNsPerKiB.mad / summary.cpuNsPerKiB.median) * 1000) / 10)} %`;
}

function ratioCell(
  transfer: Transfer,
  comparison: Comparison | undefined,
  against: string | undefined,
  { say, format }: Texts,
): string {
  if (!comparison) return isNamed(transfer, against) ? say(message('cell.baseline')) : '–';
  const { ratio, low, high, verdict } = comparison;
  if (low === null || high === null) return say(message('cell.few', { ratio }));
  const bare = (value: number) => format.ratio(value).replace('×', '');
  const figures = `${format.ratio(ratio)} (${bare(low)}–${bare(high)})`;
  if (verdict === 'cheaper' || verdict === 'costlier') return say(message(`cell.${verdict}`, { figures }));
  return say(message('cell.no-difference', { figures }));
}

const english = createFormat('en');

/** Names of rows are the same in every language. */
const isNamed = (transfer: Transfer, against: string | undefined) => name(transfer, english) === against;

function legendOf(
  rows: Transfer[],
  against: string | undefined,
  comparisons: (Comparison | undefined)[],
): Message {
  const median = message('cost.median', { rounds: roundsText(rows) });
  if (!against) return message('cost.legend', { median });
  const hasInterval = comparisons.some(comparison => comparison && comparison.low !== null);
  return message(hasInterval ? 'cost.legend-against' : 'cost.legend-few', { median, against });
}

function roundsText(transfers: Transfer[]): Message {
  const rounds = transfers.map(({ summary }) => summary?.cpuNsPerKiB.n ?? 0);
  const [least, most] = [Math.min(...rounds), Math.max(...rounds)];
  return least === most ? message('rounds.all', { rounds: most }) : message('rounds.range', { least, most });
}

const barWidth = 8;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of up to 8 cells, to the eighth of a cell. */
function bar(value: number, most: number): string {
  const parts = most > 0 ? Math.max(1, Math.round((value / most) * barWidth * 8)) : 0;
  return '█'.repeat(Math.floor(parts / 8)) + eighths[parts % 8];
}
