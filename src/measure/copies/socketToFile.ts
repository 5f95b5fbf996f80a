import { message } from '../../messages/message';
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
    note: message('copy.recv'),
  });

const outOfUser = (facts: Facts): Hop =>
  cpuCopy({
    from: 'user-buffer',
    to: 'destination-page-cache',
    ...countedBytes(facts, 'write', 'pwrite64'),
    note: message('copy.write-file'),
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
      note: message('copy.recv-mapped'),
    }),
  ),
  splice: path(
    facts =>
      reference({
        from: 'socket-buffer',
        to: 'pipe-buffer',
        bytes: facts.run.bytes,
        evidence: 'counted',
        note: message('copy.splice-from-socket'),
      }),
    facts =>
      cpuCopy({
        from: 'pipe-buffer',
        to: 'destination-page-cache',
        bytes: facts.run.bytes,
        evidence: 'counted',
        note: message('copy.splice-to-file'),
      }),
  ),
  'direct-io': facts => [intoUser(facts), ...outOfDirectBuffer(facts)],
};
