import type { Exit, ExitCause, LoopSummary } from '../../loops/summary';
import { isAlike } from '../../syntax/alike';
import type { Call, Ir, Jump } from '../../syntax/ir';
import { keyOf, walk } from '../../syntax/ir';

/**
 * How a loop is left for one cause: `onward` to what follows it, `fails` by handing its failure on to the caller as it
 * is, `panics` by `unwrap` or `expect`, `returns` by a return of something else.
 */
export type Way =
  | { kind: 'onward' }
  | { kind: 'fails' }
  | { kind: 'panics'; node: Call }
  | { kind: 'returns'; node: Jump };

export interface Ways {
  end: Way;
  read: Way;
  write: Way;
}

/** The ways out of a loop, where they are but those of a copy and all of one cause are alike; else null. */
export function waysOf(summary: LoopSummary): Ways | null {
  if (summary.exits.some(({ cause }) => !/^(end|read-error|write-error)$/.test(cause))) return null;
  const [end, read, write] = (['end', 'read-error', 'write-error'] as const).map(cause =>
    wayFor(summary, cause),
  );
  return end && read && write && /^(onward|returns)$/.test(end.kind) ? { end, read, write } : null;
}

/** The one way of a cause; null where there is none, or several. */
function wayFor({ exits }: LoopSummary, cause: ExitCause): Way | null {
  const found = exits.filter(exit => exit.cause === cause).map(wayOf);
  const [first, ...others] = found;
  if (!first || others.some(other => !other || !isSameWay(first, other))) return null;
  return first;
}

function wayOf(exit: Exit): Way | null {
  if (/^(break|condition)$/.test(exit.word)) return { kind: 'onward' };
  if (exit.word === 'throw') return panicOf(exit);
  if (exit.word !== 'return') return null;
  if (handsOn(exit)) return { kind: 'fails' };
  const tells = exit.values.some(value => value.kind === 'error' && value.error.from !== 'named');
  return exit.node.kind === 'jump' && !tells ? { kind: 'returns', node: exit.node } : null;
}

/** Whether what is handed out is the failure of just this cause. */
function isOwnFailure({ cause, values }: Exit): boolean {
  const from = cause === 'read-error' ? 'read' : 'write';
  return values.length > 0 && values.every(value => value.kind === 'error' && value.error.from === from);
}

const panicOf = (exit: Exit): Way | null =>
  exit.node.kind === 'call' && /^(unwrap|expect)$/.test(exit.node.name) && isOwnFailure(exit)
    ? { kind: 'panics', node: exit.node }
    : null;

/** `?`, `return Err(error)`. */
function handsOn(exit: Exit): boolean {
  const { node } = exit;
  if (!isOwnFailure(exit)) return false;
  return node.kind === 'jump' ? isErr(node.value) : isHandedOn(node);
}

/** `Err(error)`, `Err(error.into())`. */
function isErr(value: Ir | null): boolean {
  if (value?.kind !== 'call' || value.name !== 'Err' || value.receiver) return false;
  const [given] = value.args;
  return (
    given?.kind === 'name' ||
    (given?.kind === 'call' && given.name === 'into' && given.receiver?.kind === 'name')
  );
}

/** Whether `?` stands behind a call. */
export const isHandedOn = ({ wraps }: Ir): boolean =>
  wraps?.some(({ type }) => type === 'try_expression') ?? false;

export function isSameWay(a: Way, b: Way): boolean {
  if (a.kind === 'panics' && b.kind === 'panics')
    return (
      a.node.name === b.node.name &&
      a.node.args.length === b.node.args.length &&
      a.node.args.every((arg, at) => isAlike(arg, b.node.args[at]!))
    );
  if (a.kind !== 'returns' || b.kind !== 'returns') return a.kind === b.kind;
  const [one, other] = [a.node.value, b.node.value];
  return one && other ? isAlike(one, other) : one === other;
}

/** The names in what a way hands out. */
export const namesIn = (way: Way): string[] =>
  way.kind === 'returns' && way.node.value
    ? [...walk(way.node.value)].flatMap(node => keyOf(node) ?? [])
    : [];
