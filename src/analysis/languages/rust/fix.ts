import type { Change, FixPlan, FixRequest, Line, Piece } from '../../fixes/plan';
import type { Total } from '../../loops/summary';
import { obstacles } from '../../loops/summary';
import type { Call, Ir } from '../../syntax/ir';
import { isWithin, keyOf, walk } from '../../syntax/ir';
import type { Kind } from './ends';
import { borrowed, isGain, kindOf, traitsAre } from './ends';
import type { Way, Ways } from './ways';
import { isHandedOn, isSameWay, waysOf } from './ways';

/** Replaces a loop by std::io::copy, which tries again after an interruption and hands any other failure on. */
export function planLoop(request: FixRequest): FixPlan | null {
  const { summary, symbols } = request;
  if (!isGain(request, sizeOf(request)) || !isPlain(request)) return null;
  if (sizeOf(request) === 0) return null;
  const ways = waysOf(summary);
  const ends = endsOf(request);
  const counts = countsOf(request);
  if (!ways || !ends || !counts || !isGivenAgain(request, ways)) return null;
  const [from, to] = [borrowed(summary.source, symbols), borrowed(summary.sink, symbols)];
  const call: Piece[] | null = from && to && ['std::io::copy(', ...from, ', ', ...to, ')'];
  const lines = call && linesOf(request, ways, call, counts);
  if (!lines) return null;
  return {
    title: 'Replace the loop by std::io::copy',
    changes: [{ kind: 'replace', node: summary.loop, lines }, ...leftovers(request)],
    caveats: [...caveatsOfEnds(ends), ...caveatsOfResults(request, ways)],
    compared: true,
  };
}

/** A statement of its own whose steps are all understood, and which tries nothing again but what was interrupted. */
function isPlain({ summary, symbols }: FixRequest): boolean {
  const { loop, exits, limit, retries, reads, firstRead } = summary;
  const returns = exits.map(({ node }) => node);
  const onTheWay = summary.steps.filter(
    step => step.leaving && /^(side-effect|unknown)$/.test(step.kind) && !returns.includes(step.node),
  );
  return (
    obstacles({ ...summary, firstRead: null }).length + onTheWay.length === 0 &&
    retries.every(({ errors }) => errors.every(error => error === 'Interrupted')) &&
    !limit &&
    loop.over === null &&
    isStatement(loop) &&
    reads.every(asksForAll) &&
    (firstRead === null || isRemovable(firstRead, symbols))
  );
}

/** A read into a whole buffer: a part of it may have no room. */
const asksForAll = (read: Ir): boolean =>
  read.kind === 'call' && read.args.every(arg => arg.kind !== 'index' || arg.indices.length < 2);

/** A first read that only the loop uses, and that hands its failure on as the loop's reads do. */
const isRemovable = (first: Ir, symbols: FixRequest['symbols']): boolean =>
  first.kind === 'assign' &&
  first.declares &&
  first.value !== null &&
  isHandedOn(first.value) &&
  !symbols.isNamedElsewhere(keyOf(first.targets[0] ?? null) ?? '');

const isStatement = ({ wraps, parent }: Ir): boolean =>
  parent?.kind === 'block' && (wraps?.some(({ type }) => type === 'expression_statement') ?? false);

interface Ends {
  from: Kind;
  to: Kind;
  traits: 'std' | 'unseen';
}

function endsOf(request: FixRequest): Ends | null {
  const { summary, source, sink, symbols } = request;
  const [from, to] = [kindOf(summary.source, source, symbols), kindOf(summary.sink, sink, symbols)];
  const traits = traitsAre(request);
  const isOne = keyOf(summary.source.node) === keyOf(summary.sink.node);
  return from && to && traits !== 'other' && !isOne ? { from, to, traits } : null;
}

function caveatsOfEnds({ from, to, traits }: Ends): string[] {
  return [
    (from === 'open' || to === 'open') &&
      'what the ends are is decided elsewhere; a type with a read or write of its own gets pieces of another size',
    traits === 'unseen' && 'the methods read and write may not be those of std::io',
    to === 'buffered' &&
      "a failed write is told at once, where the loop's writer kept it until it was flushed",
  ].filter(text => text !== false);
}

/** A total and the type that its counts are converted to; null for u64, which io::copy gives. */
interface Count {
  target: Ir;
  cast: string | null;
}

/** What the new lines count; null where the loop counts otherwise. */
function countsOf(request: FixRequest): Count[] | null {
  const counts = request.summary.totals.map(total => countOf(total, request));
  return counts.includes(null) ? null : (counts as Count[]);
}

function countOf({ target, operator, node }: Total, request: FixRequest): Count | null {
  const value = node.kind === 'assign' ? node.value : null;
  if (operator !== '+=' || node.kind !== 'assign' || node.operator !== '+=' || value?.kind !== 'name')
    return null;
  const [cast, ...others] = castsOf(value);
  const type = cast ?? typeOfCount(value.name, request);
  if (others.length > 0 || !type || !/^([ui](64|128)|usize|isize)$/.test(type)) return null;
  return { target, cast: type === 'u64' ? null : type };
}

const castsOf = ({ wraps }: Ir): string[] => (wraps ?? []).flatMap(({ cast }) => cast ?? []);

/** The type of the variable that holds how much was read: a usize, unless something converts it. */
function typeOfCount(name: string, { summary, symbols }: FixRequest): string | null {
  const { loop, reads } = summary;
  const inside = symbols.assignments(name).filter(assign => isWithin(assign, loop));
  const isPlain = inside.every(
    ({ type, value }) => type === null && value !== null && castsOf(value).length === 0,
  );
  return isPlain && reads.every(read => isWithin(read, loop)) ? 'usize' : null;
}

/** Whether code after the loop asks for nothing that only the loop knows, but totals. */
function isGivenAgain({ summary, buffer, symbols }: FixRequest, ways: Ways): boolean {
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

const namesIn = (way: Way): string[] =>
  way.kind === 'returns' && way.node.value
    ? [...walk(way.node.value)].flatMap(node => keyOf(node) ?? [])
    : [];

const isAssignedIn = (name: string, loop: Ir): boolean =>
  [...walk(loop)].some(node => node.kind === 'assign' && node.targets.some(target => keyOf(target) === name));

/** What comes in place of the loop; null where io::copy does not tell apart what the loop does. */
function linesOf(request: FixRequest, ways: Ways, call: Piece[], counts: Count[]): Line[] | null {
  const { end, read, write } = ways;
  const after = leaving(end);
  const isAlike = isSameWay(read, write);
  if (!isAlike && !(/^(fails|panics)$/.test(write.kind) && isSameWay(read, end))) return null;
  if (isRetried(request) && write.kind === 'panics') return null;
  if (isRetried(request) && counts.length === 0) return [...retried(request, ways, call), ...after];
  if (write.kind === 'fails') return [...counted(request, [...call, '?'], counts), ...after];
  if (write.kind === 'panics')
    return [...counted(request, [...call, ...panicking(write.node)], counts), ...after];
  if (isSameWay(read, end)) return [...passedOver(request, call, counts), ...after];
  if (counts.length > 0) return null;
  return [['if ', ...call, '.is_err() {'], ...indented(leaving(read)), ['}'], ...after];
}

/** Whether a loop tries again what io::copy may not: with two sockets it makes no call but read and write. */
const isRetried = ({ summary, source, sink }: FixRequest): boolean =>
  summary.retries.length > 0 && [source, sink].some(({ end }) => end !== 'socket');

const indented = (lines: Line[]): Line[] => lines.map(line => ['\t', ...line]);

/** std::io::copy tries an interrupted read again, but no interrupted splice (rust-lang/rust, std's kernel_copy). */
function retried({ summary, symbols }: FixRequest, { end, write }: Ways, call: Piece[]): Line[] {
  const error = symbols.fresh('error');
  const returns = summary.exits.some(({ cause, node }) => cause === 'read-error' && node.kind === 'jump');
  const failing: Line[] = [[returns ? `return Err(${error});` : `Err(${error})?;`]];
  const left = write.kind === 'fails' ? failing : isSameWay(write, end) ? [['break;']] : leaving(write);
  return [
    [`while let Err(${error}) = `, ...call, ' {'],
    [`\tif ${error}.kind() != std::io::ErrorKind::Interrupted {`],
    ...indented(indented(left)),
    ['\t}'],
    ['}'],
  ];
}

/** A copy whose failure leads where its end does. */
function passedOver({ symbols }: FixRequest, call: Piece[], counts: Count[]): Line[] {
  if (counts.length === 0) return [['let _ = ', ...call, ';']];
  const copied = symbols.fresh('copied');
  return [
    [`if let Ok(${copied}) = `, ...call, ' {'],
    ...indented(counts.map(count => addition(count, copied))),
    ['}'],
  ];
}

const panicking = ({ name, args: [message] }: Call): Piece[] =>
  message ? [`.${name}(`, { whole: message }, ')'] : [`.${name}()`];

function counted({ symbols }: FixRequest, copy: Piece[], counts: Count[]): Line[] {
  const [only, ...others] = counts;
  if (!only) return [[...copy, ';']];
  if (others.length === 0)
    return [[{ whole: only.target }, ' += ', ...copy, only.cast ? ` as ${only.cast};` : ';']];
  const copied = symbols.fresh('copied');
  return [[`let ${copied} = `, ...copy, ';'], ...counts.map(count => addition(count, copied))];
}

const addition = ({ target, cast }: Count, copied: string): Line => [
  { whole: target },
  ` += ${copied}${cast ? ` as ${cast}` : ''};`,
];

function leaving(way: Way): Line[] {
  if (way.kind !== 'returns') return [];
  return [way.node.value ? ['return ', { whole: way.node.value }, ';'] : ['return;']];
}

function caveatsOfResults(request: FixRequest, { end, read, write }: Ways): string[] {
  const { summary, source, buffer, symbols } = request;
  const { totals, ignores } = summary;
  const goesOn = write.kind === 'onward' || write.kind === 'returns';
  const isTold = totals.some(
    ({ key }) =>
      symbols.isShared(key) || (goesOn && (symbols.isReadAfterLoop(key) || namesIn(write).includes(key))),
  );
  return [
    !isSameWay(read, write) &&
      isSameWay(read, end) &&
      'a failed read is handed on, where the loop took it for the end',
    source.end === 'socket' &&
      summary.retries.every(({ of }) => of !== 'read') &&
      'an interrupted read is tried again, where it ended the loop',
    isRetried(request) &&
      totals.length > 0 &&
      'an interrupted read of a pipe ends the copy, where the loop tried again',
    isTold && 'after a failure the total does not count the bytes that were moved',
    ignores.length > 0 && 'bytes that the loop loses when a write is cut short are no longer lost',
    sizeOf(request) === null && 'a buffer without room would have ended the loop at once',
    !isOwn(buffer, symbols) && 'the buffer no longer holds the last bytes that were read',
  ].filter(text => text !== false);
}

/** What a variable is made of, where it gets no other value. */
function makingOf(key: string | null, symbols: FixRequest['symbols']): Ir | null {
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
function sizeOf({ buffer, symbols }: FixRequest): number | null {
  const made = makingOf(buffer, symbols);
  const [size] = made?.kind === 'call' && made.name === '#buffer' ? made.args : [];
  return size ? symbols.valueOf(size) : null;
}

/** Whether nothing but the loop's function sees a buffer. */
const isOwn = (buffer: string | null, symbols: FixRequest['symbols']): boolean =>
  makingOf(buffer, symbols)?.kind === 'call';

/** What only the loop used: the read before it, and the buffer where it is a statement of its own. */
function leftovers({ summary, buffer, symbols }: FixRequest): Change[] {
  const { loop, firstRead } = summary;
  const first: Change[] = firstRead ? [{ kind: 'remove', node: firstRead }] : [];
  const made = buffer === null ? null : symbols.declarationOf(buffer);
  const isAlone =
    made?.parent?.kind === 'block' && made.parent.start !== made.start && made.targets.length === 1;
  const gone = [loop, ...(made ? [made] : []), ...(firstRead ? [firstRead] : [])];
  const isUnused = buffer !== null && isOwn(buffer, symbols) && !symbols.isReadApartFrom(buffer, gone);
  return made && isAlone && isUnused && !isWithin(made, loop)
    ? [...first, { kind: 'remove', node: made }]
    : first;
}
