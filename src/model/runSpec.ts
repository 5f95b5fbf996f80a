import * as v from 'valibot';
import { entriesOf, standardsOf } from './fields';
import { runFields } from './jobFields';
import { count, runCoresSchema } from './sample';

/** One file, or a range of it. `length` null means to the end of the file as it is when opened. Bytes. */
export const fileRangeSchema = v.object({ path: v.string(), offset: count, length: v.nullable(count) });
export type FileRange = v.InferOutput<typeof fileRangeSchema>;

/** A run but for its files, which the worker holds. */
export const spareSpecSchema = v.object({
  ...entriesOf(runFields),
  /** Cores to pin the threads to; null leaves them to the scheduler. */
  cores: v.nullable(runCoresSchema),
  /** File sinks: the folder that holds the unlinked output; on the input's filesystem for a true figure. */
  outputDirectory: v.string(),
});

export type SpareSpec = v.InferOutput<typeof spareSpecSchema>;

/**
 * Everything the native backend needs to make one run: one strategy moving the whole input once. The backend never opens
 * `files` for writing.
 */
export type RunSpec = SpareSpec & { files: FileRange[] };

/** The defaults of a run. */
export const standardRun = { ...standardsOf(runFields), cores: null } as const;
