// A trace as headings, tables and lists: the main relay first, in plain words.

import { createFormat, type Format } from '../messages/format';
import type { BlindSpot, End, KernelMove, Trace, TracedProcess, TracedRelay } from '../model/trace';
import type { Block } from './blocks';
import { relayAdvice } from './relayAdvice';

const most = 20;

/** The result of a trace for a person. */
export function traceBlocks(trace: Trace): Block[] {
  const format = createFormat('en');
  return [
    { kind: 'heading', text: headline(trace, format) },
    { kind: 'facts', entries: facts(trace, format) },
    ...relayTable(trace, format),
    ...moveTable(trace, format),
    ...list(
      'Not seen by this trace',
      trace.blindSpots.map(spot => blindSpotText(spot, format)),
    ),
  ];
}

function headline({ relays, kernelMoves }: Trace, format: Format): string {
  const [main] = relays;
  if (main) return mainRelay(main, format);
  if (kernelMoves.length > 0) return 'No bytes passed through user space unchanged: the kernel moved them';
  return 'No relay was found: no bytes went unchanged from a read to a write';
}

/** `1.2 GB through user space, 2.4 GB copied, 38,000 mode switches; sendfile: 0 copied`. */
function mainRelay(relay: TracedRelay, format: Format): string {
  const { bytes, copiedBytes, modeSwitches } = relay;
  const spent = `${format.bytes(bytes)} through user space, ${format.bytes(copiedBytes)} copied, ${format.count(modeSwitches)} mode switches`;
  const instead = insteadText(relay, format);
  return instead === null ? spent : `${spent}; ${instead}`;
}

/** What one call of the program's language would copy; null where none is known. */
function insteadText(relay: TracedRelay, format: Format): string | null {
  const advice = relayAdvice(relay);
  if (advice.kind === 'call') return `${advice.call}: ${copied(relay.best?.copiedBytes ?? 0, format)}`;
  return advice.kind === 'no-call' ? `no zero-copy call in ${advice.runtime}` : null;
}

const copied = (bytes: number, format: Format) =>
  bytes === 0 ? '0 copied' : `${format.bytes(bytes)} copied`;

const endText = ({ kind, name }: End) => name || `other ${kind}s`;
const processText = ({ pid, name }: TracedProcess) =>
  pid === null ? `${name} (several)` : `${name} (${pid})`;

function facts(trace: Trace, format: Format): [string, string][] {
  const entries: [string, string][] = [
    ['Program', trace.command?.join(' ') ?? `process ${trace.pid}`],
    ['Ended', endedText(trace)],
    ['Traced', tracedText(trace, format)],
  ];
  const [main] = trace.relays;
  if (main) entries.push(...mainFacts(main, format));
  if (trace.estimate) entries.push(['Estimate', estimateText(trace.estimate, format)]);
  if (trace.changedBytes > 0)
    entries.push([
      'Changed',
      `${format.bytes(trace.changedBytes)} were written from read buffers after a change`,
    ]);
  if (trace.lost > 0)
    entries.push([
      'Lost',
      `${format.count(trace.lost)} calls with ${format.bytes(trace.lostBytes)}: they came faster than they could be taken. --engine ptrace misses none`,
    ]);
  entries.push(['Other engine', otherEngineText(trace.otherEngine)]);
  if (trace.folded > 0)
    entries.push(['Added up', `${format.count(trace.folded)} small relays, by kind of end`]);
  if (trace.endedProcesses > 0)
    entries.push(['Left running', `${trace.endedProcesses} processes, ended by SIGTERM with the trace`]);
  return entries;
}

function endedText({ exitCode, exitSignal, pid }: Trace): string {
  if (exitSignal) return `by ${exitSignal}`;
  if (exitCode !== null) return `with exit code ${exitCode}`;
  return pid === null ? 'unknown' : 'still runs';
}

function tracedText({ wallNs, calls, slowdown, sharedCpu, engine }: Trace, format: Format): string {
  const slower = slowdown === null ? '' : `, about ${format.ratio(slowdown)} of the untraced time`;
  const cpu =
    sharedCpu === null
      ? ''
      : `; relaying threads shared CPU ${sharedCpu} with the tracer (--no-pin lets them run free)`;
  return `${format.count(calls)} calls in ${format.nanoseconds(wallNs)} by ${engine}${slower}${cpu}`;
}

const gainTexts: Record<Trace['otherEngine']['gains'][number], string> = {
  speed: 'slows the program less',
  'no-loss': 'misses no call',
  'exact-lines': 'tells lines of Python at the call, not a moment later',
};

function otherEngineText({ engine, gains, absence }: Trace['otherEngine']): string {
  const gain = `--engine ${engine} ${gains.map(name => gainTexts[name]).join(' and ')}`;
  return absence ? `${gain}; it can not be used: ${absence.why} ${absence.remedy}` : gain;
}

function mainFacts(
  { threads, verified, chunkBytes, calls, durationNs }: TracedRelay,
  format: Format,
): [string, string][] {
  const entries: [string, string][] = [
    [
      'Main relay',
      `${format.count(calls)} calls, ${format.bytes(chunkBytes)} a write, over ${format.nanoseconds(durationNs)}`,
    ],
    [
      'Unchanged',
      verified ? 'verified: samples compared byte by byte' : 'heads and tails compared; no sample was',
    ],
  ];
  if (threads)
    entries.push([
      'Its threads',
      `${threads.count}, CPU ${format.nanoseconds(threads.cpuNs)}, context switches ${format.count(threads.voluntarySwitches)} voluntary and ${format.count(threads.involuntarySwitches)} involuntary`,
    ]);
  return entries;
}

const estimateText = ({ windows, watchedNs, factor }: NonNullable<Trace['estimate']>, format: Format) =>
  `bytes and calls are scaled by ${format.number(factor)} from ${windows} windows of ${format.nanoseconds(watchedNs)} in all`;

function relayTable({ relays }: Trace, format: Format): Block[] {
  if (relays.length === 0) return [];
  const rest = relays.length - most;
  return [
    {
      kind: 'table',
      title: 'Relays: read and written unchanged',
      columns: [
        { title: 'Process', align: 'left' },
        { title: 'From', align: 'left' },
        { title: 'To', align: 'left' },
        { title: 'Bytes', align: 'right' },
        { title: 'Calls', align: 'right' },
        { title: 'Chunk', align: 'right' },
        { title: 'Instead', align: 'left' },
        { title: 'Line', align: 'left' },
      ],
      rows: relays
        .slice(0, most)
        .map(relay => [
          processText(relay.process),
          endText(relay.from),
          endText(relay.to),
          format.bytes(relay.bytes),
          format.count(relay.calls),
          format.bytes(relay.chunkBytes),
          insteadText(relay, format) ?? '-',
          locationText(relay),
        ]),
      legend:
        'Copies spent and "Instead" are by the model of kernel behaviour; bytes and calls are counted.' +
        (rest > 0 ? ` ${rest} smaller relays are in --json.` : ''),
    },
  ];
}

const absences: Record<NonNullable<TracedRelay['locationAbsence']>, string> = {
  'no-unwinder': 'unknown: the stack could not be followed',
  'no-symbols': 'unknown: the program has no symbols',
  'no-addr2line': 'unknown: install binutils (addr2line)',
  'not-asked': '-',
};

function locationText({ location, locationAbsence }: TracedRelay): string {
  if (!location) return absences[locationAbsence ?? 'not-asked'];
  const place = location.line === null ? location.file : `${location.file}:${location.line}`;
  return location.function ? `${location.function} (${place})` : place;
}

function moveTable({ kernelMoves }: Trace, format: Format): Block[] {
  if (kernelMoves.length === 0) return [];
  return [
    {
      kind: 'table',
      title: 'Moved inside the kernel',
      columns: [
        { title: 'Process', align: 'left' },
        { title: 'Call', align: 'left' },
        { title: 'From', align: 'left' },
        { title: 'To', align: 'left' },
        { title: 'Bytes', align: 'right' },
        { title: 'Calls', align: 'right' },
      ],
      rows: kernelMoves
        .slice(0, most)
        .map((move: KernelMove) => [
          processText(move.process),
          move.syscall,
          endText(move.from),
          endText(move.to),
          format.bytes(move.bytes),
          format.count(move.calls),
        ]),
      legend: null,
    },
  ];
}

/** What a trace could not see, for a person. */
export function blindSpotText(
  { kind, process, detail, count, bytes }: BlindSpot,
  format: Format = createFormat('en'),
): string {
  const who = process ? processText(process) : 'the program';
  switch (kind) {
    case 'io_uring':
      return `${who} uses io_uring: what it moves that way makes no call that stops`;
    case 'mmap':
      return `${who} mapped ${detail || 'other files'} (${format.bytes(bytes)}, ${count} times): reading a mapping makes no call`;
    case 'recvmmsg':
    case 'sendmmsg':
      return `${who} called ${kind} ${format.count(count)} times: its messages are not followed`;
    case 'min-bytes':
      return `calls of less than ${format.bytes(bytes)} (--min-bytes)`;
    case 'setuid':
      return `${who} ran without the rights of its owner: the kernel ignores set-user-ID of a traced program`;
    case 'between-windows':
      return 'what happened between the windows';
  }
}

const list = (title: string, items: string[]): Block[] =>
  items.length > 0 ? [{ kind: 'list', title, items }] : [];
