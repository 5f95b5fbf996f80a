import { type Message, outline, verbatim } from './message';

/** What a person reads when something goes wrong: what happened, why, and what to do about it. */
export interface ProblemText {
  what: Message;
  why: Message;
  remedy: Message;
}

/** The same where a part is worded already, as what the operating system or another program said. */
export type Worded = { readonly [K in keyof ProblemText]: Message | string };

/** `input`: what was asked for cannot be done (exit 2). `job`: it was tried and broke (exit 3). */
export type ProblemKind = 'input' | 'job';

const messageOf = (text: Message | string) => (typeof text === 'string' ? verbatim(text) : text);

/** An error fit to be shown as it is; every other error that surfaces is a defect of the product. */
export class Problem extends Error implements ProblemText {
  override readonly name = 'Problem';
  readonly what: Message;
  readonly why: Message;
  readonly remedy: Message;

  constructor(
    readonly kind: ProblemKind,
    text: Worded,
    options?: ErrorOptions,
  ) {
    const [what, why, remedy] = [messageOf(text.what), messageOf(text.why), messageOf(text.remedy)];
    super([what, why, remedy].map(outline).join(' '), options);
    this.what = what;
    this.why = why;
    this.remedy = remedy;
  }
}

/** A word that is none of those an option takes. */
export const unknownWord = (option: string, word: string, words: readonly string[]) =>
  new Problem('input', {
    what: `${option} ${word} is not known.`,
    why: `It is one of: ${words.join(', ')}.`,
    remedy: `Give ${option} one of these words.`,
  });
