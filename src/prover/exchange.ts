import { setTimeout as pause } from 'node:timers/promises';
import type { Because } from '../model/proof';
import { type RequestPlan, type ResponseHead, requestBytes } from '../prove/http';
import { connectProblem } from './address';
import type { NativeTap, ProofBackend, Target } from './backend';
import { receiveBuffer } from './controls';

/** A connection to the server. Throws a Problem where there is none. */
export function openTap(backend: ProofBackend, target: Target): NativeTap {
  try {
    return new backend.Tap({ ...target, receiveBuffer });
  } catch (error) {
    throw connectProblem(error as NodeJS.ErrnoException);
  }
}

/** How long a server may take to accept a request, milliseconds. */
const sendMs = 5000;

/** Sends all of it, waiting where the send buffer is full. */
export async function sendAll(tap: NativeTap, bytes: Buffer): Promise<void> {
  const end = performance.now() + sendMs;
  for (let rest = bytes; rest.length > 0; ) {
    const sent = tap.send(rest);
    rest = rest.subarray(sent);
    if (sent === 0) await pause(1);
    if (performance.now() > end)
      throw Object.assign(new Error('the request was not taken'), { code: 'ETIMEDOUT' });
  }
}

/** The request, or why it could not be made. */
export async function ask(tap: NativeTap, plan: RequestPlan): Promise<Because | null> {
  try {
    await sendAll(tap, requestBytes(plan));
    return null;
  } catch (error) {
    return {
      id: 'closed-early',
      args: { bytes: 0, code: (error as NodeJS.ErrnoException).code ?? 'unknown' },
    };
  }
}

export type Head = ResponseHead | 'not-http' | null;
