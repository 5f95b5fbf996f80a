import { message } from '../../messages/message';
import type { Scope } from '../source/scope';
import type { Ir, Loop } from '../syntax/ir';
import { keyOf, walk } from '../syntax/ir';
import type { Reason } from './reasons';

/** Between two chunks the loop asks whether somebody called it off, which one call for all chunks does not. */
export function cancelled(scope: Scope, loop: Loop): Reason | null {
  const { cancels } = scope.file.language;
  if (!cancels) return null;
  const asks = (node: Ir): boolean => {
    if (node.kind === 'call')
      return cancels.test(node.receiver ? `${keyOf(node.receiver) ?? ''}.${node.name}` : node.name);
    const key = keyOf(node);
    return key !== null && cancels.test(key);
  };
  const tests = [...walk(loop)].flatMap(node => {
    if (node === loop || node.kind === 'loop')
      return node.kind === 'loop' && node.condition ? [node.condition] : [];
    if (node.kind === 'if') return [node.condition];
    // `select { case <-ctx.Done(): … }`, `ensureActive()`: the call itself leaves.
    return node.kind === 'call' && node.parent?.kind !== 'call' ? [node] : [];
  });
  return tests.some(test => [...walk(test)].some(asks))
    ? { verdict: 'inspected', because: message('reason.cancelled') }
    : null;
}
