/** The table's columns in their order. */
export const columnIds = [
  'strategy',
  'verdict',
  'cpuCopies',
  'dmaCopies',
  'modeSwitches',
  'contextSwitches',
  'voluntarySwitches',
  'involuntarySwitches',
  'pageFaults',
  'syscalls',
  'bytesPerSyscall',
  'cpu',
  'userCpu',
  'kernelCpu',
  'copyShare',
  'throughput',
] as const;
export type ColumnId = (typeof columnIds)[number];

/** Copies and switches first, then what they cost; the others are one click away. */
export const shownAtFirst: ColumnId[] = [
  'strategy',
  'verdict',
  'cpuCopies',
  'modeSwitches',
  'contextSwitches',
  'cpu',
  'throughput',
];
