// Whether the two ends of a loop stay the same while it runs.
import type { Scope } from '../source/languageTables';
import type { Assign, Ir, Loop } from '../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../syntax/ir';
import { isMoved } from './counts';
import { namesIn } from './reasons';

/** Whether an end stays the same through the loop: one opened or chosen in each step is no stream to move. */
export function endsAreSteady(end: Ir | null, loop: Loop, scope: Scope): boolean {
  if (!end || end === loop.over) return true;
  if (isWalkedThrough(end, loop)) return false;
  return namesIn(end).every(key => !isChosen(key, loop, scope));
}

/** `fds[i]` where the loop moves `i`: another end in each step. */
const isWalkedThrough = (end: Ir, loop: Loop): boolean =>
  [...walk(end)].some(
    node =>
      node.kind === 'index' && node.indices.some(index => namesIn(index).some(key => isMoved(key, loop))),
  );

function isChosen(key: string, loop: Loop, scope: Scope): boolean {
  const element = loop.element && namesIn(loop.element).includes(key);
  return Boolean(element) || (isMoved(key, loop) && !onlyRefreshed(key, loop, scope));
}

/** `fd = -1` or `in = null` on the way out does not choose another end; nor does opening it where there is none yet. */
function onlyRefreshed(key: string, loop: Loop, scope: Scope): boolean {
  return scope
    .assignments(key)
    .filter(assign => isWithin(assign, loop))
    .every(
      assign =>
        !assign.declares &&
        (assign.value?.kind === 'literal' ||
          assign.value?.kind === 'operation' ||
          isHandedBack(assign, key) ||
          isFirst(assign, key, loop)),
    );
}

/** `out = block(move || out.write_all(&chunk).map(|_| out))`: lent to a function that gives it back. */
const isHandedBack = ({ value }: Assign, key: string): boolean =>
  value !== null &&
  [...walk(value)].some(
    node => node.kind === 'function' && [...walk(node)].some(part => keyOf(part) === key),
  );

/** `if out is None: out = open(…)`: at the first chunk only. */
function isFirst(assign: Ir, key: string, loop: Loop): boolean {
  for (const up of ancestors(assign)) {
    if (up === loop) return false;
    if (
      up.kind === 'if' &&
      up.consequence &&
      isWithin(assign, up.consequence) &&
      isAbsence(up.condition, key)
    )
      return true;
  }
  return false;
}

/** `x is None`, `x == null`, `!x`, `not x`. */
function isAbsence(condition: Ir, key: string): boolean {
  if (condition.kind === 'operation' && /^(&&|and)$/.test(condition.operator))
    return condition.operands.some(part => isAbsence(part, key));
  if (condition.kind !== 'operation' || !/^(!|not|is|==|===)$/.test(condition.operator)) return false;
  const [first, second] = condition.operands;
  const isNothing =
    !second ||
    (second.kind === 'literal' && !second.value) ||
    /^(NULL|nullptr|nil)$/.test(keyOf(second) ?? '');
  return isNothing && keyOf(first ?? null) === key;
}
