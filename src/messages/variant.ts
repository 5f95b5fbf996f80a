import { type Message, verbatim } from '../model/message';
import { en } from './en';

/** What sets a row of a scenario apart. A label of an old report is shown as it is. */
export function variantMessage(variant: string): Message {
  const id = `variant.${variant}`;
  return Object.hasOwn(en, id) ? { id, args: {} } : verbatim(variant);
}
