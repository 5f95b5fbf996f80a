import { en } from '../messages/en';
import type { MessageId } from '../messages/message';
import type { Message } from '../model/message';
import type { Because, ProofNote } from '../model/proof';

export interface ProofWords {
  /** What the bytes showed, or why they show nothing. */
  why: Message;
  /** What to do about it; null where nothing is wrong. */
  remedy: Message | null;
}

/** The reason of a verdict as a person reads it. */
export function proofWords({ id, args }: Because): ProofWords {
  const why: MessageId = `proof.${id}.why`;
  const remedy = `proof.${id}.remedy`;
  return { why: { id: why, args }, remedy: Object.hasOwn(en, remedy) ? { id: remedy, args } : null };
}

/** What a person should know beside the verdict. */
export function proofNote({ id, args }: ProofNote): Message {
  const note: MessageId = `proof.note.${id}`;
  return { id: note, args };
}
