import * as v from 'valibot';
import { type Language, languages } from './languages';
import { messageSchema } from './messageSchema';
import { count } from './sample';

export type { Language };

/** Where a finding can be: in source code or in a server's settings. */
export const findingLanguages = [...languages, 'configuration'] as const;

/**
 * Whether the bytes pass unchanged from a read to a write, so that one call could move them, or why not:
 * looked at (hashed, counted by content, logged), changed, encrypted or compressed, or kept in memory.
 */
export const verdicts = ['replaceable', 'inspected', 'transformed', 'encrypted', 'memory-sink'] as const;
export type Verdict = (typeof verdicts)[number];

/** `configuration`: a setting, whose message says what it does. */
export const findingVerdicts = [...verdicts, 'configuration'] as const;

/** The effect of the one call in this runtime: fewer copies, the same copies in tidier code, or depending on the ends. */
export const reaches = ['kernel', 'user-space', 'depends'] as const;
export type Reach = (typeof reaches)[number];

export const ends = ['file', 'socket', 'pipe', 'memory', 'unknown'] as const;
export type End = (typeof ends)[number];

/** A change of text: replaces [start, end) (UTF-16 offsets into the source) by `text`. */
export const editSchema = v.object({ start: count, end: count, text: v.string() });
export type Edit = v.InferOutput<typeof editSchema>;

/**
 * Who may apply a fix. `safe`: it changes nothing but speed, shown by running the program before and after it; `lint --fix`
 * and the editor's Fix All apply it. `unsafe`: only `--unsafe-fixes`, or a person who saw its caveats and its changes.
 */
export const applicabilities = ['safe', 'unsafe'] as const;
export type Applicability = (typeof applicabilities)[number];

export const fixSchema = v.object({
  /** What the fix does, in the imperative, as a code action's title. */
  title: messageSchema,
  edits: v.array(editSchema),
  applicability: v.picklist(applicabilities),
  /** Clauses without a full stop: what the fix may change besides speed. Empty where it is safe. */
  caveats: v.array(messageSchema),
});
export type Fix = v.InferOutput<typeof fixSchema>;

/** What a language's builder proposes. */
export interface FixDraft extends Omit<Fix, 'applicability'> {
  /**
   * Set by builders whose rewrites were run and compared with the originals: the caveats name every difference. Without it
   * no fix is safe.
   */
  compared?: true;
}

export const findingSchema = v.object({
  file: v.string(),
  /** `configuration`: a server's, which has no language. */
  language: v.picklist(findingLanguages),
  /** Id of the rule: `copy-loop`, `copy-call`. */
  rule: v.string(),
  /** 1-based, inclusive. */
  startLine: count,
  endLine: count,
  /** `file-to-socket` and so on; an end that can't be seen reads `unknown`. */
  route: v.string(),
  chunkBytes: v.nullable(count),
  /** `configuration`: a setting, whose message says what it does. */
  verdict: v.picklist(findingVerdicts),
  reach: v.picklist(reaches),
  /** What, why, what to do: one or two sentences. */
  message: messageSchema,
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

/** Whether a finding is shown by default. */
export const isShown = ({ verdict }: Pick<Finding, 'verdict'>): boolean =>
  verdict === 'replaceable' || verdict === 'configuration';

/** A finding as lint reports it. */
export interface ReportedFinding extends Finding {
  level: 'info' | 'warning' | 'error';
  /** 16 hexadecimal digits; the same while the rule, the file's path in its repository and the lines' text are. */
  fingerprint: string;
}
