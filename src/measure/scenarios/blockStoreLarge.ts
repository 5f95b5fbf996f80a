import { decideByRatio, senderCpu } from './judging';
import { MiB, type Scenario, wordsOf } from './scenario';

/** B1, Ceph and GlusterFS: 4 MiB is the size of a RADOS object. RDMA needs cards that no loopback has. */
export const blockStoreLarge: Scenario = {
  ...wordsOf('block-store-large'),
  cases: [
    {
      changes: {
        strategies: ['read-write', 'mmap-write', 'sendfile', 'splice', 'msg-zerocopy'],
        chunks: [4 * MiB],
      },
    },
  ],
  decide: report =>
    decideByRatio(report, {
      over: { strategy: 'splice' },
      under: { strategy: 'read-write' },
      metric: senderCpu,
      holds: 'below',
      limit: 1,
    }),
};
