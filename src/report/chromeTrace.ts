// The relays of a trace as trace events that Chrome's about:tracing and Perfetto open ("Trace Event Format", JSON object).
import type { End, Trace, TracedRelay } from '../model/trace';

interface TraceEvent {
  name: string;
  /** `X`: a stretch of time; `M`: a name of a process or of a row. */
  ph: 'X' | 'M';
  pid: number;
  tid: number;
  cat?: string;
  /** Microseconds from the first relayed write of the trace. */
  ts?: number;
  dur?: number;
  args: Record<string, unknown>;
}

const endName = ({ kind, name }: End) => name || `other ${kind}s`;
const routeName = ({ from, to }: TracedRelay) => `${endName(from)} -> ${endName(to)}`;
const microseconds = (nanoseconds: number) => nanoseconds / 1000;

/** A row of its own for each relay: stretches that overlap must not share one. */
function eventsOf(relay: TracedRelay, at: number): TraceEvent[] {
  const { process, location, startNs, durationNs, bytes, calls, copiedBytes, modeSwitches, best } = relay;
  const place = { pid: process.pid ?? 0, tid: at + 1 };
  const line = location && (location.line === null ? location.file : `${location.file}:${location.line}`);
  return [
    { name: 'process_name', ph: 'M', ...place, args: { name: process.name } },
    { name: 'thread_name', ph: 'M', ...place, args: { name: routeName(relay) } },
    {
      name: location?.function ?? `${relay.from.kind} -> ${relay.to.kind}`,
      cat: 'relay',
      ph: 'X',
      ...place,
      ts: microseconds(startNs),
      dur: Math.max(1, microseconds(durationNs)),
      args: { bytes, calls, copiedBytes, modeSwitches, line, instead: best?.strategy ?? null },
    },
  ];
}

export function traceChrome(trace: Trace): string {
  const { relays, kernelMoves, blindSpots, lost, command, pid } = trace;
  const traceEvents = relays.flatMap(eventsOf);
  const otherData = { command, pid, kernelMoves, blindSpots, lost };
  return `${JSON.stringify({ traceEvents, displayTimeUnit: 'ms', otherData })}\n`;
}
