// A trace as headings, tables and lists: the main relay first, in plain words.

import { message } from '../messages/message';
import { type Texts, textsIn } from '../messages/texts';
import type { Message } from '../model/message';
import type { KernelMove, Trace, TracedRelay } from '../model/trace';
import type { Block, Column } from './blocks';
import { relayAdvice } from './relayAdvice';
import { traceFacts } from './traceFacts';
import { blindSpot, endName, processName } from './traceWords';

const most = 20;

/** The result of a trace for a person. */
export function traceBlocks(trace: Trace, texts: Texts = textsIn('en')): Block[] {
  const { say } = texts;
  const facts = traceFacts(trace);
  return [
    { kind: 'heading', text: say(headline(trace)) },
    { kind: 'facts', entries: facts.map(([label, text]) => [say(label), say(text)]) },
    ...relayTable(trace, texts),
    ...moveTable(trace, texts),
    ...list(
      say(message('trace.blind')),
      trace.blindSpots.map(spot => say(blindSpot(spot))),
    ),
  ];
}

function headline({ relays, kernelMoves }: Trace): Message {
  const [main] = relays;
  if (main) return mainRelay(main);
  return kernelMoves.length > 0 ? message('trace.kernel-moved') : message('trace.none');
}

/** `1.2 GB through user space, 2.4 GB copied, 38,000 mode switches; sendfile: 0 copied`. */
function mainRelay(relay: TracedRelay): Message {
  const { bytes, copiedBytes: copied, modeSwitches: switches } = relay;
  const spent = message('trace.main', { bytes, copied, switches });
  const instead = insteadOf(relay);
  return instead === null ? spent : message('trace.main-instead', { spent, instead });
}

/** What one call of the program's language would copy; null where none is known. */
function insteadOf(relay: TracedRelay): Message | null {
  const advice = relayAdvice(relay);
  if (advice.kind === 'no-call') return message('trace.no-call', { runtime: advice.runtime });
  if (advice.kind !== 'call') return null;
  const { call } = advice;
  const copied = relay.best?.copiedBytes ?? 0;
  return copied === 0 ? message('trace.instead-none', { call }) : message('trace.instead', { call, copied });
}

type ColumnName = 'process' | 'from' | 'to' | 'bytes' | 'calls' | 'chunk' | 'instead' | 'line' | 'call';

const figures: readonly ColumnName[] = ['bytes', 'calls', 'chunk'];

const columnsOf = (names: readonly ColumnName[], { say }: Texts): Column[] =>
  names.map(name => ({
    title: say(message(`trace.column.${name}`)),
    align: figures.includes(name) ? 'right' : 'left',
  }));

const relayColumns = ['process', 'from', 'to', 'bytes', 'calls', 'chunk', 'instead', 'line'] as const;

function relayTable({ relays }: Trace, texts: Texts): Block[] {
  if (relays.length === 0) return [];
  const { say } = texts;
  const legend = message('trace.legend');
  const rest = relays.length - most;
  return [
    {
      kind: 'table',
      title: say(message('trace.relays')),
      columns: columnsOf(relayColumns, texts),
      rows: relays.slice(0, most).map(relay => relayRow(relay, texts)),
      legend: say(rest > 0 ? message('trace.legend.more', { legend, relays: rest }) : legend),
    },
  ];
}

function relayRow(relay: TracedRelay, { say, format }: Texts): string[] {
  const instead = insteadOf(relay);
  return [
    say(processName(relay.process)),
    endText(relay.from, say),
    endText(relay.to, say),
    format.bytes(relay.bytes),
    format.count(relay.calls),
    format.bytes(relay.chunkBytes),
    instead === null ? '-' : say(instead),
    locationText(relay, say),
  ];
}

const endText = (end: TracedRelay['from'], say: Texts['say']): string => {
  const name = endName(end);
  return typeof name === 'string' ? name : say(name);
};

function locationText({ location, locationAbsence }: TracedRelay, say: Texts['say']): string {
  const why = locationAbsence ?? 'not-requested';
  if (!location) return why === 'not-requested' ? '-' : say(message(`trace.line.${why}`));
  const place = location.line === null ? location.file : `${location.file}:${location.line}`;
  return location.function ? `${location.function} (${place})` : place;
}

const moveColumns = ['process', 'call', 'from', 'to', 'bytes', 'calls'] as const;

function moveTable({ kernelMoves }: Trace, texts: Texts): Block[] {
  if (kernelMoves.length === 0) return [];
  return [
    {
      kind: 'table',
      title: texts.say(message('trace.moves')),
      columns: columnsOf(moveColumns, texts),
      rows: kernelMoves.slice(0, most).map(move => moveRow(move, texts)),
      legend: null,
    },
  ];
}

const moveRow = (move: KernelMove, { say, format }: Texts): string[] => [
  say(processName(move.process)),
  move.syscall,
  endText(move.from, say),
  endText(move.to, say),
  format.bytes(move.bytes),
  format.count(move.calls),
];

const list = (title: string, items: string[]): Block[] =>
  items.length > 0 ? [{ kind: 'list', title, items }] : [];
