import type { ProofBytes } from '../model/proof';
import { noBytes } from './criterion';
import type { ContentRun } from './locate';

/** The bytes drained from a connection while the file held its complement. */
export interface Drained {
  /** The bytes after the examined receive queue. */
  stream: Buffer;
  /** Places of the file in it, content and complement alike. */
  runs: readonly ContentRun[];
  content: Buffer;
  /** Bytes of `stream` that were in the send queue when the file changed. */
  queued: number;
}

export interface SendZone {
  /** Classes of the bytes that waited in the send queue. */
  bytes: ProofBytes;
  /**
   * Unchanged bytes after both queues: the server had read them before the change. Null where the stream ended before a
   * changed byte showed where that stops.
   */
  readAheadBytes: number | null;
}

/**
 * What the send queue held. New bytes of it are references and old ones copies, because all of it was queued before the
 * change. New bytes behind old ones count as undecided: if the queue was smaller than the kernel said (data that the
 * receiver had, and had not acknowledged yet, counts twice), they were read after the change.
 */
export function classifyDrained({ stream, runs, content, queued }: Drained): SendZone {
  const bytes = noBytes();
  let covered = 0;
  let sawOld = false;
  let ahead = 0;
  let sawEnd = false;
  for (const { at, offset, length } of runs) {
    for (let index = 0; index < length; index++) {
      const isOld = stream[at + index] === content[offset + index];
      if (at + index >= queued) {
        if (!isOld) sawEnd = true;
        else if (!sawEnd) ahead++;
      } else {
        covered++;
        if (isOld) bytes.copy++;
        else if (sawOld) bytes.undecided++;
        else bytes.reference++;
        sawOld ||= isOld;
      }
    }
  }
  bytes.header = Math.min(queued, stream.length) - covered;
  return { bytes, readAheadBytes: sawEnd || ahead > 0 ? ahead : null };
}
