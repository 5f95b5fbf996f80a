import * as v from 'valibot';
import type { Message } from './message';

/** The deepest nesting of messages; deeper input is refused, so that none exhausts the stack. */
const deepest = 5;

function messageAt(depth: number): v.GenericSchema<unknown, Message> {
  const scalars = [v.string(), v.number()];
  const within = depth > 0 ? [...scalars, messageAt(depth - 1)] : scalars;
  const args = v.record(v.string(), v.union([...within, v.array(v.union(within))]));
  return v.object({ id: v.pipe(v.string(), v.maxLength(80)), args });
}

export const messageSchema: v.GenericSchema<unknown, Message> = messageAt(deepest);

/** What a person reads when something goes wrong: what happened, why, and what to do about it. */
export const problemTextSchema = v.object({ what: messageSchema, why: messageSchema, remedy: messageSchema });
