import type { LoopModel } from '../../calls/loopModel';
import type { Scope } from '../../source/languageTables';
import type { Ir } from '../../syntax/ir';
import type { Comparisons } from './comparisons';
import type { Cursors } from './cursors';
import type { Leaving } from './leaving';
import type { Path } from './path';
import type { Transfers } from './transferModel';
import type { Value } from './values';

/** What the parts of the interpreter share while they follow one path. */
export interface Follower {
  readonly path: Path;
  readonly transfers: Transfers;
  readonly comparisons: Comparisons;
  readonly cursors: Cursors;
  readonly model: LoopModel;
  /** The function that is followed: another one while a call of it is. */
  scope: Scope;
  execute(node: Ir): Leaving | null;
  evaluate(node: Ir): Value;
  /** Whether a condition holds; where that is open, both ways are followed. */
  holds(node: Ir): boolean;
  /** Whether a node is a stream that is true while its last call succeeded. */
  isStream(node: Ir): boolean;
}
