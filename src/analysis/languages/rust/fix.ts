import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { FixPlan, FixRequest, Piece, Symbols } from '../../fixes/plan';
import { isPrivate, mayOverlap, sourceStandsElsewhere } from '../../fixes/privateEnds';
import { obstacles } from '../../loops/summary';
import type { Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import type { Kind } from './ends';
import { borrowed, hasOwnMacros, isGain, kindOf, traitsAre } from './ends';
import { isUnderAttribute, leftovers } from './leftovers';
import { rustEndUses } from './opened';
import { caveatsOfResults, countsOf, isGivenAgain, sizeOf } from './results';
import { linesOf } from './rewrite';
import type { Ways } from './ways';
import { isHandedOn, waysOf } from './ways';

/** Replaces a loop by std::io::copy, which tries again after an interruption and hands any other failure on. */
export function planLoop(request: FixRequest): FixPlan | null {
  const { summary, symbols } = request;
  const size = sizeOf(request);
  if (size === 0 || hasOwnMacros(symbols) || !isGain(request, size) || !isPlain(request)) return null;
  const ways = waysOf(summary);
  const ends = endsOf(request);
  const counts = countsOf(request);
  if (!ways || !ends || !counts || !isGivenAgain(request, ways)) return null;
  const [from, to] = [borrowed(summary.source, symbols), borrowed(summary.sink, symbols)];
  const call: Piece[] | null = from && to && ['std::io::copy(', ...from, ', ', ...to, ')'];
  const lines = call && linesOf(request, ways, call, counts);
  const rest = lines && leftovers(request);
  if (!lines || !rest) return null;
  return {
    title: message('fix.replace-loop', { call: 'std::io::copy' }),
    changes: [{ kind: 'replace', node: summary.loop, lines }, ...rest.changes],
    caveats: [
      ...caveatsOfEnds(ends),
      ...caveatsOfUse(request, ways),
      ...caveatsOfResults(request, ways),
      ...rest.caveats,
    ],
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
    ![loop, firstRead].some(node => node && isUnderAttribute(node)) &&
    reads.every(asksForAll) &&
    (firstRead === null || isRemovable(firstRead, symbols))
  );
}

/** A read into a whole buffer: a part of it may have no room. */
const asksForAll = (read: Ir): boolean =>
  read.kind === 'call' && read.args.every(arg => arg.kind !== 'index' || arg.indices.length < 2);

/** A first read that only the loop uses, and that hands its failure on as the loop's reads do. */
const isRemovable = (first: Ir, symbols: Symbols): boolean =>
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

function caveatsOfEnds({ from, to, traits }: Ends): Message[] {
  return [
    (from === 'open' || to === 'open') && message('caveat.rust.ends-elsewhere'),
    traits === 'unseen' && message('caveat.rust.unseen-traits'),
    to === 'buffered' && message('caveat.flush-failure'),
  ].filter(text => text !== false);
}

/** How far the source was read when a write failed: the loop stops behind a chunk, std::io::copy where it likes. */
function caveatsOfUse(request: FixRequest, { read, write }: Ways): Message[] {
  const leaves = [read, write].every(({ kind }) => kind !== 'onward');
  const ends = [request.summary.source, request.summary.sink];
  const own = ends.every(({ node }) => isPrivate(node, request, rustEndUses, leaves));
  return [
    ...(own ? [] : [sourceStandsElsewhere]),
    ...(mayOverlap(request, rustEndUses) ? [message('caveat.same-file')] : []),
  ];
}
