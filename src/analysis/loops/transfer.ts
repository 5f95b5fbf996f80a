import type { End, Verdict } from '../../model/finding';
import type { Call, Func, Ir, Loop } from '../syntax/ir';
import { ancestors, isWithin, keyOf } from '../syntax/ir';
import type { BufferPart } from './buffers';

/** A read into, or a write from, a buffer. */
export interface Transfer {
  effect: 'read' | 'write';
  /** The call; for a for-each over chunks, the loop itself. */
  at: Call | Loop;
  /** The source or the sink; null where the call does not say (a helper's own field). */
  end: Ir | null;
  /** The variable that holds the bytes, and how a write reached it. */
  buffer: BufferPart | null;
  /** What stands in the buffer's place in a write, as written; null for reads and helpers. */
  bytes: Ir | null;
  /** Where a read's byte count is kept; null where it is the length of what was returned, or nowhere. */
  count: string | null;
  length: Ir | null;
  /** Factors of the length where two are multiplied (fread). */
  lengths: Ir[];
  offset: Ir | null;
  single: boolean;
  /** The read takes from a buffer of the end's own. */
  buffered: boolean;
  /** The read returned the bytes themselves. */
  returnsBytes: boolean;
  proves: End | null;
  verdict: Verdict | null;
  /** The same-file function that makes the call; null where it is made directly. */
  helper: Func | null;
}

export function blank(effect: 'read' | 'write', at: Call | Loop): Transfer {
  return {
    effect,
    at,
    end: null,
    buffer: null,
    bytes: null,
    count: null,
    length: null,
    lengths: [],
    offset: null,
    single: false,
    buffered: false,
    returnsBytes: false,
    proves: null,
    verdict: null,
    helper: null,
  };
}

/**
 * The name of an end. One that is called for in place, `socket.getInputStream()`, has its call's: asked again, an object
 * gives the same stream.
 */
export function endKey(end: Ir | null): string | null {
  const getter = end?.kind === 'call' && !end.creates && end.args.length === 0 ? end : null;
  const object = keyOf(getter?.receiver ?? null);
  return getter && object !== null ? `${object}.${getter.name}()` : keyOf(end);
}

/**
 * The variable a call's result goes to, looking through comparisons around an assignment: `(n = read()) > 0`; and
 * through calls of these names on what it returns: `memoryview(read())`.
 */
export function resultOf(call: Ir, views?: RegExp): Ir | null {
  let below: Ir = call;
  for (const up of ancestors(call)) {
    if (up.kind === 'assign') return up.value && isWithin(below, up.value) ? (up.targets[0] ?? null) : null;
    if (up.kind === 'call' && (isUnwrap(up, below) || (up.args[0] === below && views?.test(up.name))))
      below = up;
    else if (up.kind === 'operation' && up.operands.length === 1) below = up;
    else if (up.kind === 'operation' && /^(\?\?|\|\||\?:|or)$/.test(up.operator)) below = up;
    else return null;
  }
  return null;
}

/** Calls that hand on a result: `.unwrap()`, `.expect("")`, `Math.toIntExact(…)`, `.get()` of a future. */
function isUnwrap(call: Call, below: Ir): boolean {
  if (call.receiver === below)
    return /^(unwrap|expect|map_err|get|result|Result|ConfigureAwait|context|with_context|await|also|takeIf|GetResult|GetAwaiter|join|AsTask|WaitAsync|WithCancellation|WithTimeout|TimeoutAfter)$/.test(
      call.name,
    );
  return /^(toIntExact|TEMP_FAILURE_RETRY|HANDLE_EINTR|Number|int|ssize_t)$/.test(call.name);
}
