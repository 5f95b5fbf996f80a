import { ruleOf } from '../../calls/callRules';
import { Scope } from '../../source/scope';
import type { Assign, Call, Ir, Loop, Operation } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import { bareType } from '../../syntax/lowering';
import { shapeOf } from '../transfers';
import { Comparisons } from './comparisons';
import type { Leaving } from './leaving';
import { Raised } from './leaving';
import { constantOf, constant as linearConstant, minus, plus, times } from './linear';
import type { Path } from './path';
import { Transfers } from './transferModel';
import type { Value } from './values';
import { amount, nothing, numeric, unknown } from './values';

const one = linearConstant(1);
/** Functions of the file inside functions of the file that are followed. */
const deepest = 3;
/** Rounds of an inner loop: one short write, one retry, the rest. */
const mostRounds = 6;

/** Follows the code of one step of a loop along one path, and notes on the path what it does. */
export class Interpreter {
  private readonly transfers: Transfers;
  private readonly comparisons: Comparisons;

  constructor(
    private readonly path: Path,
    private scope: Scope,
  ) {
    this.transfers = new Transfers(path);
    this.comparisons = new Comparisons(path, scope.file.language.model!.errorNames);
  }

  get delivery(): Transfers {
    return this.transfers;
  }

  /** Runs statements in order until one jumps. */
  run(nodes: readonly Ir[]): Leaving | null {
    for (const node of nodes) {
      const leaving = this.execute(node);
      if (leaving) return leaving;
    }
    return null;
  }

  execute(node: Ir): Leaving | null {
    this.mark(node);
    this.path.step(node);
    switch (node.kind) {
      case 'block':
        return this.run(node.body);
      case 'if':
        return this.branch(node.condition, node.consequence, node.otherwise);
      case 'loop':
        return this.innerLoop(node);
      case 'jump':
        return this.jump(node);
      case 'function':
        return this.path.lose(node, 'the loop defines a function');
      case 'other':
        return this.path.lose(node, `the loop holds a ${node.type.replace(/_/g, ' ')}`);
      default:
        this.evaluate(node);
        return null;
    }
  }

  /** What follows belongs to this statement, or condition, of the loop. */
  private mark(node: Ir): void {
    const holds = node.kind === 'block' || node.kind === 'if' || node.kind === 'loop';
    if (this.path.depth === 0 && !holds) this.path.current = node;
  }

  private branch(condition: Ir, consequence: Ir | null, otherwise: Ir | null): Leaving | null {
    const taken = this.truth(condition) ? consequence : otherwise;
    return taken ? this.execute(taken) : null;
  }

  private jump(node: Extract<Ir, { kind: 'jump' }>): Leaving {
    const named = /^(break|continue|goto)$/.test(node.word);
    const value = node.value && !named ? this.evaluate(node.value) : null;
    this.path.note({ kind: 'jump', node });
    return { word: node.word, node, value };
  }

  /** A loop inside the loop: a write of everything, or a retry. */
  private innerLoop(loop: Loop): Leaving | null {
    if (loop.over) return this.path.lose(loop, 'the loop holds a for-each');
    this.run(loop.setup);
    for (let round = 0; ; round += 1) {
      if (round > mostRounds) return this.path.lose(loop, 'an inner loop does not end');
      if ((round > 0 || !loop.testsAfter) && loop.condition && !this.truth(loop.condition)) return null;
      const leaving = this.execute(loop.body);
      if (leaving?.word === 'break') return null;
      if (leaving && leaving.word !== 'continue') return leaving;
      this.run(loop.update);
    }
  }

  /** Whether a condition holds; where that is open, both ways are followed. */
  truth(node: Ir): boolean {
    this.mark(node);
    this.path.step(node);
    return this.holds(node);
  }

  private holds(node: Ir): boolean {
    if (node.kind === 'operation') {
      const { operator, operands } = node;
      if (/^(&&|and)$/.test(operator)) return operands.every(part => this.holds(part));
      if (/^(\|\||or)$/.test(operator)) return operands.some(part => this.holds(part));
      if (/^(!|not)$/.test(operator) && operands.length === 1) return !this.holds(operands[0]!);
    }
    if (this.isStream(node)) return this.comparisons.truth(node, this.transfers.stateOf(this.evaluate(node)));
    return this.comparisons.truth(node, this.evaluate(node));
  }

  /** A variable that is a stream: as a condition it tells how its last call went. */
  private isStream(node: Ir): boolean {
    const key = keyOf(node);
    return key !== null && (this.model.streams?.test(bareType(this.scope.typeOf(key) ?? '')) ?? false);
  }

  evaluate(node: Ir): Value {
    this.path.step(node);
    let value = this.bare(node);
    for (const wrap of node.wraps ?? []) {
      if (wrap.type === this.model.handsOn) value = this.handedOn(node, value);
      if (wrap.cast) value = this.comparisons.cast(value, wrap.cast, this.model);
    }
    return value;
  }

  /** `read(…)?`: a failure leaves the function. */
  private handedOn(node: Ir, value: Value): Value {
    if (value.kind !== 'error') return value;
    this.path.note({ kind: 'jump', node });
    throw new Raised({ word: 'return', node, value });
  }

  /** The next chunk of what a for-each walks over; false at its end. */
  takeNext(loop: Loop): boolean {
    this.mark(loop.over!);
    const read = this.scope.file.language.iteration?.(loop.over!, this.scope);
    const element = loop.element?.kind === 'assign' ? loop.element.targets[0] : loop.element;
    const key = keyOf(element ?? null);
    if (!read || !key) return this.path.lose(loop.over!, 'what the loop walks over is not followed');
    const chunk = this.transfers.iterate(loop.over!, this.evaluate(read.source));
    if (chunk) this.path.declare(key, chunk);
    return chunk !== null;
  }

  private get model() {
    return this.scope.file.language.model!;
  }

  private bare(node: Ir): Value {
    switch (node.kind) {
      case 'literal':
        if (typeof node.value === 'number') return amount(node.value);
        if (typeof node.value === 'boolean') return amount(node.value ? 1 : 0);
        return node.value === null ? nothing : this.path.freshNumber('text');
      case 'name':
      case 'member':
        return this.named(node);
      case 'call':
        return this.call(node);
      case 'assign':
        return this.assign(node);
      case 'operation':
        return this.operation(node);
      case 'index':
        return this.element(node);
      case 'block':
        return node.body.length === 0 ? nothing : this.path.lose(node, 'a block stands for a value');
      default:
        return this.path.lose(node, 'the loop holds what is not followed');
    }
  }

  private named(node: Ir): Value {
    const key = keyOf(node);
    if (node.kind === 'member' && this.model.lengthMembers?.test(node.name)) {
      const whole = this.evaluate(node.object);
      if (whole.kind === 'bytes') return numeric(whole.length);
    }
    if (!key) return this.path.lose(node, 'the loop names what is not followed');
    if (node.kind === 'member' && node.name === 'gcount' && this.isStream(node.object))
      return this.transfers.counted;
    if (key === this.model.errorVariable) return this.transfers.lastError ?? unknown;
    const constant = this.model.constants[key];
    if (constant !== undefined) return constant === null ? nothing : amount(constant);
    const fixed = this.path.depth > 0 && !this.path.isSet(key) ? this.scope.valueOf(node) : null;
    return fixed === null ? this.path.get(key) : amount(fixed);
  }

  private element(node: Extract<Ir, { kind: 'index' }>): Value {
    if (node.slice)
      return this.transfers.slice(
        this.evaluate(node.object),
        node.indices.map(at => this.evaluate(at)),
      );
    const object = this.evaluate(node.object);
    const [index] = node.indices.map(at => this.evaluate(at));
    const place = index?.kind === 'number' ? constantOf(index.form) : null;
    const key = keyOf(node.object);
    // An element at a fixed place, such as an end of a pipe, is a variable of its own.
    if (key && place !== null && !this.transfers.isInChunk(object)) return this.path.get(`${key}[${place}]`);
    this.path.note({ kind: 'unknown', node, why: 'the loop looks at a single element' });
    return unknown;
  }

  private assign(node: Assign): Value {
    const [target, ...others] = node.targets;
    if (!target || (others.length > 0 && node.operator !== '='))
      return this.path.lose(node, 'an assignment is not followed');
    if (!node.value) return this.declareOnly(node);
    const value = this.evaluate(node.value);
    if (others.length > 0 || value.kind === 'tuple') return this.spread(node, value);
    const whole = node.operator === '=' ? value : this.combined(node, target, value);
    return this.store(node, target, whole);
  }

  /** A declaration without a value: the variable holds nothing that may be relied on. */
  private declareOnly(node: Assign): Value {
    for (const target of node.targets) this.path.declare(keyOf(target) ?? '', unknown);
    return nothing;
  }

  private spread(node: Assign, value: Value): Value {
    const items = value.kind === 'tuple' ? value.items : [];
    node.targets.forEach((target, at) => {
      if (keyOf(target) !== '_') this.store(node, target, items[at] ?? unknown);
    });
    return value;
  }

  private combined(node: Assign, target: Ir, value: Value): Value {
    if (this.countsElements(target)) return unknown;
    return this.arithmetic(node.operator.slice(0, -1), this.evaluate(target), value);
  }

  private store(node: Assign, target: Ir, value: Value): Value {
    const key = placeOf(target);
    if (!key) {
      this.path.note({ kind: 'unknown', node, why: 'the loop stores into what is not followed' });
      return value;
    }
    if (node.declares) this.path.declare(key, value);
    else if (this.path.depth > 0 && !this.path.isSet(key))
      this.path.note({ kind: 'side-effect', node, why: `a function sets ${key}` });
    else this.path.set(key, value);
    this.path.note({ kind: 'assign', node, key });
    return value;
  }

  private operation(node: Operation): Value {
    const { operator, operands } = node;
    const [left, right] = operands;
    if (/^(&&|\|\||and|or|!|not)$/.test(operator)) return amount(this.holds(node) ? 1 : 0);
    if (operator === '?:' && operands.length === 3)
      return this.evaluate(operands[this.holds(left!) ? 1 : 2]!);
    if (operator === ',') return operands.map(part => this.evaluate(part)).pop() ?? nothing;
    if (operator === 'sizeof') return this.sizeOf(node);
    if (operands.length === 1) return this.unary(operator, left!);
    if (!left || !right) return unknown;
    const [a, b] = [this.evaluate(left), this.evaluate(right)];
    if (/^[+-]$/.test(operator) && this.countsElements(left)) return unknown;
    const holds = this.comparisons.compare(node, a, b, side => this.signOf(side));
    return holds === null ? this.arithmetic(operator, a, b) : amount(holds ? 1 : 0);
  }

  /** A pointer to elements of more than one byte moves by as many bytes at each step. */
  private countsElements(node: Ir): boolean {
    const key = keyOf(node);
    const type = key && this.scope.typeOf(key);
    if (!key || !type || this.model.byteTypes.test(type)) return false;
    const holdsArray = this.scope
      .assignments(key)
      .some(({ value }) => value?.kind === 'call' && value.name === '#buffer');
    return /\*/.test(type) || holdsArray;
  }

  private sizeOf(node: Operation): Value {
    const size = this.scope.valueOf(node);
    return size === null ? this.path.get(`sizeof(${keyOf(node.operands[0] ?? null)})`) : amount(size);
  }

  private unary(operator: string, operand: Ir): Value {
    if (operator === '&') return this.address(operand);
    if (operator === '*')
      return this.path.get(placeOf({ kind: 'operation', operator, operands: [operand] } as Ir) ?? '*');
    const value = this.evaluate(operand);
    if (value.kind !== 'number') return unknown;
    if (operator === '~') return numeric(minus(times(value.form, -1), one));
    if (!/^[+-]$/.test(operator)) return unknown;
    return operator === '-' ? numeric(times(value.form, -1)) : value;
  }

  /** `&buf[n]` is `buf + n`; the address of a variable is a value of its own. */
  private address(operand: Ir): Value {
    if (operand.kind === 'index' && !operand.slice && operand.indices.length === 1)
      return this.arithmetic('+', this.evaluate(operand.object), this.evaluate(operand.indices[0]!));
    return this.path.get(`&${keyOf(operand)}`);
  }

  private arithmetic(operator: string, a: Value, b: Value): Value {
    if (a.kind !== 'number' || b.kind !== 'number') return unknown;
    const [left, right] = [constantOf(a.form), constantOf(b.form)];
    if (operator === '+') return numeric(plus(a.form, b.form));
    if (operator === '-') return numeric(minus(a.form, b.form));
    if (operator === '*' && right !== null) return numeric(times(a.form, right));
    if (operator === '*' && left !== null) return numeric(times(b.form, left));
    return this.path.freshNumber(operator);
  }

  /** Whether an expression's type has a sign; null where that can't be seen. */
  private signOf(node: Ir): boolean | null {
    const cast = node.wraps?.findLast(wrap => wrap.cast)?.cast;
    if (cast) return !this.model.unsigned.test(cast);
    if (node.kind === 'literal') return true;
    if (node.kind === 'operation' && node.operator === 'sizeof') return false;
    if (node.kind === 'operation') {
      const signs = node.operands.map(part => this.signOf(part));
      return signs.includes(false) ? false : signs.includes(null) ? null : true;
    }
    if (node.kind === 'call') return shapeOf(node, this.scope) ? true : null;
    if (node.kind === 'assign') return this.signOf(node.targets[0]!);
    const key = keyOf(node);
    const type = key && this.scope.typeOf(key);
    return type
      ? !this.model.unsigned.test(type)
      : key && this.model.constants[key] !== undefined
        ? true
        : null;
  }

  private call(call: Call): Value {
    const evaluate = (node: Ir | null): Value => (node ? this.evaluate(node) : nothing);
    const helper = this.scope.helper(call);
    if (helper?.body && this.path.depth < deepest) return this.helped(call, helper);
    const shape = shapeOf(call, this.scope);
    if (shape?.returns === 'stream' && !(call.receiver && this.isStream(call.receiver)))
      return this.path.lose(call, 'what class the stream is of is not known');
    if (shape?.returns) return this.transfers.move(call, shape, evaluate);
    const rule = ruleOf(call, this.model.calls, () => this.receiverType(call));
    if (rule) return this.ruled(call, rule.does, rule.at, evaluate);
    const given = [call.receiver, ...call.args].map(evaluate);
    const touches = given.some(value => this.transfers.concerns(value));
    const name = call.name || 'a call';
    if (touches) this.path.note({ kind: 'unknown', node: call, why: `what ${name} does is not known` });
    else this.path.note({ kind: 'side-effect', node: call, why: `${name} is called` });
    return this.path.freshNumber(name);
  }

  /** `view.remove_prefix(n)`. */
  private advance(call: Call, view: Value, by: Value): Value {
    const key = keyOf(call.receiver);
    const rest = by.kind === 'number' && view.kind === 'bytes' ? this.transfers.slice(view, [by]) : unknown;
    if (key) this.path.set(key, rest);
    return nothing;
  }

  /** `errors.Is(err, io.EOF)`. */
  private isError(call: Call, value: Value): Value {
    if (value.kind === 'nothing') return amount(0);
    const kind = call.args[1];
    if (value.kind !== 'error' || !kind) return this.path.freshNumber(call.name);
    return amount(this.comparisons.isKind(call, value.error, kind) ? 1 : 0);
  }

  private receiverType(call: Call): string {
    const key = keyOf(call.receiver) ?? '';
    return this.scope.typeOf(key) ?? key;
  }

  private ruled(
    call: Call,
    does: string,
    at: 'receiver' | number | undefined,
    evaluate: (node: Ir | null) => Value,
  ): Value {
    const given = [call.receiver, ...call.args].map(evaluate);
    const one =
      at === 'receiver' || (at === undefined && call.receiver)
        ? given[0]!
        : (given[1 + (Number(at) || 0)] ?? nothing);
    switch (does) {
      case 'same':
        return one;
      case 'advances':
        return this.advance(call, one, given[1] ?? nothing);
      case 'unwraps':
        if (one.kind !== 'error') return one;
        this.path.note({ kind: 'jump', node: call });
        throw new Raised({ word: 'throw', node: call, value: one });
      case 'is-error':
        return this.isError(call, given[1] ?? nothing);
      case 'view':
        return this.transfers.slice(one, given.slice(call.receiver ? 1 : 2));
      case 'length':
        return one.kind === 'bytes' ? numeric(one.length) : this.path.freshNumber('length');
      case 'least':
      case 'most':
        return this.comparisons.extreme(given.slice(1), does);
      case 'leaves':
        this.path.note({ kind: 'jump', node: call });
        throw new Raised({ word: 'throw', node: call, value: null });
      case 'asks':
        this.path.note({ kind: 'housekeeping', node: call });
        return call.receiver && this.isStream(call.receiver)
          ? this.transfers.asked(call.name, given[0]!)
          : this.path.freshNumber(call.name);
      case 'fills':
        if (!this.transfers.concerns(given[1] ?? nothing)) return this.path.freshNumber(call.name);
        this.path.note({ kind: 'unknown', node: call, why: `${call.name} changes the bytes` });
        return unknown;
      case 'waits':
      case 'flushes':
      case 'locks':
      case 'positions':
      case 'closes':
        this.path.note({ kind: 'side-effect', node: call, why: `${call.name} is called in each step` });
        return this.path.freshNumber(call.name);
      case 'reports':
        this.path.note({ kind: 'side-effect', node: call, why: `${call.name} reports` });
        return this.path.freshNumber(call.name);
      default:
        this.path.note({ kind: 'housekeeping', node: call });
        return this.path.freshNumber(call.name);
    }
  }

  /** A function of the same file, followed with its own variables. */
  private helped(call: Call, helper: NonNullable<ReturnType<Scope['helper']>>): Value {
    const locals = new Map<string, Value>();
    helper.parameters.forEach((parameter, at) => {
      const argument = call.args[at];
      locals.set(keyOf(parameter.targets[0] ?? null) ?? '', argument ? this.evaluate(argument) : unknown);
    });
    const outer = this.scope;
    this.scope = new Scope(outer.file, helper);
    try {
      const leaving = this.path.inFrame(locals, () => this.execute(helper.body!));
      if (leaving?.word === 'throw') throw new Raised(leaving);
      if (leaving && leaving.word !== 'return')
        return this.path.lose(call, `${helper.name} ends in a way that is not followed`);
      return leaving?.value ?? nothing;
    } catch (error) {
      // A failure that `?` hands on is what the function gives back.
      if (error instanceof Raised && error.leaving.word === 'return') return error.leaving.value ?? nothing;
      throw error;
    } finally {
      this.scope = outer;
    }
  }
}

/** The name of what an assignment sets: a variable, a member, or what a pointer points to; null for anything else. */
export function placeOf(target: Ir): string | null {
  const key = keyOf(target);
  if (key) return key;
  if (target.kind !== 'operation' || target.operator !== '*' || target.operands.length !== 1) return null;
  const inner = keyOf(target.operands[0]!);
  return inner && `*${inner}`;
}
