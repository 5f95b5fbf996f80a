import { availableParallelism } from 'node:os';
import type { ResourceLimits } from 'node:worker_threads';

/**
 * The JavaScript heap of one thread, MiB: a file of 2 MiB, the largest that is looked at, takes less than half of it. A
 * thread that needs more is ended by V8 and its file is left out; the extension host lives on.
 */
export const threadHeapMb = 512;

export const threadLimits = (heapMb = threadHeapMb): ResourceLimits => ({
  // Trees are many small objects that die together: a large young generation finds them dead in few collections.
  maxYoungGenerationSizeMb: Math.ceil(heapMb / 8),
  maxOldGenerationSizeMb: heapMb,
});

/** Threads of a scan: half of the cores are left to the editor and its other extensions. */
export const scanThreads = (cores = availableParallelism()): number => Math.max(1, Math.floor(cores / 2));
