/** The ways to move bytes, by the names the command line, the report and the panel share. */
export const strategyNames = [
  'read-write',
  'mmap-write',
  'mmap-mmap',
  'sendfile',
  'splice',
  'copy-file-range',
  'reflink',
  'direct-io',
  'msg-zerocopy',
  'vmsplice',
  'io-uring',
  'io-uring-zc',
  'io-uring-sqpoll',
] as const;

export type StrategyName = (typeof strategyNames)[number];
