import type { Ir } from '../syntax/ir';
import { ancestors, keyOf, walk } from '../syntax/ir';

/** Whether a handler around a loop names a variable: it sees what the variable holds after a failure. */
export const isCaught = (key: string, loop: Ir): boolean =>
  [...ancestors(loop)].some(
    up =>
      up.kind === 'try' &&
      [...up.handlers.map(({ body }) => body), up.finalizer].some(
        part => part && [...walk(part)].some(node => keyOf(node) === key),
      ),
  );
