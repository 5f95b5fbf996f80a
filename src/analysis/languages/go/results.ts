import { message } from '../../../messages/message';
import type { Message } from '../../../model/message';
import type { FixRequest } from '../../fixes/plan';
import { isCaptured } from '../../loops/observers';
import type { LiveOut, Total } from '../../loops/summary';
import { functionOf } from '../../source/scope';
import type { Ir } from '../../syntax/ir';
import { isWithin, keyOf, walk } from '../../syntax/ir';
import { addressOf } from '../../syntax/loweringRules';
import type { Meaning, Ways } from './ways';
import { failedWrites, meaningOfError, namesIn } from './ways';

/** The variables of a loop that code after it reads. */
export interface Results {
  /** Totals, and the type their counts are converted to. */
  totals: { target: Ir; cast: string }[];
  /** The variable that keeps the failure, and what it holds after the end of the source. */
  kept: { key: string; atEnd: 'nil' | 'end' | 'before' } | null;
  caveats: Message[];
}

/** What a rewrite has to give again; null where it can't give it all. */
export function resultsOf(request: FixRequest, ways: Ways): Results | null {
  const { summary, symbols } = request;
  if (summary.totals.some(({ operator }) => operator !== '+=') || !isBufferFree(request)) return null;
  const returned = [...namesIn(ways.end), ...namesIn(ways.read), ...bareNames(ways)];
  const needed = summary.liveOut.filter(
    ({ key }) => symbols.isReadAfterLoop(key) || symbols.isShared(key) || returned.includes(key),
  );
  const sums = needed.filter(({ key }) => summary.totals.some(total => total.key === key));
  const others = needed.filter(one => !sums.includes(one) && !isReturnedFailure(one, request));
  const kept = others.map(one => keptBy(one, ways, failedWrites(summary)));
  const totals = summary.totals.map(total => ({ target: total.target, cast: castOf(total) }));
  if (kept.includes(null) || kept.length > 1 || totals.some(({ cast }) => cast === null)) return null;
  return {
    totals: totals as Results['totals'],
    kept: kept[0] ?? null,
    caveats: [...caveatsOf(request, ways, sums), ...caveatsOfFailure(kept[0] ?? null, request)],
  };
}

/** Named results that a bare return hands out. */
const bareNames = (ways: Ways): string[] =>
  [ways.end, ways.read, ways.write].flatMap(way =>
    way?.node
      ? way.items
          .filter(({ node }) => node.start === way.node!.start)
          .flatMap(({ node }) => keyOf(node) ?? [])
      : [],
  );

/** A failure that returns alone ask for: they name what the copy gives. */
const isReturnedFailure = ({ key }: LiveOut, { symbols }: FixRequest): boolean =>
  !symbols.isReadAfterLoop(key) && !symbols.isShared(key);

/** The failure a variable holds when the loop is over; null where it holds anything else. */
function keptBy({ key, holds }: LiveOut, ways: Ways, failedWrite: RegExp): Results['kept'] {
  if (key.includes('.')) return null;
  const byCause = (causes: RegExp): (Meaning | 'before' | null)[] =>
    holds
      .filter(({ cause }) => causes.test(cause))
      .flatMap(({ cause, holding, values }) => {
        if (holding === 'unchanged') return ['before' as const];
        return holding === 'last-step' ? values.map(value => meaningOfError(value, cause)) : [null];
      });
  const [atEnd, ...others] = [...new Set(byCause(/^end$/))];
  const failed = [...byCause(/^read-error$/), ...(ways.write ? byCause(failedWrite) : [])];
  if (others.length > 0 || !atEnd || !/^(nil|end|before)$/.test(atEnd)) return null;
  return failed.every(meaning => meaning === 'failure')
    ? { key, atEnd: atEnd as 'nil' | 'end' | 'before' }
    : null;
}

/** Calls that print a failure, wrap it, or ask for its kind in whatever it is wrapped. */
const handsOn = /^(Is|Join|(Print|Fatal|Panic|Error|Log|Warn|Info|Debug)(f|ln)?|Fprint(f|ln)|Wrapf?|panic)$/;

/**
 * Code that takes a failure apart, behind the loop, in a function that runs when this one is left, or by the types and
 * texts of failures anywhere in the file: io.Copy names the copying call in it, and only the sink.
 */
function caveatsOfFailure(kept: Results['kept'], { summary: { loop }, symbols }: FixRequest): Message[] {
  const own = functionOf(loop);
  const names = [...(kept ? [kept.key] : []), ...errorsNamed(own)];
  const runsAfter = (node: Ir): boolean => node.start >= loop.end || functionOf(node) !== own;
  const isAddressed = ({ wraps }: Ir): boolean => wraps?.some(({ type }) => type === addressOf) ?? false;
  const isPlain = (node: Ir): boolean => {
    const { parent } = node;
    if (isAddressed(node)) return false;
    if (parent?.kind === 'call') return parent.receiver !== node && handsOn.test(parent.name);
    if (parent?.kind === 'assign') return parent.targets.includes(node);
    return (
      parent?.kind === 'jump' || (parent?.kind === 'operation' && /^([!=]=|#tuple)$/.test(parent.operator))
    );
  };
  const uses = [...walk(own ?? loop)].filter(
    node =>
      names.includes(keyOf(node) ?? '') && !isWithin(node, loop) && (runsAfter(node) || isAddressed(node)),
  );
  const isKept = uses.every(isPlain) && !symbols.failuresTakenApart;
  return isKept ? [] : [message('caveat.go.failure-named')];
}

/** The results of a function that a return gives a failure, by their names. */
const errorsNamed = (own: Ir | null): string[] =>
  [...(own ? walk(own) : [])].flatMap(node =>
    node.kind === 'assign' && node.type === 'error' && node.parent?.parent === own
      ? node.targets.flatMap(target => keyOf(target) ?? [])
      : [],
  );

/** The type that `total += int64(n)` converts a count to. */
function castOf({ node }: Total): string | null {
  const { value } = node as Extract<Ir, { kind: 'assign' }>;
  if (value?.kind === 'name') return 'int';
  return value?.kind === 'call' && /^(u?int(64)?|uintptr)$/.test(value.name) ? value.name : null;
}

/** Whether what the buffer holds is of no use when the loop is over. */
function isBufferFree({ summary, buffer, symbols }: FixRequest): boolean {
  if (!buffer || symbols.isReadAfterLoop(buffer)) return false;
  const declared = symbols.declarationOf(buffer);
  const root = rootOf(declared?.value ?? null);
  if (root && symbols.isReadApartFrom(root, [declared!])) return false;
  let top: Ir = summary.loop;
  while (top.parent) top = top.parent;
  return ![...walk(top)].some(
    node =>
      node.kind === 'assign' &&
      !isWithin(node, summary.loop) &&
      node.value !== null &&
      isAlias(node.value, buffer),
  );
}

/** What a slice is a slice of, where that has a name. */
function rootOf(value: Ir | null): string | null {
  return value?.kind === 'index' ? rootOf(value.object) : keyOf(value);
}

/** Another name for the buffer, or a value that holds it. */
const isAlias = (value: Ir, buffer: string): boolean =>
  rootOf(value) === buffer ||
  (value.kind === 'call' && value.creates && value.args.some(arg => rootOf(arg) === buffer));

/** Whether code that runs after a failure reads a total: io.Copy counts what a failed call moved in its own way. */
function isReadOnFailure({ key }: LiveOut, { summary, symbols }: FixRequest, { read }: Ways): boolean {
  if (read.node === null || namesIn(read).includes(key) || symbols.isShared(key)) return true;
  return isCaptured(key, summary.loop);
}

function caveatsOf(request: FixRequest, ways: Ways, sums: LiveOut[]): Message[] {
  const { summary, buffer, symbols } = request;
  const isRead = sums.some(sum => isReadOnFailure(sum, request, ways));
  const made = symbols
    .assignments(buffer ?? '')
    .some(({ declares, value }) => declares && value?.kind === 'call');
  const sliced = symbols
    .assignments(buffer ?? '')
    .some(({ declares, value }) => declares && value?.kind === 'index');
  return [
    summary.ignores.includes('write-error') && message('caveat.failed-write-ends'),
    isRead && message('caveat.total-differs'),
    !made && !sliced && message('caveat.buffer-seen'),
  ].filter(text => text !== false);
}
