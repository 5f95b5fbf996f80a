import type { Assign, Ir, Loop } from '../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../syntax/ir';
import type { CopyLoop } from './copyLoop';
import { countKeys } from './counts';
import type { Walked } from './model/explore';
import { explore } from './model/explore';

import type { Linear } from './model/linear';
import { constant, constantOf, minus, same, times } from './model/linear';
import type { PlacedEvent } from './model/path';
import { readAheadOf } from './model/readAhead';
import { namesIn } from './reasons';
import { endsOnShort, leavesOutBySize, stepsOf } from './steps';
import type { EndState, Exit, ExitCause, Holding, LiveOut, LoopSummary, Total } from './summary';

const summaries = new WeakMap<CopyLoop, LoopSummary | null>();

/** What a copy loop does, by every path through one step of it; null where the language cannot say or there are too many. */
export function summaryOf(copy: CopyLoop): LoopSummary | null {
  const known = summaries.get(copy);
  if (known !== undefined) return known;
  const summary = copy.file.language.model ? summarize(copy) : null;
  summaries.set(copy, summary);
  return summary;
}

function summarize(copy: CopyLoop): LoopSummary | null {
  const { loop } = copy;
  const paths = explore(loop, copy.scope);
  if (!paths) return null;
  const totals = totalsIn(paths);
  const limit = totals.find(total => isLimit(total, paths)) ?? null;
  const exits = exitsOf(paths, limit);
  const changed = new Set(paths.flatMap(({ path }) => path.changed));
  const sink = endState(copy, 'sink');
  const events = paths.flatMap(({ path }) => path.events);
  return {
    loop,
    firstRead: firstReadOf(loop),
    steps: stepsOf(loop, paths, { totals, limit, carried: carriedBy(paths, totals) }),
    exits,
    retries: retriesIn(paths),
    ignores: ignoredIn(paths),
    totals,
    limit,
    liveIn: [...new Set(paths.flatMap(({ path }) => [...path.liveIn]))],
    liveOut: [...changed].map(key => liveOutOf(key, paths, totals, limit)),
    writesOther: events.some(event => event.kind === 'write' && event.differs),
    leavesOut:
      leavesOutBySize(paths, sizesIn(copy)) ||
      (endsOnShort(paths) && !writesRest(copy, sink)) ||
      paths.some(walked => goesOn(walked) && walked.cursors.isStuck),
    reads: nodesOf(events, 'read'),
    writes: nodesOf(events, 'write'),
    source: endState(copy, 'source'),
    sink,
  };
}

/** Names that stand for the size of a chunk: its count, or the bytes themselves where the read returns them. */
function sizesIn({ scope, loop, read }: CopyLoop): Set<string> {
  const bytes = read.returnsBytes && read.buffer ? [read.buffer.key] : [];
  return new Set([...countKeys(scope, loop, read), ...bytes]);
}

/** Whether a call after the loop gives the sink what the last read left in the buffer. */
const writesRest = ({ read }: CopyLoop, sink: EndState): boolean =>
  sink.after.some(call => namesIn(call).some(key => key === read.buffer?.key));

/** A for-loop's first read is a part of it. */
function firstReadOf(loop: Loop): Ir | null {
  const first = readAheadOf(loop)?.first;
  return first && !isWithin(first, loop) ? first : null;
}

const nodesOf = (events: PlacedEvent[], kind: 'read' | 'write'): Ir[] => [
  ...new Set(events.filter(event => event.kind === kind).map(event => event.node)),
];

const lastMove = ({ path }: Walked) =>
  path.events.findLast(event => event.kind === 'read' || event.kind === 'write');

/** Steps after which the loop goes on with the next chunk. */
const goesOn = (walked: Walked): boolean => !walked.leaving && !walked.isLost;

/** A variable's value at the end of a step, less its value before; null where one is unknown. */
function change({ path }: Walked, key: string) {
  const before = path.entryValue(key);
  const after = path.finalValue(key) ?? before;
  return before.kind === 'number' && after.kind === 'number' ? minus(after.form, before.form) : null;
}

/** Variables that each step that goes on moves by just the bytes it moved. */
function totalsIn(paths: Walked[]): Total[] {
  const steps = paths.filter(goesOn);
  const keys = new Set(steps.flatMap(({ path }) => path.changed));
  return [...keys].flatMap(key => {
    const assigns = [...new Set(steps.flatMap(({ path }) => path.events))].flatMap(event =>
      event.kind === 'assign' && event.key === key ? [event.node as Assign] : [],
    );
    const node = assigns[0];
    if (!node || new Set(assigns).size > 1) return [];
    const counted = [delivered, wasRead].find(count => signOf(steps, key, count) !== undefined);
    const sign = counted && signOf(steps, key, counted);
    const moves = steps.some(({ delivery }) => constantOf(delivery.moved) !== 0);
    if (!sign || !moves) return [];
    return [{ key, target: node.targets[0]!, operator: sign > 0 ? '+=' : '-=', node } as const];
  });
}

/** Bytes that a total may count: those that arrived, or those that were read where a short write is passed over. */
const delivered = ({ delivery }: Walked): Linear => delivery.moved;
const wasRead = ({ delivery }: Walked): Linear => delivery.chunk?.length ?? constant(0);

/** Whether all steps add the bytes counted to a variable, or take them off; undefined where they do neither. */
const signOf = (steps: Walked[], key: string, count: (step: Walked) => Linear): number | undefined =>
  [1, -1].find(factor =>
    steps.every(step => {
      const by = change(step, key);
      return by !== null && same(by, times(count(step), factor));
    }),
  );

/** Whether the loop ends where a total that counts down reaches 0, and no read requests more than is left. */
function isLimit(total: Total, paths: Walked[]): boolean {
  if (total.operator !== '-=') return false;
  const left = (walked: Walked) => {
    const value = walked.path.entryValue(total.key);
    return value.kind === 'number' ? value.form : constant(0);
  };
  const withData = paths.filter(({ delivery }) => delivery.chunk);
  const keeps = withData.every(
    walked => walked.path.facts.isAtLeastZero(minus(left(walked), walked.delivery.chunk!.length)) === true,
  );
  const stops = paths.filter(walked => walked.leaving && !lastMove(walked));
  return (
    keeps &&
    stops.length > 0 &&
    stops.every(walked => walked.path.facts.isAtLeastZero(times(left(walked), -1)) === true)
  );
}

function causeOf(walked: Walked, limit: Total | null): ExitCause {
  const last = lastMove(walked);
  if (!last) return limit ? 'limit' : 'other';
  const { atEnd, isDelivered, endsWithBytes } = walked.delivery;
  if (atEnd && (isDelivered || (endsWithBytes && last.kind === 'read'))) return 'end';
  if (last.kind === 'read' && last.outcome !== 'data') return last.outcome === 'end' ? 'end' : 'read-error';
  if (last.kind === 'write' && last.outcome !== 'full')
    return last.outcome === 'error' ? 'write-error' : 'short-write';
  return 'other';
}

function exitsOf(paths: Walked[], limit: Total | null): Exit[] {
  const exits: Exit[] = [];
  for (const walked of paths) {
    const { leaving } = walked;
    if (!leaving) continue;
    const cause = causeOf(walked, limit);
    const known = walked.path.events.flatMap(event =>
      (event.kind === 'read' || event.kind === 'write') && event.error?.known ? [event.error.known] : [],
    );
    const values = leaving.value ? [leaving.value] : [];
    const like = exits.find(exit => exit.cause === cause && exit.node === leaving.node);
    if (!like) {
      exits.push({ cause, node: leaving.node, word: leaving.word, errors: known, values });
      continue;
    }
    like.errors = like.errors.length > 0 && known.length > 0 ? [...new Set([...like.errors, ...known])] : [];
    like.values.push(...values);
  }
  return exits;
}

/** Failures after which the same step, or the next one, tries again. */
function retriesIn(paths: Walked[]): LoopSummary['retries'] {
  const kinds = { read: new Set<string>(), write: new Set<string>() };
  for (const { path, leaving, isLost } of paths) {
    const moves = path.events.filter(event => event.kind === 'read' || event.kind === 'write');
    moves.forEach((event, at) => {
      const again =
        moves[at + 1]?.kind === event.kind ||
        (at === moves.length - 1 && !leaving && !isLost && event.kind === 'read');
      if (event.error && again) kinds[event.kind].add(event.error.known ?? 'any');
    });
  }
  return (['read', 'write'] as const).flatMap(of =>
    kinds[of].size > 0 ? [{ of, errors: [...kinds[of]] }] : [],
  );
}

/** Bytes that a step which goes on did not deliver. */
function ignoredIn(paths: Walked[]): LoopSummary['ignores'] {
  const lossy = paths.filter(walked => goesOn(walked) && !walked.delivery.isDelivered);
  const outcomes = lossy.map(walked => {
    const last = lastMove(walked);
    return last?.kind === 'write' && last.outcome === 'short'
      ? ('short-write' as const)
      : ('write-error' as const);
  });
  const drops = paths.some(walked => causeOf(walked, null) === 'end' && !walked.delivery.isDelivered);
  return [...new Set([...outcomes, ...(drops ? (['last-bytes'] as const) : [])])];
}

/** Variables other than totals that a step hands to the next one. */
function carriedBy(paths: Walked[], totals: Total[]): Set<string> {
  const steps = paths.filter(goesOn);
  const used = new Set(paths.flatMap(({ path }) => [...path.liveIn]));
  const sums = new Set(totals.map(({ key }) => key));
  const changed = steps.flatMap(step =>
    step.path.changed.filter(key => constantOf(change(step, key) ?? constant(1)) !== 0),
  );
  return new Set(changed.filter(key => used.has(key) && !sums.has(key)));
}

function liveOutOf(key: string, paths: Walked[], totals: Total[], limit: Total | null): LiveOut {
  const isTotal = totals.some(total => total.key === key);
  const varies = paths.some(walked => goesOn(walked) && walked.path.changed.includes(key));
  const holds: LiveOut['holds'] = [];
  for (const walked of paths.filter(({ leaving }) => leaving)) {
    const cause = causeOf(walked, limit);
    const holding = holdingOf(key, walked, { isTotal, varies });
    const values = [walked.path.finalValue(key)].filter(value => value !== null);
    const like = holds.find(one => one.cause === cause && one.holding === holding);
    if (like) like.values.push(...values);
    else holds.push({ cause, holding, values });
  }
  return { key, holds };
}

function holdingOf(
  key: string,
  walked: Walked,
  { isTotal, varies }: { isTotal: boolean; varies: boolean },
): Holding {
  if (isTotal) {
    const moved = change(walked, key);
    const { delivery } = walked;
    const isExact = [1, -1].some(factor => moved && same(moved, times(delivery.moved, factor)));
    return isExact ? 'total' : 'behind';
  }
  if (walked.path.finalValue(key) !== null) return 'last-step';
  return varies ? 'stale' : 'unchanged';
}

function endState({ scope, read, write, source, sink, loop }: CopyLoop, side: 'source' | 'sink'): EndState {
  const resolved = side === 'source' ? source : sink;
  const node = (side === 'source' ? read : write).end ?? loop;
  const key = keyOf(node);
  const uses = [...walk(scope.root)].filter(
    part => key !== null && keyOf(part) === key && !isWithin(part, loop) && !isMaking(part),
  );
  const calls = uses.flatMap(use => [...ancestors(use)].find(up => up.kind === 'call') ?? []);
  return {
    node,
    resolved,
    before: calls.filter(call => call.start < loop.start),
    after: calls.filter(call => call.start >= loop.end),
    uses,
  };
}

/** The name in the declaration, or plain assignment, that makes an end. */
const isMaking = ({ parent, ...node }: Ir): boolean =>
  parent?.kind === 'assign' && parent.targets.some(target => target.start === node.start);
