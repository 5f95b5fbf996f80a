import type { Message, MessageArg } from '../model/message';
import type { en } from './en';

/** Ids of the catalogue. */
export type MessageId = keyof typeof en;

/** Names of the values in a template: `{rounds, plural, one: # round | other: # rounds}` takes `rounds`. */
type Names<T extends string> = T extends `${string}{${infer Slot}}${infer Rest}`
  ? (Slot extends `${infer Name}, ${string}` ? Name : Slot) | Names<Rest>
  : never;

type ArgsOf<K extends MessageId> = Record<Names<(typeof en)[K]>, MessageArg>;

/** A message of the catalogue; the compiler holds its values against the English template. */
export function message<const K extends MessageId>(
  id: K,
  ...[args]: [Names<(typeof en)[K]>] extends [never] ? [] : [ArgsOf<K>]
): Message {
  return { id, args: args ?? {} };
}
