import type { FixRequest } from '../../fixes/plan';
import { obstaclesToReplacing } from '../../loops/summary';
import type { Assign, Call, Ir } from '../../syntax/ir';
import { isWithin, keyOf, walk, wholeOf } from '../../syntax/ir';
import { sizeOfAllocation } from './transfers';

/** What rewrites that replace a loop by one call have in common. */

/** Whether one call that moves everything, or throws, may stand in the loop's place. */
export function isReplaceable({ summary }: FixRequest): boolean {
  const { loop, limit, retries, ignores, exits } = summary;
  if (obstaclesToReplacing(summary).length > 0 || loop.steps === 'events') return false;
  if (limit || retries.length > 0 || ignores.includes('write-error')) return false;
  const isPlain = exits.every(({ cause, word, node }) =>
    cause === 'end' ? /^(condition|break)$/.test(word) : word === 'throw' && node.kind !== 'jump',
  );
  return isPlain && loop.parent?.kind === 'block' && !setsMembers(loop);
}

/** A member that the loop sets may be read by any code. */
const setsMembers = (loop: Ir): boolean =>
  [...walk(loop)].some(node => node.kind === 'assign' && node.targets.some(target => target.kind !== 'name'));

/**
 * The declarations that are of no use once the loop is gone: of the buffer, the count and totals. Null where other code
 * names one of them.
 */
export function declarationsGone({ summary, symbols, buffer }: FixRequest): Assign[] | null {
  const { loop, liveOut } = summary;
  const keys = new Set([...liveOut.map(({ key }) => key), ...(buffer ? [buffer] : [])]);
  const gone: Assign[] = [];
  for (const key of keys) {
    const declared = symbols.assignments(key).filter(({ declares }) => declares);
    if (declared.length > 0 && declared.every(assign => isWithin(assign, loop))) continue;
    const [only, ...others] = declared;
    const isHere = only && others.length === 0 && only.parent === loop.parent && isPlain(only);
    if (!isHere || symbols.isNamedElsewhere(key)) return null;
    gone.push(only);
  }
  return gone;
}

/** A declaration that calls nothing but the making of a buffer. */
export const isPlain = ({ value }: Assign): boolean =>
  value === null ||
  ![...walk(value)].some(
    node => node.kind === 'call' && node.name !== '#buffer' && sizeOfAllocation(node) === null,
  );

/** A node as it is written, with the casts and parentheses around it. */
export const written = (node: Ir): { node: Ir } => ({ node: { ...node, ...wholeOf(node) } });

export const isAwaited = ({ wraps }: Call): boolean =>
  wraps?.some(({ type }) => type === 'await_expression') ?? false;

/**
 * `once(sink, 'finish')`: waits until a stream has passed everything on. A file is closed then; a socket only when its
 * other side has ended too, so what waits for its close waits for more.
 */
export function awaitsFinish(node: Ir, key: string, until: 'finish' | 'finish or close'): node is Call {
  if (node.kind !== 'call' || !isAwaited(node) || keyOf(node.args[0] ?? null) !== key) return false;
  const [, event] = node.args;
  if (node.name === 'finished') return until === 'finish or close' && node.args.length === 1;
  const waited = until === 'finish or close' ? /^(finish|close)$/ : /^finish$/;
  return node.name === 'once' && event?.kind === 'literal' && waited.test(String(event.value));
}
