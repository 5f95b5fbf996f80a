import type { Assign, Ir, Operation } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import { bareType } from '../../syntax/loweringRules';
import { shapeOf } from '../callShapes';
import { Calls } from './calls';
import type { Follower } from './follower';
import { Raised } from './leaving';
import { constantOf, constant as linearConstant, minus, plus, times } from './linear';
import { placeOf } from './places';
import type { Value } from './values';
import { amount, fieldOf, nothing, numeric, unknown } from './values';

const one = linearConstant(1);
/** Questions of patterns, as Rust has them. */
const variants = /^#(Ok|Err|Some|None|failure)$/;

/** Works out what expressions give on one path, and notes what they do. */
export class Expressions {
  private readonly calls: Calls;

  constructor(private readonly to: Follower) {
    this.calls = new Calls(to);
  }

  /** The value with the syntax around its node: casts, and what hands a failure on. */
  wrapped(node: Ir, bare: Value): Value {
    let value = bare;
    for (const wrap of node.wraps ?? []) {
      if (wrap.type === this.to.model.handsOn) value = this.handedOn(node, value);
      if (wrap.cast) value = this.to.comparisons.cast(value, wrap.cast, this.to.model);
    }
    return value;
  }

  holds(node: Ir): boolean {
    if (node.kind === 'operation') {
      const { operator, operands } = node;
      if (/^(&&|and)$/.test(operator)) return operands.every(part => this.to.holds(part));
      if (/^(\|\||or)$/.test(operator)) return operands.some(part => this.to.holds(part));
      if (/^(!|not)$/.test(operator) && operands.length === 1) return !this.holds(operands[0]!);
    }
    if (this.isStream(node))
      return this.to.comparisons.truth(node, this.to.transfers.stateOf(this.to.evaluate(node)));
    return this.to.comparisons.truth(node, this.to.evaluate(node));
  }

  /** A variable that is a stream: as a condition it is true while its last call succeeded. */
  isStream(node: Ir): boolean {
    const key = keyOf(node);
    return key !== null && (this.to.model.streams?.test(bareType(this.to.scope.typeOf(key) ?? '')) ?? false);
  }

  /** `read(…)?`: a failure leaves the function. */
  private handedOn(node: Ir, value: Value): Value {
    if (value.kind !== 'error') return value;
    this.to.path.note({ kind: 'jump', node });
    throw new Raised({ word: 'return', node, value });
  }

  /** The value of an expression by itself. */
  bare(node: Ir): Value {
    switch (node.kind) {
      case 'literal':
        if (typeof node.value === 'number') return amount(node.value);
        if (typeof node.value === 'boolean') return amount(node.value ? 1 : 0);
        return node.value === null ? nothing : this.to.path.freshNumber('text');
      case 'name':
      case 'member':
        return this.named(node);
      case 'call':
        return this.calls.call(node);
      case 'assign':
        return this.assign(node);
      case 'operation':
        return this.operation(node);
      case 'index':
        return this.element(node);
      default:
        return this.to.path.lose(node, 'the loop holds what is not followed');
    }
  }

  private named(node: Ir): Value {
    const key = keyOf(node);
    if (node.kind === 'member' && this.to.model.lengthMembers?.test(node.name)) {
      const whole = this.to.evaluate(node.object);
      if (whole.kind === 'bytes') return numeric(whole.length);
    }
    const record = node.kind === 'member' ? this.recordIn(node.object) : null;
    if (record && node.kind === 'member') return fieldOf(record, node.name);
    if (!key) return this.to.path.lose(node, 'the loop names what is not followed');
    if (node.kind === 'member' && node.name === 'gcount' && this.isStream(node.object))
      return this.to.transfers.counted;
    if (key === this.to.model.errorVariable) return this.to.transfers.lastError ?? unknown;
    if (this.to.model.failures?.test(key))
      return { kind: 'error', error: { from: 'named', known: key, not: new Set() } };
    const constant = this.to.model.constants[key];
    if (constant !== undefined) return constant === null ? nothing : amount(constant);
    const fixed = this.to.path.depth > 0 && !this.to.path.isSet(key) ? this.to.scope.valueOf(node) : null;
    return fixed === null ? this.to.path.get(key) : amount(fixed);
  }

  /** The result with named fields that an expression gives; null for anything else. */
  private recordIn(node: Ir): Value | null {
    const key = keyOf(node);
    if (key === null && node.kind !== 'call') return null;
    const value = key === null ? this.to.evaluate(node) : this.to.path.valueSet(key);
    return value?.kind === 'record' ? value : null;
  }

  private element(node: Extract<Ir, { kind: 'index' }>): Value {
    if (node.slice)
      return this.to.transfers.slice(
        this.to.evaluate(node.object),
        node.indices.map(at => this.to.evaluate(at)),
      );
    const object = this.to.evaluate(node.object);
    const [index] = node.indices.map(at => this.to.evaluate(at));
    const place = index?.kind === 'number' ? constantOf(index.form) : null;
    const key = keyOf(node.object);
    // An element at a fixed place, such as an end of a pipe, is a variable of its own.
    if (key && place !== null && !this.to.transfers.isInChunk(object))
      return this.to.path.get(`${key}[${place}]`);
    this.to.path.note({ kind: 'unknown', node, why: 'the loop looks at a single element' });
    return unknown;
  }

  private assign(node: Assign): Value {
    const [target, ...others] = node.targets;
    if (!target || (others.length > 0 && node.operator !== '='))
      return this.to.path.lose(node, 'an assignment is not followed');
    if (!node.value) return this.declareOnly(node);
    const value = this.to.evaluate(node.value);
    if (node.fields) return this.takeApart(node, node.fields, value);
    if (others.length > 0 || value.kind === 'tuple') return this.spread(node, value);
    const whole = node.operator === '=' ? value : this.combined(node, target, value);
    return this.store(node, target, whole);
  }

  /** A declaration without a value: the variable holds nothing that may be relied on. */
  private declareOnly(node: Assign): Value {
    for (const target of node.targets) this.to.path.declare(keyOf(target) ?? '', unknown);
    return nothing;
  }

  private spread(node: Assign, value: Value): Value {
    const items = value.kind === 'tuple' ? value.items : [];
    node.targets.forEach((target, at) => {
      if (keyOf(target) !== '_') this.store(node, target, items[at] ?? unknown);
    });
    return value;
  }

  /** `const { bytesRead: n } = …`. */
  private takeApart(node: Assign, fields: readonly (string | null)[], value: Value): Value {
    node.targets.forEach((target, at) => {
      const field = fields[at];
      this.store(node, target, field ? fieldOf(value, field) : unknown);
    });
    return value;
  }

  private combined(node: Assign, target: Ir, value: Value): Value {
    if (this.countsElements(target)) return unknown;
    return this.arithmetic(node.operator.slice(0, -1), this.to.evaluate(target), value);
  }

  private store(node: Assign, target: Ir, value: Value): Value {
    const key = placeOf(target);
    if (!key) {
      this.to.path.note({ kind: 'unknown', node, why: 'the loop stores into what is not followed' });
      return value;
    }
    if (node.declares || this.isOwn(key)) this.to.path.declare(key, value);
    else if (this.to.path.depth > 0 && !this.to.path.isSet(key))
      this.to.path.note({ kind: 'side-effect', node, why: `a function sets ${key}` });
    else this.to.path.set(key, value);
    this.to.path.note({ kind: 'assign', node, key });
    return value;
  }

  /** A variable of the function that is followed, where assigning makes one. */
  private isOwn(key: string): boolean {
    return this.to.path.depth > 0 && this.to.model.assigningDeclares === true && !key.includes('.');
  }

  private operation(node: Operation): Value {
    const { operator, operands } = node;
    const [left, right] = operands;
    if (/^(&&|\|\||and|or|!|not)$/.test(operator)) return amount(this.holds(node) ? 1 : 0);
    if (operator === '?:' && operands.length === 3)
      return this.to.evaluate(operands[this.holds(left!) ? 1 : 2]!);
    if (operator === '#tuple') return { kind: 'tuple', items: operands.map(part => this.to.evaluate(part)) };
    if (variants.test(operator)) return this.variant(node, this.to.evaluate(left!));
    if (operator === ',') return operands.map(part => this.to.evaluate(part)).pop() ?? nothing;
    if (operator === 'sizeof') return this.sizeOf(node);
    if (operands.length === 1) return this.unary(operator, left!);
    if (!left || !right) return unknown;
    const [a, b] = [this.to.evaluate(left), this.to.evaluate(right)];
    if (/^[+-]$/.test(operator) && this.countsElements(left)) return unknown;
    const holds = this.to.comparisons.compare(node, a, b, side => this.signOf(side));
    return holds === null ? this.arithmetic(operator, a, b) : amount(holds ? 1 : 0);
  }

  /** Whether a Result or an Option is of a variant; what it holds is known by the same value. */
  private variant({ operator, operands }: Operation, value: Value): Value {
    if (operator === '#failure') return value;
    const isResult = /^(number|error|nothing|bytes)$/.test(value.kind);
    const isOption = value.kind === 'bytes';
    if (/^#(Ok|Err)$/.test(operator) ? !isResult : !isOption)
      return this.to.path.lose(operands[0]!, 'what a pattern fits is not followed');
    return amount((value.kind === 'error') === (operator === '#Err') && operator !== '#None' ? 1 : 0);
  }

  /** A pointer to elements of more than one byte moves by as many bytes at each step. */
  private countsElements(node: Ir): boolean {
    const key = keyOf(node);
    const type = key && this.to.scope.typeOf(key);
    if (!key || !type || this.to.model.byteTypes.test(type)) return false;
    const holdsArray = this.to.scope
      .assignments(key)
      .some(({ value }) => value?.kind === 'call' && value.name === '#buffer');
    return /\*/.test(type) || holdsArray;
  }

  private sizeOf(node: Operation): Value {
    const size = this.to.scope.valueOf(node);
    return size === null ? this.to.path.get(`sizeof(${keyOf(node.operands[0] ?? null)})`) : amount(size);
  }

  private unary(operator: string, operand: Ir): Value {
    if (operator === '&') return this.address(operand);
    if (operator === '*')
      return this.to.path.get(placeOf({ kind: 'operation', operator, operands: [operand] } as Ir) ?? '*');
    const value = this.to.evaluate(operand);
    if (value.kind !== 'number') return unknown;
    if (operator === '~') return numeric(minus(times(value.form, -1), one));
    if (!/^[+-]$/.test(operator)) return unknown;
    return operator === '-' ? numeric(times(value.form, -1)) : value;
  }

  /** `&buf[n]` is `buf + n`; the address of a variable is a value of its own. */
  private address(operand: Ir): Value {
    if (operand.kind === 'index' && !operand.slice && operand.indices.length === 1)
      return this.arithmetic('+', this.to.evaluate(operand.object), this.to.evaluate(operand.indices[0]!));
    return this.to.path.get(`&${keyOf(operand)}`);
  }

  private arithmetic(operator: string, a: Value, b: Value): Value {
    if (a.kind !== 'number' || b.kind !== 'number') return unknown;
    const [left, right] = [constantOf(a.form), constantOf(b.form)];
    if (operator === '+') return numeric(plus(a.form, b.form));
    if (operator === '-') return numeric(minus(a.form, b.form));
    if (operator === '*' && right !== null) return numeric(times(a.form, right));
    if (operator === '*' && left !== null) return numeric(times(b.form, left));
    return this.to.path.freshNumber(operator);
  }

  /** Whether an expression's type has a sign; null where that can't be seen. */
  private signOf(node: Ir): boolean | null {
    if (!this.to.model.mixesSigns) return true;
    const cast = node.wraps?.findLast(wrap => wrap.cast)?.cast;
    if (cast) return !this.to.model.unsigned.test(cast);
    if (node.kind === 'literal') return true;
    if (node.kind === 'operation' && node.operator === 'sizeof') return false;
    if (node.kind === 'operation') {
      const signs = node.operands.map(part => this.signOf(part));
      return signs.includes(false) ? false : signs.includes(null) ? null : true;
    }
    if (node.kind === 'call') return shapeOf(node, this.to.scope) ? true : null;
    if (node.kind === 'assign') return this.signOf(node.targets[0]!);
    const key = keyOf(node);
    const type = key && this.to.scope.typeOf(key);
    return type
      ? !this.to.model.unsigned.test(type)
      : key && this.to.model.constants[key] !== undefined
        ? true
        : null;
  }
}
