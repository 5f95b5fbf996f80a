import { setTimeout as pause } from 'node:timers/promises';
import type { NativeTap } from './backend';
import { peerRow } from './peer';

/** The queues of a stream that nobody reads. */
export interface Queues {
  receive: number;
  /** Null where the sender's socket can't be seen. */
  send: number | null;
  /** Whether both were stable: then their sum is all that was sent. */
  still: boolean;
  ended: boolean;
}

const sampleMs = 10;
/** More than the kernel may hold back an acknowledgement that would empty the send queue (40 ms, TCP_DELACK_MIN). */
const equalSamples = 6;

export interface SettleOptions {
  /** How long to wait for the first byte. */
  answerMs: number;
  /** How long queues may grow; after that only the receive queue is examined, as it is. */
  growMs: number;
  /** Ends the wait before the queues are stable, because the wanted bytes have arrived. */
  enough?: () => boolean;
}

export const patience: SettleOptions = { answerMs: 10_000, growMs: 3000 };

/** Waits until the queues are stable or the time has passed. */
export async function settle(
  tap: NativeTap,
  { answerMs, growMs, enough }: SettleOptions = patience,
): Promise<Queues> {
  const began = performance.now();
  let firstByte: number | null = null;
  let last = '';
  let equal = 0;
  for (;;) {
    const seen = { receive: tap.queued(), send: peerRow(tap)?.sendQueue ?? null, ended: tap.ended() };
    const now = JSON.stringify(seen);
    equal = now === last ? equal + 1 : 1;
    last = now;
    if (seen.receive > 0) firstByte ??= performance.now();
    const still = equal >= equalSamples;
    if (seen.receive > 0 && enough?.()) return { ...seen, still };
    if (still && (seen.receive > 0 || seen.ended)) return { ...seen, still };
    const late =
      firstByte === null ? performance.now() - began > answerMs : performance.now() - firstByte > growMs;
    if (late) return { ...seen, still: false };
    await pause(sampleMs);
  }
}
