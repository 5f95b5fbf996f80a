import type { Ir, Loop } from '../syntax/ir';
import type { Resolved } from './ends';
import type { Value } from './model/values';

/** Why a step of a loop is its last. `other`: by what the loop does not get from its read, its write or its limit. */
export type ExitCause = 'end' | 'read-error' | 'write-error' | 'short-write' | 'limit' | 'other';

export type StepKind =
  | 'read'
  | 'write'
  | 'accumulate'
  | 'exit'
  | 'retry'
  | 'housekeeping'
  | 'side-effect'
  | 'unknown';

/** A statement of the loop, or a condition: each stands in one step. */
export interface Step {
  kind: StepKind;
  node: Ir;
  /** Why the step is a side effect or unknown, as a clause; null for the other kinds. */
  why: string | null;
  /** The step is only taken on the way out of the loop. */
  leaving: boolean;
}

/** A way out of the loop. */
export interface Exit {
  cause: ExitCause;
  /** The jump; the loop itself where its condition ends it; the call where it does not return. */
  node: Ir;
  word: 'condition' | 'break' | 'return' | 'throw' | 'goto' | 'continue';
  /** Error kinds the way is taken for; empty where it is taken for all. */
  errors: string[];
  /** What the jump hands out, on each way that leads to it. */
  values: Value[];
}

/** What a variable holds when the loop is left. */
export type Holding =
  /** What it held before the loop. */
  | 'unchanged'
  /** What it held before the loop, and the bytes moved, added or taken off. */
  | 'total'
  /** What the last step gave it, whatever the steps before did. */
  | 'last-step'
  /** What an earlier step gave it, which the last one did not change. */
  | 'stale'
  /** What it held before the loop, and not all of the bytes moved. */
  | 'behind';

export interface LiveOut {
  key: string;
  /** By cause; `values` are those that the last step gave it. */
  holds: { cause: ExitCause; holding: Holding; values: Value[] }[];
}

/** `last-bytes`: those that a read gives together with the end. */
export type Ignored = 'short-write' | 'write-error' | 'last-bytes';

/** A variable that adds up, or counts down, the bytes moved. */
export interface Total {
  key: string;
  /** The variable as the loop writes it. */
  target: Ir;
  operator: '+=' | '-=';
  node: Ir;
}

/** An end of the copy, and the calls outside of the loop that use it. */
export interface EndState {
  node: Ir;
  resolved: Resolved;
  /** Calls of the function before the loop that are given the end, but for the one that made it. */
  before: Ir[];
  /** Calls of the function after the loop that are given the end. */
  after: Ir[];
  /** All mentions of the end outside of the loop, but for its making. */
  uses: Ir[];
}

/**
 * What a copy loop does, shown by following every path through one step of it. A fix builder gets nothing else about the
 * loop's behaviour, and takes only a summary whose `obstacles` are empty.
 */
export interface LoopSummary {
  loop: Loop;
  /** The statement that reads the first chunk before the loop, which reads ahead; null where the loop reads it. */
  firstRead: Ir | null;
  steps: Step[];
  exits: Exit[];
  /** Failures after which the loop tries again; `any` stands for all kinds. */
  retries: { of: 'read' | 'write'; errors: string[] }[];
  /** Outcomes after which the loop goes on as if nothing had happened. */
  ignores: Ignored[];
  totals: Total[];
  /** The total that counts down what is left: the loop ends when it reaches 0, and no read requests more than it. */
  limit: Total | null;
  /** Variables whose value from before a step the step uses. */
  liveIn: string[];
  /** Variables that the loop changes. */
  liveOut: LiveOut[];
  /** A write takes other bytes than the step read: the loop is no plain copy. */
  writesOther: boolean;
  /**
   * A test of its size keeps a chunk, or the last, shorter one, from being written, or the buffer has no room for the next:
   * the loop is no plain copy.
   */
  leavesOut: boolean;
  /** The calls that read and write, in the loop or in functions it calls. */
  reads: Ir[];
  writes: Ir[];
  source: EndState;
  sink: EndState;
}

/**
 * What a rewrite that keeps the loop must not find: steps of every round that are not understood or do something else,
 * and a read before the loop that the rewrite does not reckon with.
 */
export function obstacles({ steps, exits, firstRead }: LoopSummary): string[] {
  const doubtful = steps.filter(step => /^(side-effect|unknown)$/.test(step.kind) && !step.leaving);
  const others = exits.filter(exit => exit.cause === 'other');
  return [
    ...doubtful.map(step => step.why ?? 'a step is not followed'),
    ...others.map(() => 'the loop ends for another reason'),
    ...(firstRead ? ['the first chunk is read before the loop'] : []),
  ];
}

/** What a rewrite that replaces the loop must not find: also steps on the way out that do something else. */
export function obstaclesToReplacing(summary: LoopSummary): string[] {
  const onTheWay = summary.steps.filter(step => /^(side-effect|unknown)$/.test(step.kind) && step.leaving);
  return [...obstacles(summary), ...onTheWay.map(step => step.why ?? 'a step is not followed')];
}
