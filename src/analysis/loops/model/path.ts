import type { Ir } from '../../syntax/ir';
import type { Linear } from './linear';
import { Facts, symbol } from './linear';
import type { ErrorValue, Value } from './values';
import { numeric } from './values';

/** What a read or a write did on one path. */
export type ReadOutcome = 'data' | 'end' | 'error';
export type WriteOutcome = 'full' | 'short' | 'error';

/** One thing that happened on a path, and the node that did it. */
export type PathEvent =
  | {
      kind: 'read';
      node: Ir;
      outcome: ReadOutcome;
      /** How many bytes came, and how many were asked for; null where the call does not say. */
      length: Linear;
      request: Linear | null;
      error: ErrorValue | null;
    }
  /**
   * `exact`: the write began where the one before it ended and took what was left of the chunk; `differs`: it is known
   * to take something else.
   */
  | {
      kind: 'write';
      node: Ir;
      outcome: WriteOutcome;
      exact: boolean;
      differs: boolean;
      error: ErrorValue | null;
    }
  | { kind: 'assign'; node: Ir; key: string }
  | { kind: 'housekeeping'; node: Ir }
  | { kind: 'side-effect'; node: Ir; why: string }
  | { kind: 'unknown'; node: Ir; why: string }
  | { kind: 'jump'; node: Ir }
  /**
   * A condition that the facts did not decide: both sides were followed. `found`: forms that this side takes to be at
   * least 0; where two numbers are equal, or differ, either difference of them.
   */
  | { kind: 'undecided'; node: Ir; found: Linear[] };

/** An event with the statement or condition of the loop it belongs to. */
export type PlacedEvent = PathEvent & { step: Ir };

/** Thrown where the interpreter cannot follow a path; the path's last event says why. It is no Error, since no stack is needed. */
export class Lost {}

/** More steps than a body and its inner loops need on one path. */
const mostSteps = 2000;

/**
 * One way through one step of a loop. Where something may turn out in several ways, `choose` takes the next entry of
 * `script`; a path that meets more choices than its script holds takes the first and reports how many there were.
 */
export class Path {
  readonly facts = new Facts();
  readonly events: PlacedEvent[] = [];
  /** How many ways each choice had. */
  readonly choices: number[] = [];
  /** Variables whose value from before the step was asked for. */
  readonly liveIn = new Set<string>();
  private readonly frames: Map<string, Value>[] = [new Map()];
  private readonly entry = new Map<string, Value>();
  private symbols = 0;
  private steps = 0;
  /** The statement or condition of the loop itself that is being followed. */
  current: Ir | null = null;
  readonly visited = new Set<Ir>();

  constructor(
    private readonly script: readonly number[],
    /** The value a variable has when the step begins. */
    private readonly entryOf: (key: string, facts: Facts) => Value,
  ) {}

  choose(ways: number): number {
    const at = this.choices.length;
    this.choices.push(ways);
    return this.script[at] ?? 0;
  }

  fresh(name: string): Linear {
    this.symbols += 1;
    return symbol(`${name}#${this.symbols}`);
  }

  freshNumber(name: string): Value {
    return numeric(this.fresh(name));
  }

  note(event: PathEvent): void {
    this.events.push({ ...event, step: this.current ?? event.node });
  }

  /** Gives up this path. */
  lose(node: Ir, why: string): never {
    this.note({ kind: 'unknown', node, why });
    throw new Lost();
  }

  step(node: Ir): void {
    this.steps += 1;
    if (this.current) this.visited.add(this.current);
    if (this.steps > mostSteps) this.lose(node, 'the loop takes too many steps to follow');
  }

  get(key: string): Value {
    const frame = this.frameOf(key);
    const set = frame.get(key);
    if (set) return set;
    if (this.depth > 0) return this.entryValue(`outer:${key}`);
    this.liveIn.add(key);
    return this.entryValue(key);
  }

  /** The value that this step has given a variable so far; null where it has given none. */
  valueSet(key: string): Value | null {
    return this.frameOf(key).get(key) ?? null;
  }

  /** The value from before the step, the same each time. */
  entryValue(key: string): Value {
    const known = this.entry.get(key) ?? this.entryOf(key, this.facts);
    this.entry.set(key, known);
    return known;
  }

  /** The value at the end of the step; null where the step did not set it. */
  finalValue(key: string): Value | null {
    return this.frames[0]!.get(key) ?? null;
  }

  set(key: string, value: Value): void {
    this.frameOf(key).set(key, value);
  }

  get changed(): string[] {
    return [...this.frames[0]!.keys()];
  }

  /** How deep in functions of the file the path is; 0 in the loop itself. */
  get depth(): number {
    return this.frames.length - 1;
  }

  /** Runs a part with local variables of its own: a function's parameters and what it declares. */
  inFrame<T>(locals: Map<string, Value>, run: () => T): T {
    this.frames.push(locals);
    try {
      return run();
    } finally {
      this.frames.pop();
    }
  }

  /** Runs a block: what it declares is gone after it, and what that hid is back. */
  inBlock<T>(names: readonly string[], run: () => T): T {
    const frame = this.frames[this.frames.length - 1]!;
    const before = names.map(name => [name, frame.get(name)] as const);
    try {
      return run();
    } finally {
      for (const [name, value] of before) {
        if (value) frame.set(name, value);
        else frame.delete(name);
      }
    }
  }

  declare(key: string, value: Value): void {
    this.frames[this.frames.length - 1]!.set(key, value);
  }

  /** Whether the function that is followed has given the variable a value. */
  isSet(key: string): boolean {
    return this.frames[this.frames.length - 1]!.has(key);
  }

  private frameOf(key: string): Map<string, Value> {
    const top = this.frames[this.frames.length - 1]!;
    return top.has(key) || this.frames.length === 1 ? top : this.frames[0]!;
  }
}
