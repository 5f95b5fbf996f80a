import { functionOf } from '../source/scope';
import type { Ir } from '../syntax/ir';
import { ancestors, keyOf, walk } from '../syntax/ir';

/** Whether a handler, or what runs on every way out, around a node names a variable. */
export const isNamedInHandler = (key: string, node: Ir): boolean =>
  [...ancestors(node)].some(
    up =>
      up.kind === 'try' &&
      [...up.handlers.map(({ body }) => body), up.finalizer].some(
        part => part && [...walk(part)].some(inside => keyOf(inside) === key),
      ),
  );

/** Whether another function around or inside the one of a loop names a variable: it may see what each step leaves. */
export function isCaptured(key: string, loop: Ir): boolean {
  const top = [...ancestors(loop)].at(-1) ?? loop;
  const own = functionOf(loop);
  return [...walk(top)].some(node => keyOf(node) === key && functionOf(node) !== own);
}
