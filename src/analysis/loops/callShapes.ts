import { shapesNamed } from '../calls/namedShapes';
import type { Scope, TransferShape } from '../source/languageTables';
import type { Call } from '../syntax/ir';
import { keyOf } from '../syntax/ir';

const within = (count: number, allowed: number | [number, number]): boolean =>
  typeof allowed === 'number' ? count === allowed : count >= allowed[0] && count <= allowed[1];

/** Whether a call has this shape's name, receiver and number of arguments. */
export function fits(
  call: Call,
  shape: { name: string | RegExp; receiver?: boolean; on?: RegExp; args: number | [number, number] },
): boolean {
  const named = typeof shape.name === 'string' ? shape.name === call.name : shape.name.test(call.name);
  if (!named || call.creates || !within(call.args.length, shape.args)) return false;
  if (shape.receiver !== undefined && shape.receiver !== (call.receiver !== null)) return false;
  return !shape.on || shape.on.test(keyOf(call.receiver) ?? '');
}

/** The row of the table of reads and writes that a call is; null for any other call. */
export function shapeOf(call: Call, scope: Scope): TransferShape | null {
  for (const shape of shapesNamed(call.name, scope.file.language.transfers)) {
    if (fits(call, shape) && !readsNothing(call, shape) && (!shape.when || shape.when(call, scope)))
      return shape;
  }
  return null;
}

/** `options.read(true)` switches something on. */
const readsNothing = (call: Call, { effect, buffer }: TransferShape): boolean =>
  effect === 'read' && typeof buffer === 'number' && call.args[buffer]?.kind === 'literal';
