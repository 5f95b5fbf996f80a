import * as v from 'valibot';
import { reasonSchema } from './availability';
import { messageSchema } from './messageSchema';
import { strategyNames } from './strategy';

/** A whole, non-negative figure that JSON and JavaScript carry exactly. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** A finite figure. */
export const finite = v.pipe(v.number(), v.finite());

/**
 * What one thread used over one run. `cpuNs` is its own clock (CLOCK_THREAD_CPUTIME_ID), exact to the nanosecond and
 * missing in older reports; the rest is getrusage(RUSAGE_THREAD), which splits the time by what each tick met.
 * Times in nanoseconds, the rest are counts.
 */
export const threadUsageSchema = v.object({
  /** Thread id, so that an external tracer's counts can be compared with ours. */
  tid: count,
  /** The core the thread was pinned to, or null. */
  cpu: v.nullable(count),
  cpuNs: v.optional(count),
  userNs: count,
  systemNs: count,
  voluntarySwitches: count,
  involuntarySwitches: count,
  minorFaults: count,
  majorFaults: count,
});
export type ThreadUsage = v.InferOutput<typeof threadUsageSchema>;

/** Counts of one system call: calls, bytes returned, calls that moved fewer bytes than requested, errors by errno name. */
export const syscallCountSchema = v.object({
  calls: count,
  bytes: count,
  short: count,
  errors: v.record(v.string(), count),
});
export type SyscallCount = v.InferOutput<typeof syscallCountSchema>;
export const syscallsSchema = v.record(v.string(), syscallCountSchema);

/** Completions of zero-copy sends: how many the kernel reported, and how many of those it copied anyway. */
export const zeroCopySchema = v.object({ completions: count, copied: count });

/** Kernel samples of the sender's thread. Each share is a part (0..1) of all samples. */
export const copyTimeSchema = v.object({
  share: finite,
  samples: count,
  /** Samples that the kernel took and lost; normally 0. */
  lost: v.optional(count),
  /** Share of samples inside wake-up code. */
  wakeShare: finite,
  /** Leaf symbols met, most samples first. */
  leaves: v.array(v.object({ symbol: v.string(), samples: count })),
});
export type CopyTime = v.InferOutput<typeof copyTimeSchema>;

/**
 * The processor's own counts of the sender's thread (perf_event_open), user space and kernel together. `cacheMisses`
 * is null where the processor does not count those of its last level.
 */
export const hardwareSchema = v.object({
  cycles: count,
  instructions: count,
  cacheMisses: v.nullable(count),
});
export type HardwareCounts = v.InferOutput<typeof hardwareSchema>;

export const phases = ['warm-up', 'verify', 'timed', 'sampled'] as const;
export type Phase = (typeof phases)[number];

/** The backend's result of one run, without its phase. */
export const runResultSchema = v.object({
  bytes: count,
  wallNs: count,
  sender: threadUsageSchema,
  receiver: v.nullable(threadUsageSchema),
  /** The kernel's tick, nanoseconds: `userNs` and `systemNs` are no finer. Missing in older reports. */
  cpuGrainNs: v.optional(count),
  /** Calls of the sender's thread, by the kernel's name of the call. */
  syscalls: syscallsSchema,
  receiverSyscalls: syscallsSchema,
  /** Bytes the block device delivered during the run (/proc/self/io read_bytes). */
  deviceReadBytes: count,
  /**
   * CPU time that threads of the kernel's spent for the sender (io_uring's poller and workers), nanoseconds: part of
   * what the transfer cost, though not of `sender`. Null or missing where the strategy has none.
   */
  helperNs: v.optional(v.nullable(count)),
  /** Bytes of the input resident in the page cache just before the run (mincore); null where the kernel refuses to tell. */
  cachedBytes: v.nullable(count),
  /** The strategy that really moved the bytes, and why, if it is not the requested one. */
  ranAs: v.object({
    strategy: v.picklist(strategyNames),
    /** For people; `reason` is for programs, and missing in older reports. */
    because: v.nullable(messageSchema),
    reason: v.optional(v.nullable(reasonSchema)),
  }),
  /** The pipe, socket buffers and low-water mark as the kernel granted them; null where the run has none. Bytes. */
  granted: v.object({
    pipeBytes: v.nullable(count),
    sendBufferBytes: v.nullable(count),
    receiveBufferBytes: v.nullable(count),
    receiveLowWater: v.nullable(count),
  }),
  zeroCopy: v.nullable(zeroCopySchema),
  /** Bytes the filesystem shared instead of copying, by its own accounting; null where it can't tell. */
  sharedBytes: v.nullable(count),
  /** Hashes at both ends in hex; null in a run that does not verify. */
  hash: v.nullable(v.object({ algorithm: v.string(), source: v.string(), sink: v.string() })),
  copyTime: v.nullable(copyTimeSchema),
  /** Null or missing if the machine has no such counters or they may not be read: `doctor` shows why. */
  hardware: v.optional(v.nullable(hardwareSchema)),
});
export type RunResult = v.InferOutput<typeof runResultSchema>;

/**
 * One round of one strategy as the report keeps it. Runs of the same `round` were made together, in a random order:
 * only those are compared. Counted from 1; missing in older reports.
 */
export const runSchema = v.object({
  phase: v.picklist(phases),
  round: v.optional(count),
  ...runResultSchema.entries,
});
export type Run = v.InferOutput<typeof runSchema>;

/** Cores that a run's threads are pinned to. `poller` is io_uring's polling thread; null shares the sender's core. */
export const runCoresSchema = v.object({ sender: count, receiver: count, poller: v.nullable(count) });
export type RunCores = v.InferOutput<typeof runCoresSchema>;

/**
 * What is unfavourable about two cores, worst first: hyperthreads of one physical core, cores of different strength,
 * memory of different NUMA nodes, no last-level cache in common.
 */
export const relations = ['siblings', 'other-kind', 'other-node', 'other-cache'] as const;
export type CoreRelation = (typeof relations)[number];
