import { setTimeout as pause } from 'node:timers/promises';
import type { ProofBytes, ProofRun, Stretch } from '../model/proof';
import { bytesOf, isRestored, stretchesOf } from '../prove/criterion';
import { type ContentRun, locate, rangeOf } from '../prove/locate';
import { classifyDrained, type SendZone } from '../prove/sendQueue';
import type { NativeTap } from './backend';
import type { Scratch } from './scratch';
import type { Queues } from './settle';

/** The result of peek, flip, peek on a receive queue. */
export interface QueueLook {
  bytes: ProofBytes;
  /** The first of them, in their order. */
  stretches: Stretch[];
  runs: ContentRun[];
  /** Whether the queue showed its first bytes again after the restore. */
  restored: boolean;
  took: NonNullable<ProofRun['took']>;
}

/** Framing in small pieces makes thousands of stretches; a drawing shows fewer. */
const mostStretches = 256;

/** Examines bytes that were peeked before; `range` is their origin, by default the place where their content is found. */
export function lookAt(
  tap: NativeTap,
  scratch: Scratch,
  peeked: Buffer,
  { next = 0, range }: { next?: number; range?: { offset: number; length: number } } = {},
): QueueLook {
  const runs = locate(peeked, scratch.content, { next });
  const { offset, length } = range ?? rangeOf(runs);
  const looks = tap.peekFlipPeek(scratch.native, peeked.length, offset, length);
  const restored = isRestored(looks) && looks.before.equals(peeked);
  const stretches = stretchesOf(restored ? looks : { ...looks, after: Buffer.alloc(0) }, runs);
  return {
    bytes: bytesOf(stretches),
    stretches: stretches.slice(0, mostStretches),
    runs,
    restored,
    took: { lookToRestoreNs: looks.tookNs, changedNs: looks.changedNs },
  };
}

/** How far beyond the queues a server's read-ahead is followed. */
const furthest = 1 << 20;
/** How long a stream may pause before it is taken to have ended, milliseconds. */
const idleMs = 100;

/**
 * Consumes all waiting bytes, and some more, while the file holds its complement, to learn what the send queue held. The
 * file is always restored.
 */
export async function lookAtSendQueue(
  tap: NativeTap,
  scratch: Scratch,
  { receive, send }: Queues,
  runs: readonly ContentRun[],
): Promise<SendZone | null> {
  if (send === null) return null;
  const last = runs.at(-1);
  const next = last ? last.offset + last.length : 0;
  scratch.native.flip(0, scratch.content.length);
  try {
    const whole = await drain(tap, receive + send + furthest);
    const stream = whole.subarray(receive);
    const { content, complement } = scratch;
    const found = locate(stream, content, { next, complement });
    return classifyDrained({ stream, runs: found, content, queued: send });
  } finally {
    scratch.native.restore();
  }
}

/** Takes up to `most` bytes, until the stream ends or pauses. */
export async function drain(tap: NativeTap, most: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let taken = 0;
  let heard = performance.now();
  while (taken < most) {
    // Asked before the look: a process that was not scheduled for so long looks once more.
    const late = performance.now() - heard >= idleMs;
    const piece = tap.receive(Math.min(1 << 18, most - taken));
    if (piece === null) {
      if (late) break;
      await pause(1);
      continue;
    }
    if (piece.length === 0) break;
    pieces.push(piece);
    taken += piece.length;
    heard = performance.now();
  }
  return Buffer.concat(pieces);
}
