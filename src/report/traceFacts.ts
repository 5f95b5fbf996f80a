// The facts of a trace beside its tables: what ran, how it ended, what the trace cost, its main relay.

import { message } from '../messages/message';
import { type Message, verbatim } from '../model/message';
import type { Trace, TracedRelay } from '../model/trace';
import { estimated } from './traceWords';

type Fact = [label: Message, text: Message];

export function traceFacts(trace: Trace): Fact[] {
  const { command, pid, relays, estimate, changedBytes, folded, endedProcesses } = trace;
  const { lost, lostBytes, otherEngine } = trace;
  const [main] = relays;
  return [
    [
      message('trace.program'),
      command ? verbatim(command.join(' ')) : message('trace.program.pid', { pid: String(pid) }),
    ],
    [message('trace.ended'), endedText(trace)],
    [message('trace.traced'), tracedText(trace)],
    ...(main ? mainFacts(main) : []),
    ...only(estimate && [message('trace.estimate'), estimateText(estimate)]),
    ...only(
      changedBytes > 0 && [message('trace.changed'), message('trace.changed.bytes', { bytes: changedBytes })],
    ),
    ...only(
      lost > 0 && [message('trace.lost'), message('trace.lost.calls', { calls: lost, bytes: lostBytes })],
    ),
    [message('trace.other-engine'), otherEngineText(otherEngine)],
    ...only(folded > 0 && [message('trace.folded'), message('trace.folded.relays', { relays: folded })]),
    ...only(
      endedProcesses > 0 && [
        message('trace.left'),
        message('trace.left.ended', { processes: endedProcesses }),
      ],
    ),
  ];
}

/** A fact where there is one. */
const only = (fact: Fact | false | null): Fact[] => (fact ? [fact] : []);

function endedText({ exitCode, exitSignal, pid }: Trace): Message {
  if (exitSignal) return message('trace.ended.signal', { signal: exitSignal });
  if (exitCode !== null) return message('trace.ended.code', { code: exitCode });
  return pid === null ? message('trace.ended.unknown') : message('trace.ended.runs');
}

function tracedText({ wallNs: time, calls, countedCalls, slowdown, sharedCpu, engine }: Trace): Message {
  const parts = [
    message('trace.traced.calls', { calls, time, engine }),
    ...(countedCalls === 0 ? [] : [message('trace.traced.counted', { calls: countedCalls })]),
    ...(slowdown === null ? [] : [message('trace.traced.slower', { slowdown: estimated(slowdown) })]),
    ...(sharedCpu === null ? [] : [message('trace.traced.cpu', { cpu: String(sharedCpu) })]),
  ];
  return message('trace.traced.all', { parts });
}

function otherEngineText({ engine, gains, absence }: Trace['otherEngine']): Message {
  const words = gains.map(gain => message(`trace.gain.${gain}`));
  const gain = message('trace.other-engine.gains', { engine, gains: words });
  return absence ? message('trace.other-engine.absent', { gain, ...absence }) : gain;
}

function mainFacts({ threads, verified, chunkBytes, calls, durationNs }: TracedRelay): Fact[] {
  const spent = message('trace.relay.calls', { calls, chunk: chunkBytes, time: durationNs });
  return [
    [message('trace.relay'), spent],
    [
      message('trace.unchanged'),
      verified ? message('trace.unchanged.verified') : message('trace.unchanged.ends'),
    ],
    ...only(threads && [message('trace.threads'), threadCosts(threads)]),
  ];
}

const threadCosts = (threads: NonNullable<TracedRelay['threads']>): Message =>
  message('trace.threads.costs', {
    threads: threads.count,
    cpu: threads.cpuNs,
    voluntary: threads.voluntarySwitches,
    involuntary: threads.involuntarySwitches,
  });

const estimateText = ({ windows, watchedNs, factor }: NonNullable<Trace['estimate']>): Message =>
  message('trace.estimate.scaled', { factor, windows, watched: watchedNs });
