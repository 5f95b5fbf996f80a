// Lines of JSON that the tracer (native/trace) writes.
import * as v from 'valibot';
import { count } from '../model/sample';
import { endSchema, traceEngines } from '../model/trace';

const who = v.object({ pid: count, name: v.string() });
/** -1 for what did not happen. */
const ending = v.object({ code: v.number(), signal: v.number() });

const relay = v.object({
  process: who,
  from: endSchema,
  to: endSchema,
  bytes: count,
  reads: count,
  writes: count,
  compared: count,
  firstNs: count,
  lastNs: count,
  threads: v.array(count),
  sites: v.array(v.object({ site: count, bytes: count })),
});

const result = v.object({
  event: v.literal('result'),
  engine: v.picklist(traceEngines),
  /** Why bpf did not run where it was allowed to; null where it ran or was not. */
  noBpf: v.nullable(v.object({ call: v.string(), error: v.string() })),
  lost: count,
  lostBytes: count,
  ending: v.nullable(ending),
  session: v.object({
    tracedNs: count,
    totalNs: count,
    windows: count,
    windowBytes: count,
    totalBytes: count,
    minBytes: count,
    /** What each counted call cost; 0 where that is unknown. */
    countedCallNs: count,
    endedProcesses: count,
  }),
  placement: v.object({ cpu: v.number(), threads: count, pinnedStopNs: count, apartStopNs: count }),
  calls: count,
  /** Of those, calls that the program counted itself, without a stop. */
  countedCalls: count,
  stops: count,
  relays: v.array(relay),
  moves: v.array(
    v.object({
      process: who,
      syscall: v.string(),
      from: endSchema,
      to: endSchema,
      bytes: count,
      calls: count,
    }),
  ),
  blindSpots: v.array(v.object({ kind: v.string(), process: who, detail: v.string(), count, bytes: count })),
  folded: count,
  changed: count,
  threads: v.array(
    v.object({
      pid: count,
      tid: count,
      name: v.string(),
      cpuNs: count,
      voluntarySwitches: count,
      involuntarySwitches: count,
      stops: count,
    }),
  ),
  processes: v.array(
    v.object({
      process: who,
      tracedRead: count,
      tracedWritten: count,
      kernel: v.nullable(v.object({ read: count, written: count })),
    }),
  ),
  sites: v.array(v.array(v.object({ file: v.string(), offset: count }))),
  pythonStacks: v.array(v.object({ site: count, text: v.string() })),
  javaStacks: v.array(v.object({ site: count, text: v.string() })),
  nodeStacks: v.array(v.object({ site: count, text: v.string() })),
});
export type TracerResult = v.InferOutput<typeof result>;
export type TracerRelay = TracerResult['relays'][number];

/** A system call of the tracer failed, so that nothing was traced; `about` is the command or the process's name. */
const failure = v.object({
  event: v.literal('failure'),
  call: v.string(),
  error: v.string(),
  about: v.string(),
  pid: v.number(),
});
export type TracerFailure = v.InferOutput<typeof failure>;

/** The program ended, and processes that it started still run. */
const ended = v.object({ event: v.literal('ended'), ending: v.nullable(ending), remaining: count });

export const tracerLineSchema = v.variant('event', [result, failure, ended]);
export type TracerLine = v.InferOutput<typeof tracerLineSchema>;
