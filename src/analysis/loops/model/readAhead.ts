import { isAlike } from '../../syntax/alike';
import type { Assign, Ir, Loop } from '../../syntax/ir';
import { isWithin, walk } from '../../syntax/ir';

/** A loop that finds its first chunk read, and reads the next one as the last thing of each round. */
export interface ReadAhead {
  /** The statement right before the loop, or the last of a for-loop's head. */
  first: Assign;
  /** The same statement at the end of the loop's body, or as the for-loop's update. */
  again: Ir;
  /** What a round does before it. */
  rest: Ir[];
}

/**
 * `chunk = f.read(n)` before `while chunk:` and at its end. Each step is then followed from the read on: the read, the
 * test, the rest of the body. Null for any other loop, and where a `continue` would pass the read by.
 */
export function readAheadOf(loop: Loop): ReadAhead | null {
  if (!loop.condition || loop.over || loop.testsAfter) return null;
  const { first, again, rest } = placesOf(loop);
  if (first?.kind !== 'assign' || !again || !isAlike(first, again) || !calls(first)) return null;
  const skips = [...walk(loop.body)].some(
    node => node.kind === 'jump' && node.word === 'continue' && !isWithin(node, again),
  );
  return skips ? null : { first, again, rest };
}

/** Where the two reads would stand: around the body, or in the head of a for-loop. */
function placesOf(loop: Loop): {
  first: Ir | null;
  again: Ir | undefined;
  rest: Ir[];
} {
  const { setup, update, body } = loop;
  if (update.length > 0 || setup.length > 0)
    return {
      first: setup[setup.length - 1] ?? null,
      again: update.length === 1 ? update[0] : undefined,
      rest: [body],
    };
  const statements = body.kind === 'block' ? body.body : [];
  return {
    first: statementBefore(loop),
    again: statements[statements.length - 1],
    rest: statements.slice(0, -1),
  };
}

/** The statement before a loop; a loop with an `else` is the first part of a block of its own. */
function statementBefore(node: Ir): Ir | null {
  const { parent } = node;
  if (parent?.kind !== 'block') return null;
  const at = parent.body.indexOf(node);
  if (at > 0) return parent.body[at - 1]!;
  return parent.start === node.start ? statementBefore(parent) : null;
}

const calls = ({ value }: Assign): boolean =>
  value !== null && [...walk(value)].some(node => node.kind === 'call');
