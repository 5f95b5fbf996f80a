import type { LoopModel } from '../../calls/loopModel';
import type { Ir, Operation } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import type { Linear } from './linear';
import { constant, minus, plus } from './linear';
import type { Path } from './path';
import type { ErrorValue, Value } from './values';
import { nothing, numeric, unknown } from './values';

const orders = /^(<|>|<=|>=)$/;
const equalities = /^(==|!=|===|!==|is|is not)$/;

/** The form that is at least 0 where `a` and `b` stand in that order. */
function ordered(operator: string, a: Linear, b: Linear): Linear {
  const form = /^>/.test(operator) ? minus(a, b) : minus(b, a);
  return operator.endsWith('=') ? form : plus(form, constant(-1));
}

/** What is at least 0 where a form is, or is not. */
const orderFound =
  (form: Linear) =>
  (holds: boolean): [Linear] => [holds ? form : plus(minus(constant(0), form), constant(-1))];

/** Decides conditions from what a path knows; where it knows too little, both ways are followed. */
export class Comparisons {
  constructor(
    private readonly path: Path,
    private readonly errorNames: LoopModel['errorNames'],
  ) {}

  /** Whether a value counts as true. */
  truth(node: Ir, value: Value): boolean {
    switch (value.kind) {
      case 'number':
        return !this.isZero(node, value.form);
      case 'bytes':
        return !this.isZero(node, value.length);
      case 'nothing':
        return false;
      case 'error':
        return true;
      case 'stream':
        return value.good;
      default:
        return this.open(node);
    }
  }

  /** Neither way is ruled out. `found`: what a way says of the numbers that are compared. */
  private open(node: Ir, found: (holds: boolean) => Linear[] = () => []): boolean {
    const holds = this.path.choose(2) === 0;
    this.path.note({ kind: 'undecided', node, found: found(holds) });
    return holds;
  }

  private isZero(node: Ir, form: Linear): boolean {
    const known = this.path.facts.isZero(form);
    if (known !== null) return known;
    const sides = [form, minus(constant(0), form)];
    const zero = !this.open(node, () => sides);
    if (zero) for (const side of sides) this.path.facts.addAtLeastZero(side);
    else this.path.facts.addNotZero(form);
    return zero;
  }

  private isAtLeastZero(node: Ir | null, form: Linear): boolean {
    const known = this.path.facts.isAtLeastZero(form);
    if (known !== null) return known;
    const holds = node ? this.open(node, orderFound(form)) : this.path.choose(2) === 0;
    this.path.facts.addAtLeastZero(...orderFound(form)(holds));
    return holds;
  }

  /** The result of a comparison; null where the operation is none. `signOf`: whether an operand's type has a sign. */
  compare(node: Operation, a: Value, b: Value, signOf: (side: Ir) => boolean | null): boolean | null {
    const { operator } = node;
    if (equalities.test(operator)) return this.equal(node, a, b) === !/!|not/.test(operator);
    if (!orders.test(operator)) return null;
    if (a.kind !== 'number' || b.kind !== 'number') return this.open(node);
    const negative = [a.form, b.form].map(form => this.path.facts.isAtLeastZero(form) !== true);
    const form = ordered(operator, a.form, b.form);
    if (!negative.includes(true)) return this.isAtLeastZero(node, form);
    const signs = node.operands.map(signOf);
    if (signs.every(sign => sign === true)) return this.isAtLeastZero(node, form);
    // Where one side has no sign, a negative other side counts as very large.
    const wraps = negative.map(
      (isNegative, at) => isNegative && this.path.facts.isAtLeastZero([a.form, b.form][at]!) === false,
    );
    if (signs.includes(false) && wraps[0] !== wraps[1]) return wraps[0] === /^>/.test(operator);
    return this.open(node, orderFound(form));
  }

  private equal(node: Operation, a: Value, b: Value): boolean {
    if (a.kind === 'number' && b.kind === 'number') return this.isZero(node, minus(a.form, b.form));
    if (a.kind === 'nothing' || b.kind === 'nothing') {
      const other = a.kind === 'nothing' ? b : a;
      if (other.kind === 'unknown' || other.kind === 'number') return this.open(node);
      return other.kind === 'nothing';
    }
    const empty = this.comparedToEmpty(node, a, b);
    if (empty) return this.isZero(node, empty);
    if (a.kind === 'error' && a.error.from !== 'named') return this.isKind(node, a.error, node.operands[1]!);
    if (b.kind === 'error') return this.isKind(node, b.error, node.operands[0]!);
    return this.open(node);
  }

  /** The length that `chunk == b""` asks about. */
  private comparedToEmpty({ operands }: Operation, a: Value, b: Value): Linear | null {
    const isEmpty = (side: Ir | undefined): boolean => side?.kind === 'literal' && side.value === '';
    if (a.kind === 'bytes' && isEmpty(operands[1])) return a.length;
    return b.kind === 'bytes' && isEmpty(operands[0]) ? b.length : null;
  }

  /** `errno == EINTR`: the error is of that kind, or it is not. */
  isKind(node: Ir, error: ErrorValue, kind: Ir): boolean {
    const written = keyOf(kind);
    const name = written && (this.errorNames[written] ?? written);
    return name ? this.isNamed(error, name) : this.open(node);
  }

  /** Whether an error is of a kind, by its name. */
  isNamed(error: ErrorValue, name: string): boolean {
    if (error.known !== null) return error.known === name;
    if (error.not.has(name)) return false;
    // The program compares with a kind by its name, so the result is known.
    if (this.path.choose(2) === 0) {
      error.known = name;
      return true;
    }
    error.not.add(name);
    return false;
  }

  /** What a cast to a type makes of a value. */
  cast(value: Value, type: string, model: LoopModel): Value {
    if (value.kind !== 'number') return value;
    if (/[*&]\s*$/.test(type)) return value;
    if (!model.wholeNumbers.test(type)) return unknown;
    if (!model.unsigned.test(type)) return value;
    return this.path.facts.isAtLeastZero(value.form) === true ? value : unknown;
  }

  /** The smallest or the largest of some values. */
  extreme(values: Value[], which: 'least' | 'most'): Value {
    const [first, ...others] = values;
    if (!first) return nothing;
    return others.reduce((best, next) => {
      if (best.kind !== 'number' || next.kind !== 'number') return unknown;
      const larger = this.isAtLeastZero(null, minus(best.form, next.form));
      return larger === (which === 'most') ? best : numeric(next.form);
    }, first);
  }
}
