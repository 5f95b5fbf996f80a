import { type Texts, textsIn } from '../../src/messages/texts';
import type { Message } from '../../src/model/message';
import type { End, TracedProcess } from '../../src/model/trace';
import { endName, processName } from '../../src/report/traceWords';
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

/** A descriptor's name; of many that were added up, what they are. */
export const endText = (end: End): string => textOf(endName(end), 300);

/** At most `letters` of a name: a path's end identifies it. */
export function shortEnd(name: string, letters: number): string {
  return name.length <= letters ? name : `…${name.slice(name.length - Math.max(1, letters - 1))}`;
}

export const processText = (process: TracedProcess): string => textOf(processName(process), 80);
