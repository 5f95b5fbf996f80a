import { type Message, outline } from './message';

/** What a person reads when something goes wrong: what happened, why, and what to do about it. */
export interface ProblemText {
  what: Message;
  why: Message;
  remedy: Message;
}

/** `input`: the request cannot be done (exit 2). `job`: it was tried and failed (exit 3). */
export type ProblemKind = 'input' | 'job';

/** An error that may be shown unchanged; every other error that reaches a person is a defect of the product. */
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
