import { decideByRatio, senderCpu } from './judging';
import type { Scenario } from './scenario';
import { MiB } from './sizes';

/** B1, Ceph and GlusterFS: 4 MiB is the size of a RADOS object. RDMA needs cards that no loopback has. */
export const blockStoreLarge: Scenario = {
  id: 'block-store-large',
  title: 'Ceph, GlusterFS: large blocks',
  claim:
    'Blocks of 4 MiB go out cheapest where the kernel hands over pages: sendfile and splice beat read and write.',
  source:
    'Articles on zero copy: distributed block stores. Their other way, RDMA, lets the card fetch from user memory and is not run here: it needs such cards at both ends.',
  textbook: '2 CPU copies against 0',
  consequence:
    'For replication over TCP use splice or sendfile; with RDMA cards neither, as the card moves the bytes without the CPU.',
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
