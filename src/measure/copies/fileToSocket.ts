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
    note: 'write copies from the user buffer into the socket buffer (tcp_sendmsg, unix_stream_sendmsg).',
  });

const outOfMapping = (facts: Facts): Hop =>
  cpuCopy({
    from: 'page-cache',
    to: 'socket-buffer',
    ...writtenPayload(facts),
    note: 'The mapping is the page cache itself, so write copies once, from there into the socket buffer.',
  });

/** Sends with MSG_ZEROCOPY: the completions tell how many the kernel copied after all, as it does on loopback. */
function zeroCopySend(facts: Facts, from: 'page-cache' | 'user-buffer'): Hop[] {
  const copied = copiedAnyway(facts);
  return [
    cpuCopy({
      from,
      to: 'socket-buffer',
      bytes: copied,
      evidence: 'kernel',
      note: 'The kernel copied these after all and said so in its completions (SO_EE_CODE_ZEROCOPY_COPIED, IORING_NOTIF_USAGE_ZC_COPIED): loopback always does.',
    }),
    reference({
      from,
      to: 'socket-buffer',
      bytes: facts.run.bytes - copied,
      evidence: facts.run.zeroCopy ? 'kernel' : 'model',
      note: 'MSG_ZEROCOPY pins the user pages and hands them to the socket; completions say when they are free again.',
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
        note: 'Kernel TLS encrypts from the page cache into new buffers: one pass of the CPU, in place of a copy (tls_sw_sendmsg).',
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
    note: "splice hands the pipe's pages to the socket (MSG_SPLICE_PAGES, Linux 6.5 on; sendpage before).",
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
        note: 'vmsplice puts references to the mapped page-cache pages into the pipe (vmsplice(2)).',
      }),
    pipeToSocket,
  ),
  'io-uring-zc': path(readIntoUser, facts => zeroCopySend(facts, 'user-buffer')),
};
