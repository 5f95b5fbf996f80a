import type { Control } from '../model/proof';
import { verdictOf } from '../prove/criterion';
import type { NativeTap, ProofBackend } from './backend';
import { lookAt } from './look';
import type { Scratch } from './scratch';

export interface Network {
  over: Control['over'];
  /** An address of this machine, for TCP. */
  address: string;
}

/** So small that the sender soon waits, and large enough for a hundred KiB of page references. */
export const receiveBuffer = 64 << 10;

const right = { sendfile: 'reference', write: 'copy' } as const;

/**
 * Tries senders of our own on the same filesystem and kind of connection: sendfile must show references and write
 * copies, else this machine can't decide anything.
 */
export function runControls(backend: ProofBackend, scratch: Scratch, network: Network): Control[] {
  return (['sendfile', 'write'] as const).map(sending => {
    const tap = new backend.Tap({
      kind: 'control',
      ...network,
      sending,
      receiveBuffer,
      scratch: scratch.native,
    });
    try {
      return controlOn(tap, scratch, { sending, over: network.over });
    } finally {
      tap.close();
    }
  });
}

function controlOn(tap: NativeTap, scratch: Scratch, what: Pick<Control, 'sending' | 'over'>): Control {
  const { bytes, restored } = lookAt(tap, scratch, tap.peek(tap.queued()));
  return { ...what, bytes, passed: restored && verdictOf(bytes) === right[what.sending] };
}
