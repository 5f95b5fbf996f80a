import type { Assign, Ir, Loop } from '../../syntax/ir';
import { isWithin, partsOf, walk } from '../../syntax/ir';

/** A loop that finds its first chunk read, and reads the next one as the last thing of each round. */
export interface ReadAhead {
  /** The statement right before the loop. */
  first: Assign;
  /** The same statement at the end of the loop's body. */
  again: Ir;
  /** What a round does before it. */
  rest: Ir[];
}

/**
 * `chunk = f.read(n)` before `while chunk:` and at its end. Each step is then followed from the read on: the read, the
 * test, the rest of the body. Null for any other loop, and where a `continue` would pass the read by.
 */
export function readAheadOf(loop: Loop): ReadAhead | null {
  if (!loop.condition || loop.over || loop.testsAfter || loop.setup.length + loop.update.length > 0)
    return null;
  const first = statementBefore(loop);
  const body = loop.body.kind === 'block' ? loop.body.body : [];
  const again = body[body.length - 1];
  if (first?.kind !== 'assign' || !again || !isAlike(first, again) || !calls(first)) return null;
  const skips = [...walk(loop.body)].some(
    node => node.kind === 'jump' && node.word === 'continue' && !isWithin(node, again),
  );
  return skips ? null : { first, again, rest: body.slice(0, -1) };
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

/** Whether two pieces of a program are written alike. */
function isAlike(a: Ir, b: Ir): boolean {
  if (a.kind !== b.kind || wordOf(a) !== wordOf(b)) return false;
  const [parts, others] = [partsOf(a), partsOf(b)];
  return parts.length === others.length && parts.every((part, at) => isAlike(part, others[at]!));
}

/** What a node says besides its parts. */
function wordOf(node: Ir): string {
  switch (node.kind) {
    case 'name':
    case 'call':
    case 'member':
      return node.name;
    case 'literal':
      return `${typeof node.value} ${node.value}`;
    case 'assign':
    case 'operation':
      return node.operator;
    case 'other':
      return node.type;
    default:
      return '';
  }
}
