import { type Message, verbatim } from '../model/message';
import { Problem } from '../model/problem';
import type { Comparison } from '../model/report';
import { en } from './en';
import { createFormat } from './format';
import { message } from './message';

/** What distinguishes a row of a scenario. A label of an old report is shown unchanged. */
export function variantMessage(variant: string): Message {
  const id = `variant.${variant}`;
  return Object.hasOwn(en, id) ? { id, args: {} } : verbatim(variant);
}

const verdicts = {
  cheaper: 'compare.cheaper',
  costlier: 'compare.costlier',
  'no measurable difference': 'compare.same',
  'too few rounds': 'compare.few',
} as const;

/** The result of a comparison. */
export const verdictMessage = (verdict: Comparison['verdict']): Message => message(verdicts[verdict]);

const english = createFormat('en');

/** `read-write 64 KiB`: a transfer's name within its report, the same in every language. */
export function nameOf({ strategy, chunkBytes }: { strategy: string; chunkBytes: number }): string {
  return `${strategy} ${english.bytes(chunkBytes)}`;
}

/** A transfer's name as part of a message. */
export const rowMessage = ({ strategy, chunkBytes }: { strategy: string; chunkBytes: number }): Message =>
  message('row', { strategy, chunk: chunkBytes });

/** A word that is none of those an option takes. */
export const unknownWord = (option: string, word: string, words: readonly string[]) =>
  new Problem('input', {
    what: message('cli.unknown', { option, word }),
    why: message('cli.unknown.why', { words }),
    remedy: message('cli.unknown.remedy', { option }),
  });
