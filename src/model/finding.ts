import * as v from 'valibot';
import { count } from './sample';

export const languages = [
  'c',
  'cpp',
  'java',
  'kotlin',
  'go',
  'rust',
  'python',
  'javascript',
  'typescript',
  'csharp',
] as const;
export type Language = (typeof languages)[number];

/**
 * Whether the bytes pass unchanged from a read to a write, so that one call could move them, or why not:
 * looked at (hashed, counted by content, logged), changed, encrypted or compressed, or kept in memory.
 */
export const verdicts = ['replaceable', 'observed', 'transformed', 'encrypted', 'memory-sink'] as const;
export type Verdict = (typeof verdicts)[number];

/** What that one call would really do in this runtime: fewer copies, the same copies tidier, or it depends on the ends. */
export const reaches = ['kernel', 'user-space', 'depends'] as const;
export type Reach = (typeof reaches)[number];

export const ends = ['file', 'socket', 'pipe', 'memory', 'unknown'] as const;
export type End = (typeof ends)[number];

/** A change of text: replaces [start, end) (UTF-16 offsets into the source) by `text`. */
export const editSchema = v.object({ start: count, end: count, text: v.string() });
export type Edit = v.InferOutput<typeof editSchema>;

export const fixSchema = v.object({
  /** What the fix does, in the imperative, as a code action's title. */
  title: v.string(),
  edits: v.array(editSchema),
  /** What the fix would lose or change that a person must agree to; empty where it loses nothing. */
  loses: v.array(v.string()),
});
export type Fix = v.InferOutput<typeof fixSchema>;

export const findingSchema = v.object({
  file: v.string(),
  language: v.picklist(languages),
  /** Id of the detector, also its file's name: `copy-loop`, `copy-call`. */
  detector: v.string(),
  /** 1-based, inclusive. */
  startLine: count,
  endLine: count,
  /** `file-to-socket` and so on; an end that can't be seen reads `unknown`. */
  route: v.string(),
  chunkBytes: v.nullable(count),
  verdict: v.picklist(verdicts),
  reach: v.picklist(reaches),
  /** What, why, what to do: one or two sentences. */
  message: v.string(),
  /** The call to use instead, short enough for a lens: `FileChannel.transferTo`; null where there is none. */
  instead: v.nullable(v.string()),
  /**
   * Where `instead` copies as much: a call that would take no copy if the program opened an end another way, such as
   * `FileChannel.transferTo(SocketChannel)`. Missing where there is none.
   */
  better: v.optional(v.string()),
  fix: v.nullable(fixSchema),
});
export type Finding = v.InferOutput<typeof findingSchema>;
