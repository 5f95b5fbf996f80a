import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { FixRequest, Symbols } from '../../fixes/plan';
import type { Total } from '../../loops/summary';
import type { Call, Ir } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, valuesOf, walk } from '../../syntax/ir';
import type { Ways } from './ways';
import { isSameWay, namesIn } from './ways';

/** A total and the type that its counts are converted to; null for u64, which io::copy gives. */
export interface Count {
  target: Ir;
  cast: string | null;
}

/** What the new lines count; null where the loop counts otherwise. */
export function countsOf(request: FixRequest): Count[] | null {
  const counts = request.summary.totals.map(total => countOf(total, request));
  return counts.includes(null) ? null : (counts as Count[]);
}

function countOf({ target, operator, node }: Total, request: FixRequest): Count | null {
  const value = node.kind === 'assign' ? node.value : null;
  if (operator !== '+=' || node.kind !== 'assign' || node.operator !== '+=' || value?.kind !== 'name')
    return null;
  if (isUnsafe(node, request.summary.loop)) return null;
  const [cast, ...others] = castsOf(value);
  const type = cast ?? typeOfCount(value.name, request);
  if (others.length > 0 || !type || !/^([ui](64|128)|usize|isize)$/.test(type)) return null;
  return { target, cast: type === 'u64' ? null : type };
}

/** Whether a statement of a loop stands in an `unsafe` block, which goes with the loop. */
const isUnsafe = (node: Ir, loop: Ir): boolean =>
  [...ancestors(node)].some(
    up => isWithin(up, loop) && (up.wraps?.some(({ type }) => type === 'unsafe_block') ?? false),
  );

const castsOf = ({ wraps }: Ir): string[] => (wraps ?? []).flatMap(({ cast }) => cast ?? []);

/** The type of the variable that holds how much was read: a usize, unless something converts it; null if unknown. */
function typeOfCount(name: string, request: FixRequest, depth = 0): string | null {
  const { loop, reads } = request.summary;
  const inside = request.symbols.assignments(name).filter(assign => isWithin(assign, loop));
  if (depth > 3 || inside.length === 0 || !reads.every(read => isWithin(read, loop))) return null;
  const types = inside.flatMap(({ type, value }) =>
    type ? [type] : value ? valuesOf(value).map(one => typeOfValue(one, value, request, depth)) : [null],
  );
  return new Set(types).size === 1 ? types[0]! : null;
}

/** `whole` is the value that `one` may be. */
function typeOfValue(one: Ir, whole: Ir, request: FixRequest, depth: number): string | null {
  const cast = [...castsOf(one), ...(one === whole ? [] : castsOf(whole))].at(-1);
  if (cast) return cast;
  if (one.kind === 'name') return typeOfCount(one.name, request, depth + 1);
  return request.summary.reads.includes(one) ? 'usize' : null;
}

/** Whether code after the loop asks for nothing that only the loop knows, but totals. */
export function isGivenAgain({ summary, buffer, symbols }: FixRequest, ways: Ways): boolean {
  const totals = summary.totals.map(({ key }) => key);
  const others = summary.liveOut.filter(({ key }) => !totals.includes(key));
  if (!buffer || symbols.isReadAfterLoop(buffer) || isEmpty(makingOf(buffer, symbols))) return false;
  if (
    others.some(
      ({ key }) => symbols.isReadAfterLoop(key) || (symbols.isShared(key) && !isInside(key, summary.loop)),
    )
  )
    return false;
  return [ways.end, ways.read, ways.write].every(way =>
    namesIn(way).every(
      name => name !== buffer && (totals.includes(name) || !isAssignedIn(name, summary.loop)),
    ),
  );
}

/** A variable that the loop declares for itself. */
const isInside = (key: string, loop: Ir): boolean =>
  [...walk(loop)].some(
    node => node.kind === 'assign' && node.declares && node.targets.some(target => keyOf(target) === key),
  );

const isAssignedIn = (name: string, loop: Ir): boolean =>
  [...walk(loop)].some(node => node.kind === 'assign' && node.targets.some(target => keyOf(target) === name));

/** Whether a loop tries again what io::copy may not: with two sockets it makes no call but read and write. */
export const isRetried = ({ summary, source, sink }: FixRequest): boolean =>
  summary.retries.length > 0 && [source, sink].some(({ end }) => end !== 'socket');

/** What else may differ: after a failure, after an interruption, in the buffer. */
export function caveatsOfResults(request: FixRequest, { end, read, write }: Ways): Message[] {
  const { summary, source, symbols } = request;
  const { totals, ignores } = summary;
  const goesOn = write.kind === 'onward' || write.kind === 'returns';
  const isTotalRead = totals.some(
    ({ key }) =>
      symbols.isShared(key) || (goesOn && (symbols.isReadAfterLoop(key) || namesIn(write).includes(key))),
  );
  return [
    !isSameWay(read, write) && isSameWay(read, end) && message('caveat.rust.failed-read'),
    source.end === 'socket' &&
      summary.retries.every(({ of }) => of !== 'read') &&
      message('caveat.rust.read-retried'),
    isRetried(request) && totals.length > 0 && message('caveat.rust.pipe-interrupted'),
    isTotalRead && message('caveat.rust.lost-total'),
    ignores.length > 0 && message('caveat.cut-writes'),
  ].filter(text => text !== false);
}

/** What a variable is made of, where it gets no other value. */
function makingOf(key: string | null, symbols: Symbols): Ir | null {
  const declared = key === null ? null : symbols.declarationOf(key);
  return declared && symbols.assignments(key!).every(({ declares }) => declares) ? declared.value : null;
}

/** A vec that has room, but no bytes a read could fill: such a loop ends at once. */
const isEmpty = (made: Ir | null): boolean =>
  made?.kind === 'call' &&
  made.receiver !== null &&
  /^(with_capacity|new|default)$/.test(made.name) &&
  !isBoxed(made);

const isBoxed = ({ receiver }: Call): boolean => /(^|\.)Box$/.test(keyOf(receiver) ?? '');

/** Bytes that an array or a vec of a known length holds; null for any other buffer. */
export function sizeOf({ buffer, symbols }: FixRequest): number | null {
  const made = makingOf(buffer, symbols);
  const [size] = made?.kind === 'call' && made.name === '#buffer' ? made.args : [];
  return size ? symbols.valueOf(size) : null;
}
