import type { Verdict } from '../../model/finding';
import type { Call, Ir } from '../syntax/ir';
import { keyOf, walk } from '../syntax/ir';
import type { Transfer } from './transfers';

/** Why bytes may not be moved by one call. `because` is a clause without full stop. */
export interface Reason {
  verdict: Verdict;
  because: string;
  /** Other bytes are put into the buffer. */
  fills?: boolean;
}

export interface Moves {
  read: Transfer;
  write: Transfer;
  reads: Transfer[];
  writes: Transfer[];
}

/** `digest.update`, for messages. */
export function calledName(call: Call): string {
  const receiver = keyOf(call.receiver);
  return receiver ? `${receiver}.${call.name}` : call.name || 'a call';
}

/** The keys of all variables and members named in an expression. */
export function namesIn(node: Ir): string[] {
  return [...walk(node)].map(part => keyOf(part)).filter((key): key is string => key !== null);
}
