// What macros hide from a loop.
import { message } from '../../messages/message';
import type { Scope } from '../source/languageTables';
import type { Call, Ir, Loop } from '../syntax/ir';
import { isWithin, walk } from '../syntax/ir';
import { countKeys } from './counts';
import type { Moves, Reason } from './reasons';
import { namedCall, namesIn } from './reasons';

/** Why macros of the file keep a loop from being a plain copy. */
export function macroReasons(scope: Scope, loop: Loop, moves: Moves): Reason[] {
  const effects = scope.file.language.hiddenEffects?.(scope.file);
  if (!effects || effects.size === 0) return [];
  const effectOf = (node: Ir) =>
    node.kind === 'call' && !node.receiver ? effects.get(node.name) : undefined;
  const calls = [...walk(loop)].filter((node): node is Call => effectOf(node) !== undefined);
  const moved = [moves.read.at, moves.write.at];
  const counts = countKeys(scope, loop, moves.read);
  return calls.flatMap((call): Reason[] => {
    const isMove = moved.some(at => isWithin(at, call));
    if (effectOf(call) === 'calls-another' && isMove)
      return [{ verdict: 'inspected', because: message('reason.macro-calls', { call: namedCall(call) }) }];
    const counting = !isMove && call.args.some(arg => namesIn(arg).some(name => counts.has(name)));
    return effectOf(call) === 'counts-and-leaves' && counting
      ? [{ verdict: 'inspected', because: message('reason.macro-leaves', { call: namedCall(call) }) }]
      : [];
  });
}
