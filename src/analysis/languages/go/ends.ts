import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { FixRequest } from '../../fixes/plan';
import type { Resolved } from '../../loops/ends';
import type { EndState } from '../../loops/summary';
import { keyOf } from '../../syntax/ir';

/** What a file opened with O_APPEND is called: it takes no copy_file_range. */
export const appending = 'os.File for appending';

/** Ends whose ReadFrom and WriteTo are those of Go's os and net packages. */
const own = /^(os\.File|net\.(TCP|Unix)Conn)$/;
/** Interfaces and standard streams: what stands behind them is only known when the program runs. */
const open =
  /^(io\.(Reader|Writer|ReadWriter|(Read|Write)(Closer|Seeker|SeekCloser|WriteCloser|WriteSeeker))|bufio\.(Reader|Writer|ReadWriter)|standard stream|net\.Conn|http\.ResponseWriter)$/;
const wrappers = { source: /^(NewReader(Size)?|LimitReader)$/, sink: /^NewWriter(Size)?$/ };

/** What a copy by io.Copy may change with these ends; null where io.Copy is not told to take them. */
export function caveatsOfEnds({ summary, source, sink, symbols }: FixRequest): Message[] | null {
  const ends = [
    { end: source, state: summary.source, passes: wrappers.source },
    { end: sink, state: summary.sink, passes: wrappers.sink },
  ];
  const taken = ends.every(
    ({ end, state, passes }) =>
      isTaken(end, passes) &&
      !isHeldByValue(state, key => symbols.typeOf(key)) &&
      !(end.type === null && isMadeHere(state, symbols)),
  );
  const [from, to] = ends.map(({ state }) => keyOf(state.node));
  if (!taken || !from || !to || (from === to && source.end !== 'socket')) return null;
  const isOpen = [source, sink].some(end => !isOwn(end));
  const isBuffered = sink.wrappers.length > 0 || /^bufio/.test(sink.type ?? '');
  return [
    isOpen && message('caveat.go.ends-at-run-time'),
    isBuffered && message('caveat.flush-failure'),
    // Its ReadFrom hands an empty buffer's turn to the writer behind it.
    isBuffered && message('caveat.go.held-back'),
    [source, sink].some(end => end.type === 'net.UnixConn') && message('caveat.datagrams'),
    summary.ignores.includes('last-bytes') && !isOwn(source) && message('caveat.go.bytes-with-end'),
  ].filter(text => text !== false);
}

const isOwn = ({ type }: Resolved): boolean => own.test(type ?? '');

/** An end of Go's own, or one nobody has seen; a type of another's may have methods that go past its Read or Write. */
const isTaken = ({ type, wrappers: around }: Resolved, passes: RegExp): boolean =>
  around.every(name => passes.test(name)) && (type === null || own.test(type) || open.test(type));

/** `var f os.File`: its methods belong to the pointer. */
function isHeldByValue({ node }: EndState, typeOf: (key: string) => string | null): boolean {
  const type = typeOf(keyOf(node) ?? '') ?? '';
  return /^(os\.File|net\.(TCP|Unix)Conn|bufio\.(Reader|Writer)|io\.LimitedReader)$/.test(type);
}

/** A value of a type of the package's own: made in place, or by a function of the package. */
const isMadeHere = ({ node }: EndState, { assignments }: FixRequest['symbols']): boolean =>
  assignments(keyOf(node) ?? '').some(
    ({ value }) => value !== null && !(value.kind === 'call' && value.receiver && !value.creates),
  );
