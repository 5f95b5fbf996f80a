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
