import type { Handler, Ir, Try } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import { bareType } from '../../syntax/loweringRules';
import type { Follower } from './follower';
import type { Leaving } from './leaving';
import { Raised } from './leaving';
import type { ErrorValue, Value } from './values';
import { nothing } from './values';

/** Follows `try`: which handler takes a failure, and what is done on every way out. */
export class Handlers {
  /** What the handlers that are followed took, innermost last. */
  private readonly failures: Value[] = [];

  constructor(private readonly to: Follower) {}

  /** A `try` that is a statement. */
  attempt(node: Try): Leaving | null {
    return this.settled(node, part => this.to.execute(part));
  }

  /** A `try` that stands for a value. */
  value(node: Try): Value {
    let value: Value = nothing;
    const leaving = this.settled(node, part => {
      value = this.to.evaluate(part);
      return null;
    });
    if (leaving) throw new Raised(leaving);
    return value;
  }

  /** The finalizer runs on every way out, and its own jump replaces the one that was on its way. */
  private settled(node: Try, run: (part: Ir) => Leaving | null): Leaving | null {
    let leaving: Leaving | null;
    try {
      leaving = this.guarded(node, run);
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      leaving = error.leaving;
    }
    if (endsProgram(leaving)) throw new Raised(leaving!);
    const instead = node.finalizer ? this.to.execute(node.finalizer) : null;
    return instead ?? leaving;
  }

  private guarded(node: Try, run: (part: Ir) => Leaving | null): Leaving | null {
    const raised = this.raisedBy(node, run);
    if (!raised) return node.otherwise ? run(node.otherwise) : null;
    if (raised.word !== 'throw' || endsProgram(raised)) return raised;
    const handler = node.handlers.find(one => this.takes(node, one, raised));
    if (!handler) return raised;
    const key = handler.variable?.kind === 'assign' ? keyOf(handler.variable.targets[0] ?? null) : null;
    if (key && raised.value) this.to.path.declare(key, raised.value);
    return this.handled(raised.value!, () => run(handler.body));
  }

  private handled(failure: Value, run: () => Leaving | null): Leaving | null {
    this.failures.push(failure);
    try {
      return run();
    } finally {
      this.failures.pop();
    }
  }

  /** What a `throw` without a value throws again. */
  get failure(): Value {
    return this.failures[this.failures.length - 1] ?? nothing;
  }

  /** How the body ends; what it opened is closed, which other code may see. */
  private raisedBy(node: Try, run: (part: Ir) => Leaving | null): Leaving | null {
    try {
      for (const resource of node.resources) {
        this.to.execute(resource);
        const why = 'each step opens and closes something';
        this.to.path.note({ kind: 'side-effect', node: resource, why });
      }
      return run(node.body);
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      return error.leaving;
    }
  }

  /** Whether a handler catches a failure: the name of its type stands for all kinds or for one. */
  private takes(node: Try, { types }: Handler, { value }: Leaving): boolean {
    if (value?.kind !== 'error') return this.to.path.lose(node, 'the loop catches what it throws itself');
    return types.length === 0 || types.some(type => this.isOf(node, value.error, bareType(type)));
  }

  private isOf(node: Try, error: ErrorValue, type: string): boolean {
    if (this.to.model.catchesAll?.test(type)) return true;
    const name = this.to.model.errorNames[type] ?? type;
    // A kind may be a case of another: only the same name is sure.
    if (error.known !== null && error.known !== name) {
      this.to.path.note({ kind: 'undecided', node, found: [] });
      return this.to.path.choose(2) === 0;
    }
    return this.to.comparisons.isNamed(error, name);
  }
}

/** A call that ends the program runs no handler. */
const endsProgram = (leaving: Leaving | null): boolean => leaving?.word === 'throw' && leaving.value === null;
