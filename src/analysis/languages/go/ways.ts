import type { Value } from '../../loops/model/values';
import type { Exit, LoopSummary } from '../../loops/summary';
import type { Ir, Jump } from '../../syntax/ir';
import { isWithin, keyOf, partsOf, walk } from '../../syntax/ir';

/** What a value means for the code after a copy: its failure, nil, the end of the source, or something of its own. */
export type Meaning = 'failure' | 'end' | 'nil' | 'other';

/** A value that a return hands out. */
export interface Item {
  node: Ir;
  meaning: Meaning;
}

/** How a loop is left for one reason: to what follows it (`node` is null), or by a return. */
export interface Way {
  node: Jump | null;
  items: Item[];
}

export interface Ways {
  end: Way;
  read: Way;
  /** Null where the loop goes on after a failed write. */
  write: Way | null;
}

/** The ways out of a loop, where they are but those of a copy and all of one cause are alike; else null. */
export function waysOf(summary: LoopSummary): Ways | null {
  const ways = { end: wayFor(summary, /^end$/), read: wayFor(summary, /^read-error$/) };
  const write = isIgnored(summary) ? undefined : wayFor(summary, failedWrites(summary));
  const known = summary.exits.every(({ cause }) => /^(end|read-error|write-error|short-write)$/.test(cause));
  if (!known || !ways.end || !ways.read || write === null) return null;
  if (write && !isAlike(write, ways.read, summary)) return null;
  return { end: ways.end, read: ways.read, write: write ?? null };
}

/** A writer of Go returns an error when it takes less: only a loop that tests the count has a way out for it. */
export const failedWrites = ({ ignores }: LoopSummary): RegExp =>
  ignores.includes('short-write') ? /^write-error$/ : /^(write-error|short-write)$/;

/** The loop goes on after each failed write, and ends after one only where it would have ended as well. */
function isIgnored({ ignores, exits }: LoopSummary): boolean {
  const of = (causes: RegExp) => exits.filter(({ cause }) => causes.test(cause)).map(({ node }) => node);
  const others = of(/^(end|read-error)$/);
  return ignores.includes('write-error') && of(/^write-error$/).every(node => others.includes(node));
}

/** The one way of some causes; undefined where there is none, null where there are several. */
function wayFor(summary: LoopSummary, causes: RegExp): Way | null | undefined {
  const found = summary.exits.filter(({ cause }) => causes.test(cause)).map(wayOf);
  const [first, ...others] = found;
  if (first === null || others.some(other => !first || !other || !isAlike(other, first, summary)))
    return null;
  return first;
}

function wayOf(exit: Exit): Way | null {
  if (/^(break|condition)$/.test(exit.word)) return { node: null, items: [] };
  if (exit.node.kind !== 'jump' || exit.word !== 'return') return null;
  const values = valuesOf(exit.node);
  const given = exit.values.map(value => (value.kind === 'tuple' ? value.items : [value]));
  const items = values.map((node, at) => {
    const meanings = new Set(given.map(items => meaningOf(items[at], exit)));
    const [meaning, ...others] = [...meanings];
    return others.length > 0 || !meaning || meaning === 'mixed' ? null : { node, meaning };
  });
  return items.includes(null) ? null : { node: exit.node, items: items as Item[] };
}

const valuesOf = ({ value }: Jump): Ir[] =>
  value?.kind === 'operation' && value.operator === '#tuple' ? value.operands : value ? [value] : [];

/** `mixed`: a failure that is not that of the exit's cause. */
function meaningOf(value: Value | undefined, { cause }: Exit): Meaning | 'mixed' {
  if (value?.kind === 'nothing') return 'nil';
  if (value?.kind !== 'error') return 'other';
  return meaningOfError(value, cause) ?? (value.error.from === 'named' ? 'other' : 'mixed');
}

/** What an error is where the loop ends by a cause; null where it is that of another one. */
export function meaningOfError(value: Value, cause: Exit['cause']): Meaning | null {
  if (value.kind === 'nothing') return 'nil';
  if (value.kind !== 'error') return null;
  const { from, known } = value.error;
  if (cause === 'end') return from !== 'write' && known === 'io.EOF' ? 'end' : null;
  if (cause === 'read-error') return from === 'read' ? 'failure' : null;
  if (cause === 'short-write') return known === 'io.ErrShortWrite' ? 'failure' : null;
  return cause === 'write-error' && from === 'write' ? 'failure' : null;
}

/** Whether two ways hand out the same, each its own failure. */
export function isAlike(a: Way, b: Way, summary: LoopSummary): boolean {
  if (!a.node || !b.node) return a.node === b.node;
  return (
    a.items.length === b.items.length &&
    a.items.every((item, at) => {
      const other = b.items[at]!;
      if (item.meaning !== other.meaning) return false;
      if (isPlace(item.node) && isPlace(other.node) && item.meaning !== 'other') return true;
      return isSameCode(item.node, other.node, new Set(failureNames(summary)));
    })
  );
}

const isPlace = (node: Ir): boolean => keyOf(node) !== null;

/** The names a loop gives the failures of its reads and writes, where it gives them to nothing else. */
export function failureNames({ loop, reads, writes }: LoopSummary): string[] {
  const assigned = [...walk(loop)].filter(node => node.kind === 'assign');
  const isMove = (node: Ir | null): boolean => node !== null && [...reads, ...writes].includes(node);
  const names = assigned.flatMap(node => (isMove(node.value) ? (keyOf(node.targets[1] ?? null) ?? []) : []));
  return [...new Set(names)].filter(
    name =>
      name !== '_' &&
      assigned.every(node => isMove(node.value) || !node.targets.some(target => keyOf(target) === name)),
  );
}

/** Whether two pieces of code are the same, but for the names of failures. */
function isSameCode(a: Ir, b: Ir, failures: ReadonlySet<string>): boolean {
  if (a.kind !== b.kind || labelOf(a, failures) !== labelOf(b, failures)) return false;
  const [first, second] = [partsOf(a), partsOf(b)];
  return first.length === second.length && first.every((part, at) => isSameCode(part, second[at]!, failures));
}

function labelOf(node: Ir, failures: ReadonlySet<string>): string {
  switch (node.kind) {
    case 'name':
      return failures.has(node.name) ? 'failure' : `name ${node.name}`;
    case 'member':
    case 'call':
      return node.name;
    case 'literal':
      return `${typeof node.value} ${node.value}`;
    case 'operation':
      return node.operator;
    default:
      return node.kind;
  }
}

/** Names inside of the values that a way hands out as they are written. */
export function namesIn({ items }: Way): string[] {
  const written = items.filter(({ node, meaning }) => meaning === 'other' || !isPlace(node));
  return written.flatMap(({ node }) => [...walk(node)].flatMap(part => keyOf(part) ?? []));
}

/** Whether a loop assigns a name. */
export const isAssignedIn = (name: string, loop: Ir): boolean =>
  [...walk(loop)].some(
    node =>
      node.kind === 'assign' && node.targets.some(target => keyOf(target) === name && isWithin(target, loop)),
  );
