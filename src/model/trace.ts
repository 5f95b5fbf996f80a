// The result of tracing a running program. Types and validation, no logic.
import * as v from 'valibot';
import { messageSchema, problemTextSchema } from './messageSchema';
import { count, finite } from './sample';

export const traceSchemaName = 'iopath-trace/1';

export const endKinds = ['file', 'socket', 'pipe', 'terminal', 'device', 'memory', 'other'] as const;
export type EndKind = (typeof endKinds)[number];

/** What a descriptor referred to when it was used. `name`: a path, `tcp LOCAL -> PEER`, `pipe:[INODE]`; empty where many were added up. */
export const endSchema = v.object({ kind: v.picklist(endKinds), name: v.string() });
export type End = v.InferOutput<typeof endSchema>;

/** `pid` is null where processes of one name were added up. */
export const tracedProcessSchema = v.object({ pid: v.nullable(count), name: v.string() });
export type TracedProcess = v.InferOutput<typeof tracedProcessSchema>;

/** A place in source text, or in a program without debug information: then `file` is the program and `line` null. */
export const traceLocationSchema = v.object({
  file: v.string(),
  line: v.nullable(count),
  function: v.nullable(v.string()),
});
export type TraceLocation = v.InferOutput<typeof traceLocationSchema>;

/** Why there is no location. */
export const locationAbsences = ['no-unwinder', 'no-symbols', 'no-addr2line', 'not-requested'] as const;

/** What one strategy would spend on the bytes of a relay. Always a model: documented kernel behaviour, not a measurement. */
export const alternativeSchema = v.object({
  /** The call that moves such bytes inside the kernel. */
  strategy: v.picklist(['sendfile', 'copy-file-range', 'splice']),
  copiedBytes: count,
  modeSwitches: count,
  evidence: v.literal('model'),
});
export type Alternative = v.InferOutput<typeof alternativeSchema>;

export const relaySchema = v.object({
  process: tracedProcessSchema,
  from: endSchema,
  to: endSchema,
  /** Bytes read from one end and written unchanged to the other. */
  bytes: count,
  /** Reads and writes that moved them. */
  calls: count,
  reads: count,
  writes: count,
  /** Average bytes of a write. */
  chunkBytes: count,
  /** Whether samples of the bytes were compared one by one and all were equal. */
  verified: v.boolean(),
  comparedBytes: count,
  /** Nanoseconds from the first relayed write of the trace to the first of this relay. */
  startNs: count,
  /** Nanoseconds from the first write to the last. */
  durationNs: count,
  /** Copies by the CPU: in by the read, out by the write. */
  copiedBytes: count,
  modeSwitches: count,
  /** Figures of the threads that relayed; null where the kernel did not tell. */
  threads: v.nullable(
    v.object({ count, cpuNs: count, voluntarySwitches: count, involuntarySwitches: count }),
  ),
  /** Null where no one call moves bytes between such ends. */
  best: v.nullable(alternativeSchema),
  location: v.nullable(traceLocationSchema),
  locationAbsence: v.nullable(v.picklist(locationAbsences)),
});
export type TracedRelay = v.InferOutput<typeof relaySchema>;

export const kernelMoveSchema = v.object({
  process: tracedProcessSchema,
  syscall: v.string(),
  from: endSchema,
  to: endSchema,
  bytes: count,
  calls: count,
});
export type KernelMove = v.InferOutput<typeof kernelMoveSchema>;

/**
 * What the trace could not see: `io_uring`, `mmap` (a file that was mapped), `recvmmsg`, `sendmmsg`, `min-bytes` (calls
 * that were filtered), `setuid` (a program that ran without its owner's rights), `between-windows`,
 * `contents` (writes of engine bpf whose content was not kept, so that it was compared with no read).
 */
export const blindSpotSchema = v.object({
  kind: v.picklist([
    'io_uring',
    'mmap',
    'recvmmsg',
    'sendmmsg',
    'min-bytes',
    'setuid',
    'between-windows',
    'contents',
  ]),
  process: v.nullable(tracedProcessSchema),
  detail: v.string(),
  count,
  bytes: count,
});
export type BlindSpot = v.InferOutput<typeof blindSpotSchema>;

/** ptrace stops the program at its I/O calls, and lets it count those of copy loops that go on; bpf sees them from inside the kernel. */
export const traceEngines = ['ptrace', 'bpf'] as const;

/**
 * What the engine that did not run would add. `speed`: a smaller slowdown; `no-loss`: no event is missed; `java-lines`: the lines of
 * the Java programs that relayed.
 */
export const engineGains = ['speed', 'no-loss', 'java-lines'] as const;

export const traceSchema = v.object({
  schema: v.literal(traceSchemaName),
  engine: v.picklist(traceEngines),
  otherEngine: v.object({
    engine: v.picklist(traceEngines),
    gains: v.array(v.picklist(engineGains)),
    /** Why it did not run, where it was allowed to. */
    absence: v.nullable(v.object({ why: messageSchema, remedy: messageSchema })),
  }),
  command: v.nullable(v.array(v.string())),
  pid: v.nullable(count),
  /** The program's own; null where it was killed by a signal, or still runs. */
  exitCode: v.nullable(count),
  exitSignal: v.nullable(v.string()),
  wallNs: count,
  relays: v.array(relaySchema),
  kernelMoves: v.array(kernelMoveSchema),
  blindSpots: v.array(blindSpotSchema),
  /** Calls that were missed, and their bytes: only by the engine bpf. */
  lost: count,
  lostBytes: count,
  /** Rows that were added up to keep memory bounded. */
  folded: count,
  /** Bytes written from where something had been read, but changed: inspected, transformed or other data. */
  changedBytes: count,
  calls: count,
  /** Of those, calls that the program counted itself: of copy loops that went on as the tracer had seen them. */
  countedCalls: count,
  /** The CPU that tracer and relaying threads shared; null where they ran anywhere. */
  sharedCpu: v.nullable(count),
  /** Wall time as a multiple of that of an untraced run: from the stops and what a stop cost at the start. Null: unknown. */
  slowdown: v.nullable(finite),
  /** Of a process that was watched in windows: all figures are scaled by `factor`; null where all calls were seen. */
  estimate: v.nullable(v.object({ windows: count, watchedNs: count, factor: finite })),
  /** Processes that the program left running and that ended with the trace. */
  endedProcesses: count,
});
export type Trace = v.InferOutput<typeof traceSchema>;

/** The result for tools if no trace could be made. */
export const traceProblemSchema = v.object({
  problem: problemTextSchema,
});
