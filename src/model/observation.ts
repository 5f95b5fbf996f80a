import * as v from 'valibot';
import { socketKinds } from './job';
import { routes, stages } from './route';
import { count } from './sample';
import { strategyNames } from './strategy';

// The result of the aliasing experiment: a strategy moved a scratch file, the file was changed afterwards, and the bytes
// at the far end either changed too (a reference) or did not (a copy).

/**
 * The result for one segment. `bypass`: the page cache held nothing of the file, so the device moved the bytes;
 * `discarded`: the receiver accepted the bytes without storing them.
 */
export const appearances = ['reference', 'copy', 'mixed', 'bypass', 'discarded', 'undecided'] as const;
export type Appearance = (typeof appearances)[number];

/** The method: changing the source, FIEMAP and mincore, mincore alone, or the receiver's call. */
export const observationMeans = ['flip', 'fiemap', 'mincore', 'receive'] as const;

/** Why a segment could not be decided. */
export const observationDoubts = [
  'too-few-bytes',
  'other-bytes',
  'not-restored',
  'no-control',
  'not-evicted',
] as const;

/** Part of a path, from one stage to a later one; several hops may lie between. */
export const segmentSchema = v.object({
  from: v.picklist(stages),
  to: v.picklist(stages),
  shows: v.picklist(appearances),
  means: v.picklist(observationMeans),
  doubt: v.nullable(v.picklist(observationDoubts)),
  /** Bytes that changed with the source, and bytes that did not. */
  referenceBytes: count,
  copiedBytes: count,
});
export type Segment = v.InferOutput<typeof segmentSchema>;

/** The backend's answer. `failure` is the failed call that prevented the other observations. */
export const observedSchema = v.object({
  segments: v.array(segmentSchema),
  failure: v.nullable(v.object({ code: v.string(), syscall: v.string(), path: v.nullable(v.string()) })),
  tookNs: count,
});
export type Observed = v.InferOutput<typeof observedSchema>;

/** One strategy on one route; `socket` applies only to routes with a socket. */
export const observationSchema = v.object({
  strategy: v.picklist(strategyNames),
  route: v.picklist(routes),
  socket: v.picklist(socketKinds),
  ...observedSchema.entries,
});
export type Observation = v.InferOutput<typeof observationSchema>;

/** The request: what to observe, and the folder on whose filesystem the scratch file is made. */
export type ObservationQuestion = Pick<Observation, 'strategy' | 'route' | 'socket'> & { directory: string };
