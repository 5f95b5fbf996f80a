import type { Control, ProofNote, ProofRun } from '../model/proof';
import { conclude } from '../prove/verdict';
import type { NativeTap } from './backend';
import { lookAt, lookAtSendQueue } from './look';
import { undecided } from './proof';
import type { Scratch } from './scratch';
import { type Queues, settle } from './settle';

export interface StreamContext {
  scratch: Scratch;
  controls: Control[];
  /** Whether the bytes come from beyond this machine. */
  remote: boolean;
  /** Whether waiting bytes may be consumed; not for a relay, whose client must get them. */
  drains: boolean;
}

/** The failed control, as an undecided run; null if all passed. */
export function failedControl({
  scratch,
  controls,
}: Pick<StreamContext, 'scratch' | 'controls'>): ProofRun | null {
  const failed = controls.find(({ passed }) => !passed);
  if (!failed) return null;
  const args = { sending: failed.sending, filesystem: scratch.filesystem };
  return undecided({ id: 'control-failed', args }, { controls });
}

/** What a stream of any protocol shows that has begun to carry the file; null where it carries none of it. */
export async function lookAtStream(tap: NativeTap, context: StreamContext): Promise<ProofRun | null> {
  const queues = await settle(tap, { answerMs: 1000, growMs: 1000 });
  const { receive, send } = queues;
  const look = lookAt(tap, context.scratch, tap.peek(receive));
  if (look.runs.length === 0) return null;
  const { controls, remote } = context;
  const { stretches, took } = look;
  const base: Partial<ProofRun> = { controls, queues: { receive, send }, stretches, took };
  if (!look.restored) return undecided({ id: 'not-restored', args: {} }, { ...base, bytes: look.bytes });
  const zone = await sendZone(tap, context, queues, look.runs);
  return {
    ...undecided({ id: 'not-restored', args: {} }, base),
    ...conclude({ receive: look.bytes, send: zone?.bytes ?? null, remote }),
    readAheadBytes: zone?.readAheadBytes ?? null,
    notes: notesOf(tap, context, zone !== null),
  };
}

/** A pipe has one queue, and nothing to say of another. */
function notesOf(tap: NativeTap, { drains }: StreamContext, seen: boolean): ProofNote[] {
  if (seen || tap.peer === null) return [];
  return [{ id: drains ? 'send-queue-unseen' : 'send-queue-left', args: {} }];
}

async function sendZone(
  tap: NativeTap,
  { drains, scratch }: StreamContext,
  queues: Queues,
  runs: Parameters<typeof lookAtSendQueue>[3],
) {
  return drains && queues.still ? lookAtSendQueue(tap, scratch, queues, runs) : null;
}
