import type { Piece, Symbols } from '../../fixes/plan';
import type { Resolved } from '../../loops/ends';
import type { Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import { bareType } from '../../syntax/loweringRules';
import { hasFileChannel, isSocketChannel } from './jvm';

/** How a language of the JVM writes what a fix is made of. */
export interface Dialect {
  /** The channel of a stream; `type` where the stream's written type hides it. */
  channel: (stream: Ir, type: string | null) => Piece[];
  /** A count of bytes as a long, and a long as the type of a variable; null where no conversion is known. */
  asLong: (node: Ir, type: string | null) => Piece[] | null;
  fromLong: (name: string, type: string | null) => string | null;
  lines: (parts: Parts) => Piece[][];
}

/** The parts of the new lines. */
export interface Parts {
  from: Piece[];
  to: Piece[];
  /** The name of the variable that holds what one call moved. */
  moved: string;
  /** What is left to move, as the loop counts it down, and as a long; null where there is no limit. */
  left: { node: Ir; count: Piece[] } | null;
  /** `total += moved`, without the mark that ends a statement. */
  adds: Piece[][];
}

/** An end as a channel. */
export interface Channel {
  pieces: Piece[];
  /** The stream's class, where only a written type tells it: a class of its own may stand behind. */
  assumed: string | null;
}

type Names = Pick<Symbols, 'typeOf' | 'assignments'>;

const channels = /^(FileChannel|SocketChannel)$/;
const streams = /^(FileInputStream|FileOutputStream|RandomAccessFile)$/;

/** Whether FileChannel.transferTo reaches the kernel between two ends that are known well enough. */
export const reachesChannels = (source: Resolved, sink: Resolved): boolean =>
  [source, sink].every(isPlain) &&
  source.key !== sink.key &&
  hasFileChannel(source) &&
  (hasFileChannel(sink) || isSocketChannel(sink));

/** A variable by itself: no other stream in between, and its kind is more than its name. */
const isPlain = ({ key, known, wrappers }: Resolved): boolean =>
  key !== null &&
  /^(proven|typed)$/.test(known) &&
  wrappers.every(name => /^(getChannel|accept)$/.test(name));

/** The channel of an end; null where its class is not known to have one. */
export function channelOf(node: Ir, end: Resolved, names: Names, { channel }: Dialect): Channel | null {
  const key = keyOf(node);
  if (key === null) return null;
  const type = names.typeOf(key);
  const written = type && bareType(type);
  if (type?.endsWith('?')) return null;
  if (end.wrappers.length > 0 || channels.test(written ?? end.type ?? ''))
    return { pieces: [{ node }], assumed: null };
  const values = names.assignments(key).flatMap(({ value }) => (value ? [value] : []));
  if (values.some(isOwnClass)) return null;
  const [made, ...others] = values;
  const isMade = others.length === 0 && made?.kind === 'call' && made.creates && streams.test(made.name);
  if (isMade)
    return { pieces: channel(node, streams.test(written ?? made.name) ? null : made.name), assumed: null };
  if (written && !streams.test(written)) return null;
  if (!streams.test(end.type ?? '')) return null;
  return { pieces: channel(node, null), assumed: end.known === 'proven' ? null : end.type };
}

/** A stream of a class that is not the library's, or of one without a name. */
const isOwnClass = (value: Ir): boolean =>
  value.kind === 'other' || (value.kind === 'call' && value.creates && !streams.test(value.name));
