import * as v from 'valibot';
import { textsIn } from '../messages/texts';
import { type End, endSchema, type Trace, type TracedRelay } from '../model/trace';
import { blindSpot } from '../report/traceWords';
import { figure, figureSchema } from './figure';

/** The largest of each kind are listed, with the number of the others. */
const standardMost = 5;

const relaySchema = v.object({
  process: v.string(),
  from: endSchema,
  to: endSchema,
  /** The line that makes the calls, as far as symbols are available. */
  at: v.nullable(
    v.object({ file: v.string(), line: v.nullable(v.number()), function: v.nullable(v.string()) }),
  ),
  /** Whether samples of the bytes were compared one by one and all were equal. */
  verified: v.boolean(),
  figures: v.array(figureSchema),
  instead: v.nullable(v.object({ call: v.string(), figures: v.array(figureSchema) })),
});

const moveSchema = v.object({
  process: v.string(),
  call: v.string(),
  from: endSchema,
  to: endSchema,
  figures: v.array(figureSchema),
});

/** What a traced program moved through user space, and what it left to the kernel. */
export const traceAnswerSchema = v.object({
  exitCode: v.nullable(v.number()),
  exitSignal: v.nullable(v.string()),
  relays: v.array(relaySchema),
  moreRelays: v.number(),
  kernelMoves: v.array(moveSchema),
  moreKernelMoves: v.number(),
  /** What the trace could not see. */
  notSeen: v.array(v.string()),
  figures: v.array(figureSchema),
});
export type TraceAnswer = v.InferOutput<typeof traceAnswerSchema>;

const { say } = textsIn('en');

/** In English, like every answer to an assistant. */
export function traceAnswer(trace: Trace, { most = standardMost } = {}): TraceAnswer {
  const { exitCode, exitSignal, relays, kernelMoves, blindSpots, wallNs, calls, slowdown } = trace;
  return {
    exitCode,
    exitSignal,
    relays: relays.slice(0, most).map(relayOf),
    moreRelays: Math.max(0, relays.length - most),
    kernelMoves: kernelMoves.slice(0, most).map(({ process, syscall, from, to, bytes, calls }) => ({
      process: process.name,
      call: syscall,
      from: endOf(from),
      to: endOf(to),
      figures: [figure('bytes', bytes, 'bytes', 'counted'), figure('calls', calls, 'calls', 'counted')],
    })),
    moreKernelMoves: Math.max(0, kernelMoves.length - most),
    notSeen: blindSpots.map(spot => say(blindSpot(spot))),
    figures: [
      figure('calls traced', calls, 'calls', 'counted'),
      figure('time', wallNs, 'ns', 'kernel'),
      ...(slowdown === null ? [] : [figure('time against an untraced run', slowdown, 'times', 'model')]),
    ],
  };
}

const endOf = ({ kind, name }: End): End => ({ kind, name });

function relayOf(relay: TracedRelay): TraceAnswer['relays'][number] {
  const { process, from, to, location, verified, bytes, calls, chunkBytes, best } = relay;
  return {
    process: process.name,
    from: endOf(from),
    to: endOf(to),
    at: location && { file: location.file, line: location.line, function: location.function },
    verified,
    figures: [
      figure('bytes through user space', bytes, 'bytes', 'counted'),
      figure('calls', calls, 'calls', 'counted'),
      figure('average write', chunkBytes, 'bytes', 'counted'),
      figure('copied by the CPU', relay.copiedBytes, 'bytes', 'model'),
      figure('mode switches', relay.modeSwitches, 'switches', 'model'),
    ],
    instead: best && {
      call: best.strategy,
      figures: [
        figure('copied by the CPU', best.copiedBytes, 'bytes', best.evidence),
        figure('mode switches', best.modeSwitches, 'switches', best.evidence),
      ],
    },
  };
}
