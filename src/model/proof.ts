import * as v from 'valibot';
import { count, finite } from './sample';

// What a proof found: a file was sent, changed in place while its bytes waited in a queue, and put back. Bytes that
// followed the change are references to the page cache; bytes that did not are copies.

export const proofSchemaName = 'iopath-proof/1';

export const proofVerdicts = ['reference', 'copy', 'mixed', 'undecided'] as const;
export type ProofVerdict = (typeof proofVerdicts)[number];

/** What a byte of a queue can be; `proofBytesSchema` says what each means. */
export const byteClasses = ['reference', 'copy', 'header', 'encoded', 'undecided'] as const;
export type ByteClass = (typeof byteClasses)[number];

/** Neighbouring bytes of the receive queue that showed the same. */
export const stretchSchema = v.object({ kind: v.picklist(byteClasses), bytes: count });
export type Stretch = v.InferOutput<typeof stretchSchema>;

/** Bytes of the queues by what they showed. */
export const proofBytesSchema = v.object({
  /** Changed with the file: references. */
  reference: count,
  /** The file's bytes, but did not change with it: copies. */
  copy: count,
  /** Not the file's bytes: headers, framing. */
  header: count,
  /** The file's content in another form (TLS, a content encoding), which cannot change with the file. */
  encoded: count,
  /** Contradictory, or possibly read after the change. */
  undecided: count,
});
export type ProofBytes = v.InferOutput<typeof proofBytesSchema>;

/** Why the verdict is what it is; the catalogue has a text for each (`proof.ID.why`). */
export const proofReasons = [
  'all-followed',
  'none-followed',
  'some-followed',
  'zones-differ',
  'extents-shared',
  'file-copied',
  'runs-differ',
  'encrypted',
  'content-encoded',
  'cached-content',
  'control-failed',
  'not-found',
  'credentials',
  'redirected',
  'other-status',
  'other-content',
  'not-http',
  'closed-early',
  'no-answer',
  'no-content-passed',
  'command-failed',
  'command-silent',
  'not-restored',
  'remote-queue',
  'output-unreadable',
] as const;

export const proofArgsSchema = v.record(v.string(), v.union([v.string(), v.number()]));
export const becauseSchema = v.object({ id: v.picklist(proofReasons), args: proofArgsSchema });
export type Because = v.InferOutput<typeof becauseSchema>;

/** Notes beside the verdict. */
export const proofNotes = [
  'send-queue-unseen',
  'send-queue-left',
  'read-ahead',
  'cache-unchecked',
  'passed-through',
] as const;
export const proofNoteSchema = v.object({ id: v.picklist(proofNotes), args: proofArgsSchema });
export type ProofNote = v.InferOutput<typeof proofNoteSchema>;

/** A control, run before each proof: our sender must show references by sendfile and copies by write. */
export const controlSchema = v.object({
  sending: v.picklist(['sendfile', 'write']),
  over: v.picklist(['tcp', 'unix', 'pipe']),
  bytes: proofBytesSchema,
  passed: v.boolean(),
});
export type Control = v.InferOutput<typeof controlSchema>;

export const queuesSchema = v.object({
  /** Bytes in our receive queue (or pipe) when it was read. */
  receive: count,
  /** Bytes that waited in the server's send queue; null where that can't be seen. */
  send: v.nullable(count),
});

/** One request and what its queues showed. */
export const proofRunSchema = v.object({
  verdict: v.picklist(proofVerdicts),
  because: becauseSchema,
  bytes: proofBytesSchema,
  queues: queuesSchema,
  /** The receive queue's bytes in their order, at most 256 stretches from its start; empty without a look. */
  stretches: v.array(stretchSchema),
  /** Old bytes of the file that came after both queues: what the server had read ahead. Null where it was not seen. */
  readAheadBytes: v.nullable(count),
  /** From the first look to the end of restoring, and how long the file was changed, nanoseconds; null without a look. */
  took: v.nullable(v.object({ lookToRestoreNs: finite, changedNs: finite })),
  controls: v.array(controlSchema),
  notes: v.array(proofNoteSchema),
});
export type ProofRun = v.InferOutput<typeof proofRunSchema>;

export const serverSchema = v.object({
  address: v.string(),
  /** The process at the other end; null where it can't be seen (another user's, another host's). */
  process: v.nullable(v.object({ pid: count, name: v.string() })),
});
export type ProofServer = v.InferOutput<typeof serverSchema>;

export const proofSchema = v.object({
  schema: v.literal(proofSchemaName),
  ...proofRunSchema.entries,
  server: v.nullable(serverSchema),
  /** The scratch file; it is gone by now. */
  file: v.string(),
  fileBytes: count,
  filesystem: v.string(),
  /** Every run, the one above among them. */
  runs: v.array(proofRunSchema),
});
export type Proof = v.InferOutput<typeof proofSchema>;
