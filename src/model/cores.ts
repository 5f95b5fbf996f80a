import * as v from 'valibot';
import { count } from './sample';

/** Cores that a run's threads are pinned to. `poller` is io_uring's polling thread; null shares the sender's core. */
export const runCoresSchema = v.object({ sender: count, receiver: count, poller: v.nullable(count) });
export type RunCores = v.InferOutput<typeof runCoresSchema>;

/**
 * What is unfavourable about two cores, worst first: hyperthreads of one physical core, cores of different strength,
 * memory of different NUMA nodes, no last-level cache in common.
 */
export const relations = ['siblings', 'other-kind', 'other-node', 'other-cache'] as const;
export type CoreRelation = (typeof relations)[number];
