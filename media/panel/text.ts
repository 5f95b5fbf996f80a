import { type Texts, textsIn } from '../../src/messages/texts';
import type { Message } from '../../src/model/message';
import { visibleLines } from '../../src/report/visible';

/** Longest text of a report that is shown. */
const longest = 600;

let current: Texts = textsIn('en');

/** The language of messages. */
export function setTexts(to: Texts): void {
  current = to;
}

export const texts = (): Texts => current;

/** Makes text of a report safe to show: truncates it and replaces control characters and bidi marks by visible ones. */
export function plain(text: string, limit = longest): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return visibleLines(cut);
}

/** A message in the reader's language, or a text of the host, fit to be shown. */
export function textOf(text: Message | string, limit = longest): string {
  return plain(typeof text === 'string' ? text : current.say(text), limit);
}
