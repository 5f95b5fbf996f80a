import type { Ir } from '../../syntax/ir';
import type { Value } from './values';

/** How a statement ends that does not go on to the next: by a jump, by a condition, by a failure that is thrown. */
export interface Leaving {
  word: 'break' | 'continue' | 'return' | 'throw' | 'goto' | 'condition';
  node: Ir;
  value: Value | null;
}

/**
 * Unwinds the interpreter from within an expression: a call throws, does not return, or hands its failure on by `?`. No
 * Error, as many are thrown a loop, and a stack costs more than all else a path does.
 */
export class Raised {
  constructor(readonly leaving: Leaving) {}
}
