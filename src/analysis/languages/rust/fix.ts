import type { Change, FixPlan, FixRequest, Line, Piece } from '../../fixes/plan';
import type { Total } from '../../loops/summary';
import { obstacles } from '../../loops/summary';
import type { Ir } from '../../syntax/ir';
import { isWithin, keyOf, walk } from '../../syntax/ir';
import type { Kind } from './ends';
import { borrowed, isGain, kindOf, traitsAre } from './ends';
import type { Way, Ways } from './ways';
import { isHandedOn, isSameWay, waysOf } from './ways';

/** Replaces a loop by std::io::copy, which tries again after an interruption and hands any other failure on. */
export function planLoop(request: FixRequest): FixPlan | null {
  const { summary, source, sink, symbols } = request;
  if (!isGain(source, sink, [...summary.reads, ...summary.writes]) || !isPlain(request)) return null;
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
    validated: true,
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
function countsOf({ summary }: FixRequest): Count[] | null {
  const counts = summary.totals.map(countOf);
  return counts.includes(null) ? null : (counts as Count[]);
}

function countOf({ target, operator, node }: Total): Count | null {
  const value = node.kind === 'assign' ? node.value : null;
  if (operator !== '+=' || node.kind !== 'assign' || node.operator !== '+=' || !value) return null;
  const casts = (value.wraps ?? []).flatMap(({ cast }) => cast ?? []);
  const [cast, ...others] = casts;
  if (value.kind !== 'name' || others.length > 0) return null;
  if (cast === undefined) return { target, cast: 'usize' };
  return /^([ui](64|128)|usize|isize)$/.test(cast) ? { target, cast: cast === 'u64' ? null : cast } : null;
}

/** Whether code after the loop asks for nothing that only the loop knows, but totals. */
function isGivenAgain({ summary, buffer, symbols }: FixRequest, ways: Ways): boolean {
  const totals = summary.totals.map(({ key }) => key);
  const others = summary.liveOut.filter(({ key }) => !totals.includes(key));
  if (!buffer || symbols.isReadAfterLoop(buffer)) return false;
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
function linesOf(
  request: FixRequest,
  { end, read, write }: Ways,
  call: Piece[],
  counts: Count[],
): Line[] | null {
  const after = leaving(end);
  if (write.kind === 'fails' && (read.kind === 'fails' || isSameWay(read, end)))
    return [...counted(request, [...call, '?'], counts), ...after];
  if (!isSameWay(read, write)) return null;
  if (isSameWay(read, end)) {
    if (counts.length === 0) return [['let _ = ', ...call, ';'], ...after];
    const copied = request.symbols.fresh('copied');
    const adds = counts.map((count): Line => ['\t', ...addition(count, copied)]);
    return [[`if let Ok(${copied}) = `, ...call, ' {'], ...adds, ['}'], ...after];
  }
  if (read.kind !== 'returns' || counts.length > 0) return null;
  return [
    ['if ', ...call, '.is_err() {'],
    ...leaving(read).map((line): Line => ['\t', ...line]),
    ['}'],
    ...after,
  ];
}

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

function caveatsOfResults({ summary, buffer, symbols }: FixRequest, { end, read, write }: Ways): string[] {
  const { totals, ignores } = summary;
  const goesOn = write.kind !== 'fails';
  const isTold = totals.some(({ key }) => symbols.isShared(key) || (goesOn && symbols.isReadAfterLoop(key)));
  return [
    write.kind === 'fails' &&
      read.kind !== 'fails' &&
      isSameWay(read, end) &&
      'a failed read is handed on, where the loop took it for the end',
    isTold && 'after a failure the total does not count the bytes that were moved',
    ignores.length > 0 && 'bytes that the loop loses when a write is cut short are no longer lost',
    !isFilled(buffer, symbols) && 'a buffer without room would have ended the loop at once',
    !isOwn(buffer, symbols) && 'the buffer no longer holds the last bytes that were read',
  ].filter(text => text !== false);
}

/** What a variable is made of, where it gets no other value. */
function makingOf(key: string | null, symbols: FixRequest['symbols']): Ir | null {
  const declared = key === null ? null : symbols.declarationOf(key);
  return declared && symbols.assignments(key!).every(({ declares }) => declares) ? declared.value : null;
}

/** Whether a buffer is known to hold more than nothing: an array or a vec of a length that is a number above 0. */
function isFilled(buffer: string | null, symbols: FixRequest['symbols']): boolean {
  const made = makingOf(buffer, symbols);
  const [size] = made?.kind === 'call' && made.name === '#buffer' ? made.args : [];
  return size !== undefined && isAboveZero(size);
}

/** A number, or arithmetic on numbers; a constant's name stands for one. */
function isAboveZero(size: Ir): boolean {
  if (size.kind === 'literal') return typeof size.value === 'number' && size.value > 0;
  if (size.kind === 'operation')
    return /^(\*|<<|\+)$/.test(size.operator) && size.operands.every(isAboveZero);
  return size.kind === 'name' && /^[A-Z][A-Z0-9_]*$/.test(size.name);
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
