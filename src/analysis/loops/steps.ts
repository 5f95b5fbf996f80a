import type { Ir, Loop, Try } from '../syntax/ir';
import { ancestors, partsOf, walk } from '../syntax/ir';
import { labelledStatement } from '../syntax/loweringRules';
import type { Walked } from './model/explore';
import type { Linear } from './model/linear';
import type { PlacedEvent } from './model/path';
import { namesIn } from './reasons';
import type { Step, StepKind, Total } from './summary';

/** The statements and conditions of a loop, outermost first: what is classified. */
function statementsOf(loop: Loop): Ir[] {
  const found: Ir[] = loop.condition ? [loop.condition] : [];
  const stack: Ir[] = [...loop.update, loop.body];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.kind === 'block') stack.push(...node.body);
    else if (node.kind === 'if') {
      found.push(node.condition);
      stack.push(...[node.consequence, node.otherwise].filter(part => part !== null));
    } else if (node.kind === 'loop' && !node.over) {
      if (node.condition) found.push(node.condition);
      stack.push(...node.setup, ...node.update, node.body);
    } else if (node.kind === 'try') stack.push(...partsOf(node).filter(part => !isVariable(part, node)));
    else found.push(node);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The variable of a handler is no statement. */
const isVariable = (part: Ir, { handlers }: Try): boolean =>
  handlers.some(({ variable }) => variable === part);

interface Known {
  totals: Total[];
  limit: Total | null;
  /** Variables other than totals that one step hands to the next. */
  carried: ReadonlySet<string>;
}

/** Each statement of a loop with what it does, by all the paths that reach it. */
export function stepsOf(loop: Loop, paths: Walked[], known: Known): Step[] {
  const seen = new Map<Ir, PlacedEvent[]>();
  for (const event of paths.flatMap(({ path }) => path.events))
    seen.set(event.step, [...(seen.get(event.step) ?? []), event]);
  const visited = new Set(paths.flatMap(({ path }) => [...path.visited]));
  const steps = statementsOf(loop).map(node => {
    const events = seen.get(node);
    if (events) {
      const { kind, why, carries } = classify(events, known);
      return { node, kind, why, leaving: !carries && !goesOnWithDoubt(node, paths) };
    }
    const reached = visited.has(node);
    return {
      node,
      kind: reached ? ('housekeeping' as const) : ('unknown' as const),
      why: reached ? null : 'a statement is never reached',
      leaving: false,
    };
  });
  return [
    ...steps,
    ...labelsIn(loop),
    ...endless(loop, paths),
    ...droppedBytes(loop, paths),
    ...bounded(loop, paths, known),
  ];
}

/** Labels in the loop: jumps from elsewhere may lead to them. */
const labelsIn = (loop: Loop): Step[] =>
  [...walk(loop)]
    .filter(node => node.kind === 'other' && node.type === labelledStatement)
    .map(node => ({ kind: 'unknown', node, why: 'the loop holds a label', leaving: false }));

/** Whether a path that goes on has something doubtful in a statement. */
const goesOnWithDoubt = (node: Ir, paths: Walked[]): boolean =>
  paths.some(
    ({ path, leaving }) => !leaving && path.events.some(event => event.step === node && isDoubtful(event)),
  );

const isDoubtful = ({ kind }: PlacedEvent): boolean => kind === 'unknown' || kind === 'side-effect';

interface Classified {
  kind: StepKind;
  why: string | null;
  carries?: true;
}

function classify(events: PlacedEvent[], { totals, carried }: Known): Classified {
  const first = <K extends PlacedEvent['kind']>(kind: K) =>
    events.find((event): event is Extract<PlacedEvent, { kind: K }> => event.kind === kind);
  const doubt = first('unknown') ?? first('side-effect');
  if (doubt) return { kind: doubt.kind, why: doubt.why };
  const hands = events.find(event => event.kind === 'assign' && carried.has(event.key));
  if (hands?.kind === 'assign')
    return { kind: 'unknown', why: `one step hands ${hands.key} to the next`, carries: true };
  const kind: StepKind = first('write')
    ? 'write'
    : first('read')
      ? 'read'
      : events.some(event => event.kind === 'assign' && totals.some(total => total.key === event.key))
        ? 'accumulate'
        : first('jump')
          ? jumpKind(events)
          : 'housekeeping';
  return { kind, why: null };
}

const jumpKind = (events: PlacedEvent[]): StepKind =>
  events.every(
    event => event.kind !== 'jump' || (event.node.kind === 'jump' && event.node.word === 'continue'),
  )
    ? 'retry'
    : 'exit';

/** A path that goes on at the end of the source never ends, or waits for it to grow. */
function endless(loop: Loop, paths: Walked[]): Step[] {
  const goesOn = paths.some(
    ({ path, leaving, isLost }) =>
      !leaving && !isLost && path.events.some(event => event.kind === 'read' && event.outcome === 'end'),
  );
  return goesOn
    ? [{ kind: 'unknown', node: loop, why: 'the loop goes on at the end of the source', leaving: false }]
    : [];
}

const dropsBytes = ({ path, leaving, isLost, delivery }: Walked): boolean => {
  const last = path.events.findLast(event => event.kind === 'read' || event.kind === 'write');
  return !leaving && !isLost && !delivery.isDelivered && last?.kind === 'read';
};

/** Whether a test of a chunk's size, by one of these names, makes a step leave out what it read. */
export const leavesOutBySize = (paths: Walked[], sizes: ReadonlySet<string>): boolean =>
  paths.some(({ path }) => path.events.some(({ kind }) => kind === 'write')) &&
  paths.some(walked => {
    const { events } = walked.path;
    const after = events.slice(events.findLastIndex(({ kind }) => kind === 'read') + 1);
    return isUnderstood(events) && dropsBytes(walked) && after.some(event => isSizeTest(event, sizes));
  });

const isSizeTest = ({ kind, node }: PlacedEvent, sizes: ReadonlySet<string>): boolean =>
  kind === 'undecided' && isChosen(node) && namesIn(node).some(name => sizes.has(name));

/** Whether a test is an `if`'s: an inner loop's decides how a chunk is written. */
function isChosen(test: Ir): boolean {
  for (const up of ancestors(test)) if (up.kind === 'if' || up.kind === 'loop') return up.kind === 'if';
  return false;
}

/**
 * Whether a loop ends without a chunk it has read because the chunk is short. A loop that counts what is left ends by its
 * count: a short chunk is a failure there.
 */
export const endsOnShort = (paths: Walked[]): boolean =>
  !asksForWhatIsLeft(paths, null) &&
  !paths.some(({ path, leaving }) => leaving && !path.events.some(isMove)) &&
  paths.some(({ path: { events, facts }, leaving, delivery }) => {
    const last = events.findLastIndex(isMove);
    const read = events[last];
    if (!leaving || delivery.isDelivered || read?.kind !== 'read' || !isUnderstood(events)) return false;
    const counts = [...read.length.terms.keys()];
    return events
      .slice(last + 1)
      .flatMap(event => (event.kind === 'undecided' ? event.found : []))
      .some(form => limits(form, counts) && facts.isAtLeastZero(form) !== false);
  });

const isUnderstood = (events: PlacedEvent[]): boolean => events.every(({ kind }) => kind !== 'unknown');

const isMove = ({ kind }: PlacedEvent): boolean => kind === 'read' || kind === 'write';

/** Whether a form that is at least 0 gives one of these counts a highest value: `512 - n`. */
const limits = ({ terms }: Linear, counts: string[]): boolean =>
  counts.some(count => (terms.get(count) ?? 0) < 0);

/** Paths that continue without writing what they read. */
function droppedBytes(loop: Loop, paths: Walked[]): Step[] {
  return paths.some(dropsBytes)
    ? [{ kind: 'unknown', node: loop, why: 'the loop leaves out some of what it reads', leaving: false }]
    : [];
}

/** Reads whose length the loop changes: a length of 0 returns 0 bytes, as the end of the source does. */
function bounded(loop: Loop, paths: Walked[], { limit }: Known): Step[] {
  const why = 'how much the loop reads changes from step to step';
  return asksForWhatIsLeft(paths, limit) ? [{ kind: 'unknown', node: loop, why, leaving: false }] : [];
}

/** Whether the length of a read depends on what the loop changes, but for its limit. */
function asksForWhatIsLeft(paths: Walked[], limit: Total | null): boolean {
  const changed = new Set(paths.flatMap(({ path }) => path.changed.map(key => `${key}@`)));
  changed.delete(`${limit?.key}@`);
  return paths
    .flatMap(({ path }) => path.events)
    .some(
      event =>
        event.kind === 'read' && [...(event.request?.terms.keys() ?? [])].some(name => changed.has(name)),
    );
}
