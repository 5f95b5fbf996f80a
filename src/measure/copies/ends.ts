import { message } from '../../messages/message';
import type { Hop } from '../../model/report';
import { cpuCopy, discarded, dmaCopy, type Facts } from './facts';

/** Disk to page cache: only what was not cached, as the block layer accounted it to the process. */
export function fromDisk({ run }: Facts): Hop[] {
  return [
    dmaCopy({
      from: 'disk',
      to: 'page-cache',
      bytes: run.deviceReadBytes,
      evidence: 'kernel',
      note: message('copy.from-disk'),
    }),
  ];
}

/** A header is made in user space and copied into the socket's buffer, whatever moves the file after it. */
export function header({ headerBytes }: Facts): Hop[] {
  return [
    cpuCopy({
      from: 'user-buffer',
      to: 'socket-buffer',
      bytes: headerBytes,
      evidence: 'counted',
      note: message('copy.header'),
    }),
  ];
}

const receiverBytes = ({ run }: Facts, name: string) => run.receiverSyscalls[name]?.bytes ?? 0;

/** From the socket's buffer to the far end. Loopback passes the same skb on: this leg has no network card and no DMA. */
export function toReceiver(facts: Facts): Hop[] {
  const from = 'socket-buffer';
  const to = 'receiver';
  const received = receiverBytes(facts, 'recvfrom');
  const drops = facts.socket === 'tcp' && facts.run.hash === null;
  return [
    (drops ? discarded : cpuCopy)({
      from,
      to,
      bytes: received,
      evidence: 'counted',
      note: drops ? message('copy.dropped') : message('copy.received'),
    }),
    ...drained(facts, from),
  ];
}

/** From the pipe to the far end. */
export function toPipeReader(facts: Facts): Hop[] {
  return [
    cpuCopy({
      from: 'pipe-buffer',
      to: 'receiver',
      bytes: receiverBytes(facts, 'read'),
      evidence: 'counted',
      note: message('copy.pipe-read'),
    }),
    ...drained(facts, 'pipe-buffer'),
  ];
}

function drained(facts: Facts, from: 'socket-buffer' | 'pipe-buffer'): Hop[] {
  return [
    discarded({
      from,
      to: 'receiver',
      bytes: Math.min(facts.run.bytes + facts.headerBytes, receiverBytes(facts, 'splice')),
      evidence: 'counted',
      note: message('copy.drained'),
    }),
  ];
}

/** Page cache to disk: within the run only if it flushes; otherwise the kernel writes back later. */
export function toDisk({ run, flushEvery, filesystem }: Facts): Hop[] {
  if (flushEvery === 0 || filesystem.device === null) return [];
  return [
    dmaCopy({
      from: 'destination-page-cache',
      to: 'destination-disk',
      bytes: run.bytes,
      evidence: 'model',
      note: message('copy.to-disk'),
    }),
  ];
}
