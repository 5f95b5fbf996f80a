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

/** Small, so that the sender soon waits, but large enough for 100 KiB of page references. */
export const receiveBuffer = 64 << 10;

const right = { sendfile: 'reference', write: 'copy' } as const;

/**
 * Runs our own senders on the same filesystem and kind of connection: sendfile must show references and write must show
 * copies, else nothing can be decided on this machine.
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
