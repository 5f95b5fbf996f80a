import type { Format } from '../../messages/format';
import type { TracedRelay } from '../../model/trace';
import { type RelayAdvice, relayAdvice } from '../../report/relayAdvice';

/** A longer title is cut off above a line in half an editor's width. */
const longest = 60;

/** The lens of a relay's line, at most 60 characters: what went through it, and what one call would copy. */
export function relayTitle(relay: TracedRelay, wording: Wording): string {
  const advice = relayAdvice(relay);
  const titles = [whole(relay, advice, wording), withoutCalls(relay, advice, wording)];
  return titles.find(title => title.length <= longest) ?? wording.format.bytes(relay.bytes);
}

function whole(relay: TracedRelay, advice: RelayAdvice, { t, format }: Wording): string {
  const figures = { bytes: format.bytes(relay.bytes), calls: format.count(relay.calls) };
  switch (advice.kind) {
    case 'call': {
      const all = { ...figures, ...advice };
      return advice.copies === 1
        ? t('{bytes} in {calls} calls → {call}: 1 copy', all)
        : t('{bytes} in {calls} calls → {call}: {copies} copies', all);
    }
    case 'no-call':
      return t('{bytes} in {calls} calls, no zero-copy call in {runtime}', { ...figures, ...advice });
    case 'none':
      return t('{bytes} in {calls} calls, copied twice', figures);
  }
}

function withoutCalls(relay: TracedRelay, advice: RelayAdvice, { t, format }: Wording): string {
  const bytes = format.bytes(relay.bytes);
  if (advice.kind !== 'call') return t('{bytes} copied twice', { bytes });
  return advice.copies === 1
    ? t('{bytes} → {call}: 1 copy', { bytes, ...advice })
    : t('{bytes} → {call}: {copies} copies', { bytes, ...advice });
}

/** `copy.py:9`, or the function or the process where there is no line. */
export function placeText({ location, process }: TracedRelay): string {
  if (!location) return process.name;
  const file = location.file.slice(location.file.lastIndexOf('/') + 1);
  return location.line === null ? (location.function ?? file) : `${file}:${location.line}`;
}

/** `vscode.l10n.t` with named arguments; handed to the parts that know no editor. */
export interface Translate {
  (message: string): string;
  (message: string, args: Record<string, string | number>): string;
}

/** What texts with figures need: the person's language and its number formats. */
export interface Wording {
  t: Translate;
  format: Format;
}
