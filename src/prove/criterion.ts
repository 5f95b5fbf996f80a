import type { ByteClass, ProofBytes, ProofVerdict, Stretch } from '../model/proof';
import { type ContentRun, doubtful } from './locate';

/** The same bytes of a queue before the file was changed, while it was changed, and after it was restored. */
export interface Looks {
  before: Buffer;
  during: Buffer;
  after: Buffer;
}

export const noBytes = (): ProofBytes => ({ reference: 0, copy: 0, header: 0, encoded: 0, undecided: 0 });

/** Whether the queue again shows its first bytes; if not, another process wrote, and nothing is decided. */
export const isRestored = ({ before, during, after }: Looks): boolean =>
  during.length === before.length && after.length === before.length && before.equals(after);

/**
 * Classifies each byte of a queue, in order. A byte that became its complement with the file is a reference, a byte of the
 * file that stayed is a copy, any other byte that stayed belongs to the protocol. No boundary is guessed: a byte seen
 * before the change was in the queue before it, so it was not read later.
 */
export function stretchesOf(looks: Looks, runs: readonly ContentRun[]): Stretch[] {
  const { before, during } = looks;
  if (before.length === 0) return [];
  if (!isRestored(looks)) return [{ kind: 'undecided', bytes: before.length }];
  const ofFile = new Uint8Array(before.length);
  for (const { at, length } of runs) ofFile.fill(1, at, at + length);
  const stretches: Stretch[] = [];
  let start = 0;
  let kind = classOf(before[0]! ^ during[0]!, ofFile[0] === 1);
  for (let at = 1; at < before.length; at++) {
    const next = classOf(before[at]! ^ during[at]!, ofFile[at] === 1);
    if (next === kind) continue;
    stretches.push({ kind, bytes: at - start });
    [kind, start] = [next, at];
  }
  const bytes = before.length - start;
  return [...stretches, { kind: isFraming(stretches.at(-1), kind, bytes) ? 'header' : kind, bytes }];
}

/**
 * Whether a copy at the end of the queue, behind references, may be the beginning of framing that equals the file's next bytes by
 * chance: what would show that is not there.
 */
const isFraming = (before: Stretch | undefined, kind: ByteClass, bytes: number): boolean =>
  kind === 'copy' && bytes <= doubtful && before?.kind === 'reference';

/** `changed` holds the bits that differ between the first look and the second. */
function classOf(changed: number, ofFile: boolean): ByteClass {
  if (changed === 0xff) return 'reference';
  if (changed !== 0) return 'undecided';
  return ofFile ? 'copy' : 'header';
}

/** Stretches added up by class. */
export function bytesOf(stretches: readonly Stretch[]): ProofBytes {
  const bytes = noBytes();
  for (const stretch of stretches) bytes[stretch.kind] += stretch.bytes;
  return bytes;
}

/** The verdict that bytes allow. Encoded bytes alone decide nothing. */
export function verdictOf({ reference, copy }: ProofBytes): ProofVerdict {
  if (reference > 0 && copy > 0) return 'mixed';
  if (reference > 0) return 'reference';
  return copy > 0 ? 'copy' : 'undecided';
}

export function sumOf(a: ProofBytes, b: ProofBytes): ProofBytes {
  return {
    reference: a.reference + b.reference,
    copy: a.copy + b.copy,
    header: a.header + b.header,
    encoded: a.encoded + b.encoded,
    undecided: a.undecided + b.undecided,
  };
}
