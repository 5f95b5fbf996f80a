import type { Hop } from '../../model/report';
import { outOfDirectBuffer } from './directIo';
import { toDisk } from './ends';
import { countedBytes, cpuCopy, type Facts, type Rules, reference } from './facts';

const receiveCalls = ['recvfrom', 'recvmsg', 'read'];

const intoUser = (facts: Facts): Hop =>
  cpuCopy({
    from: 'socket-buffer',
    to: 'user-buffer',
    ...countedBytes(facts, ...receiveCalls),
    note: 'recv copies from the socket buffer into the user buffer (skb_copy_datagram_iter).',
  });

const outOfUser = (facts: Facts): Hop =>
  cpuCopy({
    from: 'user-buffer',
    to: 'destination-page-cache',
    ...countedBytes(facts, 'write', 'pwrite64'),
    note: 'write copies from the user buffer into pages of the output (copy_folio_from_iter).',
  });

const path =
  (...legs: ((facts: Facts) => Hop)[]) =>
  (facts: Facts) => [...legs.map(leg => leg(facts)), ...toDisk(facts)];

export const socketToFile: Rules = {
  'read-write': path(intoUser, outOfUser),
  'mmap-write': path(facts =>
    cpuCopy({
      from: 'socket-buffer',
      to: 'destination-page-cache',
      ...countedBytes(facts, ...receiveCalls),
      note: 'recv into a mapping of the output copies once, straight into its page-cache pages.',
    }),
  ),
  splice: path(
    facts =>
      reference({
        from: 'socket-buffer',
        to: 'pipe-buffer',
        bytes: facts.run.bytes,
        evidence: 'counted',
        note: "splice takes references to the socket's buffers into the pipe (skb_splice_bits).",
      }),
    facts =>
      cpuCopy({
        from: 'pipe-buffer',
        to: 'destination-page-cache',
        bytes: facts.run.bytes,
        evidence: 'counted',
        note: 'Into a file splice writes as write does, one copy (iter_file_splice_write).',
      }),
  ),
  'direct-io': facts => [intoUser(facts), ...outOfDirectBuffer(facts)],
};
