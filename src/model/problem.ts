/** What a person reads when something goes wrong: what happened, why, and what to do about it. */
export interface ProblemText {
  what: string;
  why: string;
  remedy: string;
}

/** `input`: what was asked for cannot be done (exit 2). `job`: it was tried and broke (exit 3). */
export type ProblemKind = 'input' | 'job';

/** An error fit to be shown as it is; every other error that surfaces is a defect of the product. */
export class Problem extends Error implements ProblemText {
  override readonly name = 'Problem';
  readonly what: string;
  readonly why: string;
  readonly remedy: string;

  constructor(
    readonly kind: ProblemKind,
    text: ProblemText,
    options?: ErrorOptions,
  ) {
    super(`${text.what} ${text.why} ${text.remedy}`, options);
    this.what = text.what;
    this.why = text.why;
    this.remedy = text.remedy;
  }
}

/** A word that is none of those an option takes. */
export const unknownWord = (option: string, word: string, words: readonly string[]) =>
  new Problem('input', {
    what: `${option} ${word} is not known.`,
    why: `It is one of: ${words.join(', ')}.`,
    remedy: `Give ${option} one of these words.`,
  });
