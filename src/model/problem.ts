import { type Message, outline } from './message';

/** What a person reads when something goes wrong: what happened, why, and what to do about it. */
export interface ProblemText {
  what: Message;
  why: Message;
  remedy: Message;
}

/** `input`: what was asked for cannot be done (exit 2). `job`: it was tried and broke (exit 3). */
export type ProblemKind = 'input' | 'job';

/** An error fit to be shown as it is; every other error that surfaces is a defect of the product. */
export class Problem extends Error implements ProblemText {
  override readonly name = 'Problem';
  readonly what: Message;
  readonly why: Message;
  readonly remedy: Message;

  constructor(
    readonly kind: ProblemKind,
    { what, why, remedy }: ProblemText,
    options?: ErrorOptions,
  ) {
    super([what, why, remedy].map(outline).join(' '), options);
    this.what = what;
    this.why = why;
    this.remedy = remedy;
  }
}
