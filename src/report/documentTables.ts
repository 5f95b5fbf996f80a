import type { Comparison, Transfer } from '../model/report';
import type { Evidence, Mover } from '../model/route';
import type { Block } from './document';
import { movesEvidence, movesPerByte, strayDeviceBytes, switchesPerChunk } from './figures';
import { columnUnit, decimalsFor, type Format, rateUnits } from './format';

type TableBlock = Extract<Block, { kind: 'table' }>;

/** How a figure is known, as one letter behind it. */
export const evidenceLetters: Record<Evidence, string> = {
  counted: 'c',
  kernel: 'k',
  observed: 'o',
  sampled: 's',
  model: 'm',
};
const evidenceLegend =
  'c counted at our calls · k reported by the kernel · o observed by experiment · s sampled · m modelled';

export interface TableInput {
  /** Added to the table's title: what sets these rows apart; may be empty. */
  title: string;
  transfers: Transfer[];
  format: Format;
}

const name = ({ strategy, chunkBytes }: Transfer, format: Format) =>
  `${strategy} ${format.bytes(chunkBytes)}`;

/** What happened to the bytes: copies and switches beside the textbook's. */
export function pathTable({ title, transfers, format }: TableInput): TableBlock {
  const right = (heading: string) => ({ title: heading, align: 'right' }) as const;
  return {
    kind: 'table',
    title: `Copies and switches, textbook → here${title}`,
    columns: [
      { title: 'Strategy', align: 'left' },
      ...['CPU copies', 'DMA copies', 'Switches/chunk', 'Syscalls', 'Context sw.', 'Faults'].map(right),
    ],
    rows: transfers.map(transfer => [
      name(transfer, format),
      besideCell(transfer, 'cpu', format),
      besideCell(transfer, 'dma', format),
      switchesCell(transfer, format),
      `${format.count(transfer.summary?.syscalls.median ?? 0)} c`,
      `${format.count(transfer.summary?.wakeups.median ?? 0)} k`,
      `${format.count((transfer.summary?.minorFaults.median ?? 0) + (transfer.summary?.majorFaults.median ?? 0))} k`,
    ]),
    legend: `Per byte moved; a chunk's calls switch mode twice each; page faults switch too, and are counted under Faults alone. ≠ differs, see below. ${evidenceLegend}.`,
  };
}

/** What the processor counted, where it did: null where no row has it. */
export function hardwareTable({ title, transfers, format }: TableInput): TableBlock | null {
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
    title: `The sender's processor${title}`,
    columns: [
      { title: 'Strategy', align: 'left' },
      ...['Cycles/B', 'Instructions/B', 'Per cycle', 'Cache misses/KiB'].map(
        heading => ({ title: heading, align: 'right' }) as const,
      ),
    ],
    rows: counted,
    legend: "User space and kernel, from the processor's counters (perf_event_open), median of the rounds.",
  };
}

/** `2 → 0 k ≠`: the textbook's figure, ours with its evidence, and whether they differ. */
function beside(textbook: number | undefined, here: string, differs: boolean): string {
  return `${textbook ?? '–'} → ${here}${differs ? ' ≠' : '  '}`;
}

function besideCell(transfer: Transfer, by: Extract<Mover, 'cpu' | 'dma'>, format: Format): string {
  const figure = `${by}Copies` as const;
  const measured = movesPerByte(transfer, by);
  const stray = by === 'dma' ? strayDeviceBytes(transfer) : null;
  const figureText = stray === null ? format.number(measured ?? 0) : `${format.bytes(stray)} read`;
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

/** What it cost, cheapest first, held against the baseline. */
export function costTable({ title, transfers, format, comparisonOf }: CostInput): TableBlock {
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
    title: `CPU time of the sender per KiB, cheapest first${title}`,
    columns: [
      { title: 'Strategy', align: 'left' },
      { title: 'ns/KiB', align: 'right' },
      { title: '±', align: 'right' },
      { title: `${rates.unit.name}`, align: 'right' },
      { title: 'Copying', align: 'right' },
      { title: 'Against baseline', align: 'left' },
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
      ratioCell(transfer, comparisonOf(transfer), against, format),
      bar(cost(transfer), dearest),
    ]),
    legend: legendOf(sorted, against, sorted.map(comparisonOf)),
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
  format: Format,
): string {
  if (!comparison) return against === name(transfer, format) ? 'baseline' : '–';
  const { ratio, low, high, verdict } = comparison;
  if (low === null || high === null) return `${format.ratio(ratio)}, too few rounds`;
  const bare = (value: number) => format.ratio(value).replace('×', '');
  const figures = `${format.ratio(ratio)} (${bare(low)}–${bare(high)})`;
  return verdict === 'no measurable difference' ? `${figures} no difference` : `${figures} ${verdict}`;
}

function legendOf(
  rows: Transfer[],
  against: string | undefined,
  comparisons: (Comparison | undefined)[],
): string {
  const median = `Median of ${roundsText(rows)}, ± median deviation`;
  if (!against) return `${median}.`;
  const hasInterval = comparisons.some(comparison => comparison && comparison.low !== null);
  const ratio = hasInterval ? 'ratio with its 95 % interval' : 'ratio, of too few rounds for an interval,';
  return `${median}; ${ratio} against ${against}. Copying: share of the sender's CPU samples in copy code.`;
}

function roundsText(transfers: Transfer[]): string {
  const rounds = transfers.map(({ summary }) => summary?.cpuNsPerKiB.n ?? 0);
  const [least, most] = [Math.min(...rounds), Math.max(...rounds)];
  if (most === 1) return '1 round';
  return least === most ? `${most} interleaved rounds` : `${least} to ${most} interleaved rounds`;
}

const barWidth = 8;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of up to 8 cells, to the eighth of a cell. */
function bar(value: number, most: number): string {
  const parts = most > 0 ? Math.max(1, Math.round((value / most) * barWidth * 8)) : 0;
  return '█'.repeat(Math.floor(parts / 8)) + eighths[parts % 8];
}
