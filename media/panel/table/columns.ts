import { t } from '@vscode/l10n';
import { byteUnits, columnUnit, rateUnits, type Unit } from '../../../src/messages/format';
import {
  contextSwitchesPerMiB,
  movesEvidence,
  movesPerByte,
  strayDeviceBytes,
  switchesPerChunk,
  switchesPerMiB,
} from '../../../src/model/figures';
import type { Message } from '../../../src/model/message';
import type { Comparison, Spread, Transfer } from '../../../src/model/report';
import type { Evidence } from '../../../src/model/route';
import type { ColumnId } from './columnIds';

/** One figure of a cell. */
export interface Figure {
  value: number;
  /** Median absolute deviation; null for what does not vary or was not repeated. */
  spread: number | null;
  evidence: Evidence;
  textbook: TextbookFigure | null;
  /** Bytes to show in place of a rate that would round to 0. */
  bytesInstead?: number;
}

/** The textbook's figure, and why the measurement differs, if it does. */
export interface TextbookFigure {
  value: number;
  measured: number;
  why: Message | null;
}

export interface Column {
  id: ColumnId;
  title: string;
  /** What the figure means, for the header's tooltip. */
  help: string;
  /** Units the column picks one of; empty for plain numbers. */
  units: Unit[];
  /** Shown beside the title where the unit never changes. */
  unitName: string;
  /** Evidence common to the column, shown once in its header; null where cells differ. */
  evidence: Evidence | null;
  figure(transfer: Transfer): Figure | null;
}

type SummaryKey = keyof NonNullable<Transfer['summary']>;

function ofSummary(key: SummaryKey, evidence: Evidence, scale = 1): Column['figure'] {
  return ({ summary }) => {
    const spread = summary?.[key];
    return spread ? figureOf(spread, evidence, scale) : null;
  };
}

function figureOf({ median, mad, n }: Spread, evidence: Evidence, scale: number): Figure {
  return { value: median * scale, spread: n > 1 ? mad * scale : null, evidence, textbook: null };
}

function copies(by: 'cpu' | 'dma', key: 'cpuCopies' | 'dmaCopies'): Column['figure'] {
  return transfer => {
    const value = movesPerByte(transfer, by);
    if (value === null) return null;
    const stray = by === 'dma' ? strayDeviceBytes(transfer) : null;
    return {
      value,
      ...(stray === null ? {} : { bytesInstead: stray }),
      spread: null,
      evidence: movesEvidence(transfer, by),
      textbook: textbook(transfer, key, transfer.textbook?.[key], value),
    };
  };
}

function textbook(
  transfer: Transfer,
  figure: 'cpuCopies' | 'dmaCopies' | 'modeSwitches',
  value: number | undefined,
  measured: number,
): TextbookFigure | null {
  if (value === undefined) return null;
  const difference = transfer.differences.find(difference => difference.figure === figure);
  return { value, measured, why: difference?.why ?? null };
}

function modeSwitches(transfer: Transfer): Figure | null {
  const each = switchesPerChunk(transfer);
  const value = switchesPerMiB(transfer);
  if (each === null || value === null) return null;
  return {
    value,
    spread: null,
    evidence: 'counted',
    textbook: textbook(transfer, 'modeSwitches', transfer.textbook?.modeSwitchesPerChunk, each),
  };
}

function contextSwitches(transfer: Transfer): Figure | null {
  const value = contextSwitchesPerMiB(transfer);
  return value === null ? null : { value, spread: null, evidence: 'kernel', textbook: null };
}

function pageFaults({ summary }: Transfer): Figure | null {
  if (!summary) return null;
  const { minorFaults, majorFaults } = summary;
  return {
    value: minorFaults.median + majorFaults.median,
    spread: minorFaults.n > 1 ? minorFaults.mad + majorFaults.mad : null,
    evidence: 'kernel',
    textbook: null,
  };
}

function copyShare({ copyTime }: Transfer): Figure | null {
  return copyTime && { value: copyTime.share * 100, spread: null, evidence: 'sampled', textbook: null };
}

/** The figures' columns; strategy and verdict are cells of their own kind. */
export function figureColumns(): Column[] {
  const plain = { units: [], unitName: '' };
  const nsPerKiB = { units: [], unitName: 'ns/KiB' };
  return [
    {
      ...plain,
      id: 'cpuCopies',
      title: t('CPU copies'),
      help: t('How often the CPU copies each byte on its way.'),
      evidence: null,
      figure: copies('cpu', 'cpuCopies'),
    },
    {
      ...plain,
      id: 'dmaCopies',
      title: t('DMA copies'),
      help: t('How often a device moves each byte: from the disk, or to the network card.'),
      evidence: null,
      figure: copies('dma', 'dmaCopies'),
    },
    {
      ...plain,
      unitName: t('per MiB'),
      id: 'modeSwitches',
      title: t('Mode switches'),
      help: t(
        'Crossings between user and kernel mode: two for each call. Page faults have a column of their own.',
      ),
      evidence: 'counted',
      figure: modeSwitches,
    },
    {
      ...plain,
      unitName: t('per MiB'),
      id: 'contextSwitches',
      title: t('Context switches'),
      help: t('How often another thread ran on the sending thread’s core.'),
      evidence: 'kernel',
      figure: contextSwitches,
    },
    {
      ...plain,
      id: 'voluntarySwitches',
      title: t('Context switches, voluntary'),
      help: t('How often the sending thread gave up its core because it had to wait.'),
      evidence: 'kernel',
      figure: ofSummary('voluntarySwitches', 'kernel'),
    },
    {
      ...plain,
      id: 'involuntarySwitches',
      title: t('Context switches, involuntary'),
      help: t('How often the scheduler took the core from the sending thread.'),
      evidence: 'kernel',
      figure: ofSummary('involuntarySwitches', 'kernel'),
    },
    {
      ...plain,
      id: 'pageFaults',
      title: t('Page faults'),
      help: t(
        'Pages the kernel had to map in while the sending thread ran. Each one is a crossing that the mode switches do not hold.',
      ),
      evidence: 'kernel',
      figure: pageFaults,
    },
    {
      ...plain,
      id: 'syscalls',
      title: t('Syscalls'),
      help: t('Calls into the kernel by the sending thread in one run.'),
      evidence: 'counted',
      figure: ofSummary('syscalls', 'counted'),
    },
    {
      ...plain,
      units: byteUnits,
      id: 'bytesPerSyscall',
      title: t('Bytes per call'),
      help: t('Average bytes per system call.'),
      evidence: 'counted',
      figure: ofSummary('bytesPerSyscall', 'counted'),
    },
    {
      ...nsPerKiB,
      id: 'cpu',
      title: t('CPU time'),
      help: t('CPU time of the sending thread for each KiB, in user and kernel mode together.'),
      evidence: 'kernel',
      figure: ofSummary('cpuNsPerKiB', 'kernel'),
    },
    {
      ...nsPerKiB,
      id: 'userCpu',
      title: t('CPU time, user'),
      help: t(
        'The part of the CPU time spent in user mode; empty where a run is too short for the kernel’s ticks.',
      ),
      evidence: 'kernel',
      figure: ofSummary('userNsPerKiB', 'kernel'),
    },
    {
      ...nsPerKiB,
      id: 'kernelCpu',
      title: t('CPU time, kernel'),
      help: t(
        'The part of the CPU time spent in the kernel; empty where a run is too short for the kernel’s ticks.',
      ),
      evidence: 'kernel',
      figure: ofSummary('systemNsPerKiB', 'kernel'),
    },
    {
      ...plain,
      unitName: '%',
      id: 'copyShare',
      title: t('Time copying'),
      help: t('Share of the sending thread’s samples in which the kernel was copying.'),
      evidence: 'sampled',
      figure: copyShare,
    },
    {
      ...plain,
      units: rateUnits,
      id: 'throughput',
      title: t('Throughput'),
      help: t(
        'Bytes moved for each second of the run. A cold disk hides the cost of copies: see the CPU time.',
      ),
      evidence: 'counted',
      figure: ofSummary('bytesPerSecond', 'counted'),
    },
  ];
}

/** A column whose unit and decimals fit its figures. */
export interface ScaledColumn extends Column {
  divisor: number;
  decimals: number;
}

export function scaleColumn(column: Column, transfers: Transfer[]): ScaledColumn {
  const values = transfers.flatMap(transfer => column.figure(transfer)?.value ?? []);
  const units = column.units.length > 0 ? column.units : [{ name: '', size: 1 }];
  const { unit, decimals } = columnUnit(values, units);
  const whole = values.every(value => isNearWhole(value / unit.size));
  return {
    ...column,
    unitName: column.unitName || unit.name,
    divisor: unit.size,
    decimals: whole ? 0 : Math.min(decimals, 2),
  };
}

/** Within half a hundredth or a thousandth part of a whole number, as the switches of a file that is also opened are. */
function isNearWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < Math.max(0.005, value / 1000);
}

/** A transfer's sort key in column `id`; null sorts last in both directions. */
export function sortValue(
  id: ColumnId,
  transfer: Transfer,
  comparison: Comparison | undefined,
  columns: Column[],
): number | string | null {
  if (transfer.unsupported) return null;
  if (id === 'strategy') return transfer.strategy;
  if (id === 'verdict') return comparison?.ratio ?? (transfer.summary ? 1 : null);
  return columns.find(column => column.id === id)?.figure(transfer)?.value ?? null;
}
