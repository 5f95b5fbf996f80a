import { message } from '../../messages/message';
import type { Call, If, Ir, Loop } from '../syntax/ir';
import { keyOf, walk } from '../syntax/ir';
import type { Reason } from './reasons';
import type { Transfer } from './transfer';

/** What moves an end between two chunks, or waits for it to grow. */

const waits = /^(\w*[sS]leep\w*|[dD]elay|setTimeout|WaitOne)$/;

/** Other steps of a loop by which it is no walk through a stream from where it stands to its end. */
export function positionReasons(loop: Loop, read: Transfer, write: Transfer, counts: Set<string>): Reason[] {
  const reasons: Reason[] = [];
  const ends = [keyOf(read.end), keyOf(write.end)].filter(key => key !== null);
  for (const node of walk(loop)) {
    if (node.kind === 'assign' && node.targets.some(target => isPosition(target, ends)))
      reasons.push({ verdict: 'inspected', because: message('reason.seeks') });
    if (node.kind === 'if' && waitsAtEnd(node, counts))
      reasons.push({ verdict: 'inspected', because: message('reason.waits-for-growth') });
  }
  return reasons;
}

/** `stream.Position = …`. */
const isPosition = (target: Ir, ends: string[]): boolean =>
  target.kind === 'member' &&
  /^[pP]os(ition)?$/.test(target.name) &&
  ends.includes(keyOf(target.object) ?? '');

/** `if (n == 0) { sleep(1); continue; }`: the end of the source is not the end of the loop. */
function waitsAtEnd(branch: If, counts: Set<string>): boolean {
  const empty = emptyBranch(branch, counts);
  if (!empty || !['call', 'block', 'jump', 'other', 'if', 'try'].includes(empty.kind)) return false;
  const last = empty.kind === 'block' ? empty.body[empty.body.length - 1] : empty;
  if (last?.kind === 'jump' && last.word !== 'continue') return false;
  return [...walk(empty)].some((node): node is Call => node.kind === 'call' && waits.test(node.name));
}

/** What is done where nothing was read: `n == 0`, `!n`, or the other side of `n > 0`. */
function emptyBranch({ condition, consequence, otherwise }: If, counts: Set<string>): Ir | null {
  if (condition.kind !== 'operation') return null;
  const [left, right] = condition.operands;
  if (!left || !counts.has(keyOf(left) ?? '')) return null;
  const { operator } = condition;
  if (!right) return /^(!|not)$/.test(operator) ? consequence : null;
  if (right.kind !== 'literal' || right.value !== 0) return null;
  if (/^(==|===)$/.test(operator)) return consequence;
  return /^(>|!=|!==)$/.test(operator) ? otherwise : null;
}
