import { message } from '../../messages/message';
import type { Hop } from '../../model/report';
import { intoDirectBuffer } from './directIo';
import { fromDisk, header, toReceiver } from './ends';
import {
  copiedAnyway,
  countedBytes,
  cpuCopy,
  type Facts,
  type Rules,
  readIntoUser,
  reference,
  spliceOut,
  writtenPayload,
} from './facts';

const outOfUser = (facts: Facts): Hop =>
  cpuCopy({
    from: 'user-buffer',
    to: 'socket-buffer',
    ...writtenPayload(facts),
    note: message('copy.write-socket'),
  });

const outOfMapping = (facts: Facts): Hop =>
  cpuCopy({
    from: 'page-cache',
    to: 'socket-buffer',
    ...writtenPayload(facts),
    note: message('copy.mapped-to-socket'),
  });

/** Sends with MSG_ZEROCOPY: the completions report how many the kernel copied nevertheless, as it does on loopback. */
function zeroCopySend(facts: Facts, from: 'page-cache' | 'user-buffer'): Hop[] {
  const copied = copiedAnyway(facts);
  return [
    cpuCopy({
      from,
      to: 'socket-buffer',
      bytes: copied,
      evidence: 'kernel',
      note: message('copy.zero-copy-copied'),
    }),
    reference({
      from,
      to: 'socket-buffer',
      bytes: facts.run.bytes - copied,
      evidence: facts.run.zeroCopy ? 'kernel' : 'model',
      note: message('copy.zero-copy'),
    }),
  ];
}

/** One pass of the CPU reads the plain bytes where they are and writes the cipher text into buffers of its own. */
const sentByFile = (facts: Facts): Hop =>
  facts.kernelTls
    ? cpuCopy({
        from: 'page-cache',
        to: 'socket-buffer',
        bytes: countedBytes(facts, 'sendfile').bytes,
        evidence: 'model',
        note: message('copy.kernel-tls'),
      })
    : spliceOut(facts, 'socket-buffer', countedBytes(facts, 'sendfile'));

const path =
  (...legs: ((facts: Facts) => Hop | Hop[])[]) =>
  (facts: Facts) => [
    ...fromDisk(facts),
    ...header(facts),
    ...legs.flatMap(leg => leg(facts)),
    ...toReceiver(facts),
  ];

const pipeToSocket = (facts: Facts): Hop =>
  reference({
    from: 'pipe-buffer',
    to: 'socket-buffer',
    bytes: facts.run.bytes,
    evidence: 'counted',
    note: message('copy.splice-to-socket'),
  });

export const fileToSocket: Rules = {
  'read-write': path(readIntoUser, outOfUser),
  'mmap-write': path(outOfMapping),
  sendfile: path(sentByFile),
  splice: path(
    facts => spliceOut(facts, 'pipe-buffer', { bytes: facts.run.bytes, evidence: 'counted' }),
    pipeToSocket,
  ),
  'direct-io': facts => [
    ...header(facts),
    ...intoDirectBuffer(facts),
    outOfUser(facts),
    ...toReceiver(facts),
  ],
  'msg-zerocopy': path(facts => zeroCopySend(facts, 'page-cache')),
  vmsplice: path(
    facts =>
      reference({
        from: 'page-cache',
        to: 'pipe-buffer',
        bytes: facts.run.bytes,
        evidence: 'counted',
        note: message('copy.vmsplice'),
      }),
    pipeToSocket,
  ),
  'io-uring-zc': path(readIntoUser, facts => zeroCopySend(facts, 'user-buffer')),
};
