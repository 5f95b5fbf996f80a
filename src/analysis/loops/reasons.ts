import { message } from '../../messages/message';
import type { Verdict } from '../../model/finding';
import type { Message, MessageArg } from '../../model/message';
import type { Call, Ir } from '../syntax/ir';
import { keyOf, walk } from '../syntax/ir';
import type { Transfer } from './transfer';

/** Why bytes may not be moved by one call. */
export interface Reason {
  verdict: Verdict;
  /** A clause: `reason.` of the catalogue. */
  because: Message;
  /** Other bytes are put into the buffer. */
  fills?: boolean;
}

export interface Moves {
  read: Transfer;
  write: Transfer;
  reads: Transfer[];
  writes: Transfer[];
}

/** `digest.update`; empty where a value is called that has no name. */
export function calledName(call: Call): string {
  const receiver = keyOf(call.receiver);
  return receiver ? `${receiver}.${call.name}` : call.name;
}

/** `calledName` as a part of a message. */
export const namedCall = (call: Call): MessageArg => calledName(call) || message('reason.some-call');

/** The keys of all variables and members named in an expression. */
export function namesIn(node: Ir): string[] {
  return [...walk(node)].map(part => keyOf(part)).filter((key): key is string => key !== null);
}
