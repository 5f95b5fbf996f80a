/** The table's columns in their order. */
export const columnIds = [
  'strategy',
  'verdict',
  'cpuCopies',
  'dmaCopies',
  'modeSwitches',
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

/** The split of CPU time is one click away; its sum is there from the start. */
export const shownAtFirst: ColumnId[] = columnIds.filter(id => id !== 'userCpu' && id !== 'kernelCpu');
