import { ruleOf } from '../../calls/callRules';
import { isKnownFunction } from '../../source/knownFunctions';
import type { Scope } from '../../source/languageTables';
import { helperScope } from '../../source/scope';
import type { Call, Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import { shapeOf } from '../callShapes';
import type { Follower } from './follower';
import type { Leaving } from './leaving';
import { Raised } from './leaving';
import type { Value } from './values';
import { amount, nothing, numeric, unknown } from './values';

/** Functions of the file inside functions of the file that are followed. */
const deepest = 3;

/** Whether the program waits for what a call has promised. */
const isAwaited = ({ wraps }: Call): boolean =>
  wraps?.some(({ type }) => type === 'await_expression') ?? false;

/** Follows calls: reads and writes, functions of the same file, and what the language's table says of others. */
export class Calls {
  constructor(private readonly to: Follower) {}

  /** The value of a call: by the function of the file it goes to, by the table of calls, or unknown. */
  call(call: Call): Value {
    const evaluate = (node: Ir | null): Value => (node ? this.to.evaluate(node) : nothing);
    const helper = this.to.scope.helper(call);
    if (helper?.runsLater && !isAwaited(call))
      return this.to.path.lose(call, `what ${call.name} does comes later`);
    if (helper?.body && this.to.path.depth < deepest) {
      if (!isKnownFunction(this.to.scope.file, helper))
        this.to.path.note({ kind: 'unknown', node: call, why: `which ${call.name} runs is not sure` });
      return this.helped(call, helper);
    }
    const shape = shapeOf(call, this.to.scope);
    if (shape?.returns === 'stream' && !(call.receiver && this.to.isStream(call.receiver)))
      return this.to.path.lose(call, 'what class the stream is of is not known');
    if (shape?.returns) return this.to.transfers.move(call, shape, evaluate);
    const rule = ruleOf(call, this.to.model.calls, () => this.receiverType(call));
    if (rule) return this.ruled(call, rule.does, rule.at, evaluate);
    const given = [call.receiver, ...call.args].map(evaluate);
    const touches = given.some(value => this.to.transfers.concerns(value));
    const name = call.name || 'a call';
    if (touches) this.to.path.note({ kind: 'unknown', node: call, why: `what ${name} does is not known` });
    else this.to.path.note({ kind: 'side-effect', node: call, why: `${name} is called` });
    return this.to.path.freshNumber(name);
  }

  /** `view.remove_prefix(n)`. */
  private advance(call: Call, view: Value, by: Value): Value {
    const key = keyOf(call.receiver);
    const rest =
      by.kind === 'number' && view.kind === 'bytes' ? this.to.transfers.slice(view, [by]) : unknown;
    if (key) this.to.path.set(key, rest);
    return nothing;
  }

  /** `if (!out.write(chunk)) await once(out, 'drain')`. */
  private makeRoom(call: Call, end: Value): Value {
    const kind = isAwaited(call) && this.to.transfers.isFull(end) ? 'housekeeping' : 'side-effect';
    this.to.path.note({ kind, node: call, why: `${call.name} waits in each step` });
    return this.to.path.freshNumber(call.name);
  }

  /** `errors.Is(err, io.EOF)`. */
  private isError(call: Call, value: Value): Value {
    if (value.kind === 'nothing') return amount(0);
    const kind = call.args[1];
    if (value.kind !== 'error' || !kind) return this.to.path.freshNumber(call.name);
    return amount(this.to.comparisons.isKind(call, value.error, kind) ? 1 : 0);
  }

  private receiverType(call: Call): string {
    const key = keyOf(call.receiver) ?? '';
    return this.to.scope.typeOf(key) ?? key;
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
        this.to.path.note({ kind: 'jump', node: call });
        throw new Raised({ word: 'throw', node: call, value: one });
      case 'is-error':
        return this.isError(call, given[1] ?? nothing);
      case 'failure':
        return one.kind === 'error'
          ? one
          : { kind: 'error', error: { from: 'named', known: call.name, not: new Set() } };
      case 'wraps':
        return given.find(value => value.kind === 'error') ?? this.to.path.freshNumber(call.name);
      case 'view':
        return this.to.transfers.slice(one, given.slice(call.receiver ? 1 : 2));
      case 'length':
        return one.kind === 'bytes' ? numeric(one.length) : this.to.path.freshNumber('length');
      case 'empty':
        return one.kind === 'bytes'
          ? amount(this.to.comparisons.truth(call, one) ? 0 : 1)
          : this.to.path.freshNumber('empty');
      case 'succeeds':
      case 'fails':
        if (one.kind === 'unknown') return this.to.path.freshNumber(call.name);
        return amount((one.kind === 'error') === (does === 'fails') ? 1 : 0);
      case 'computes':
        return this.to.path.freshNumber('=');
      case 'least':
      case 'most':
        return this.to.comparisons.extreme(at === 'receiver' ? given : given.slice(1), does);
      case 'leaves':
        this.to.path.note({ kind: 'jump', node: call });
        throw new Raised({ word: 'throw', node: call, value: null });
      case 'asks':
        this.noteHousekeeping(call);
        return call.receiver && this.to.isStream(call.receiver)
          ? this.to.transfers.stateFlag(call.name, given[0]!)
          : this.to.path.freshNumber(call.name);
      case 'cursor':
        return this.cursor(call, given[0]!, given[1] ?? null);
      case 'makes-room':
        return this.makeRoom(call, given[1] ?? nothing);
      case 'fills':
        if (!this.to.transfers.concerns(given[1] ?? nothing)) return this.to.path.freshNumber(call.name);
        this.to.path.note({ kind: 'unknown', node: call, why: `${call.name} changes the bytes` });
        return unknown;
      case 'waits':
      case 'flushes':
      case 'locks':
      case 'positions':
      case 'closes':
      case 'stops':
        this.to.path.note({ kind: 'side-effect', node: call, why: `${call.name} is called in each step` });
        return this.to.path.freshNumber(call.name);
      case 'counts':
      case 'reports':
        this.to.path.note({ kind: 'side-effect', node: call, why: `${call.name} reports` });
        return this.to.path.freshNumber(call.name);
      default:
        this.noteHousekeeping(call);
        return this.to.path.freshNumber(call.name);
    }
  }

  /** A call that matters to nothing else, unless its failure is handed on. */
  private noteHousekeeping(call: Call): void {
    const { handsOn } = this.to.model;
    const mayLeave = handsOn !== undefined && call.wraps?.some(({ type }) => type === handsOn);
    if (mayLeave)
      this.to.path.note({ kind: 'side-effect', node: call, why: `${call.name} may end the loop` });
    else this.to.path.note({ kind: 'housekeeping', node: call });
  }

  /** `buffer.flip()`; whether something remains is decided here. */
  private cursor(call: Call, buffer: Value, given: Value | null): Value {
    const value = this.to.cursors.call(call, buffer, given);
    if (call.name !== 'hasRemaining') return value;
    return amount(this.to.comparisons.truth(call, value) ? 1 : 0);
  }

  /** How a function's body ends; where its last expression is its value, with that one. */
  private bodyOf(body: Ir): Leaving | null {
    if (!this.to.model.bodiesGiveValues) return this.to.execute(body);
    return { word: 'return', node: body, value: this.to.evaluate(body) };
  }

  /** A function of the same file, followed with its own variables. */
  private helped(call: Call, helper: NonNullable<ReturnType<Scope['helper']>>): Value {
    const locals = new Map<string, Value>();
    helper.parameters.forEach((parameter, at) => {
      const argument = call.args[at];
      locals.set(keyOf(parameter.targets[0] ?? null) ?? '', argument ? this.to.evaluate(argument) : unknown);
    });
    const outer = this.to.scope;
    this.to.scope = helperScope(outer.file, helper);
    try {
      const leaving = this.to.path.inFrame(locals, () => this.bodyOf(helper.body!));
      if (leaving?.word === 'throw') throw new Raised(leaving);
      if (leaving && leaving.word !== 'return')
        return this.to.path.lose(call, `${helper.name} ends in a way that is not followed`);
      return leaving?.value ?? nothing;
    } catch (error) {
      // `?` returns the failure from the function.
      if (error instanceof Raised && error.leaving.word === 'return') return error.leaving.value ?? nothing;
      throw error;
    } finally {
      this.to.scope = outer;
    }
  }
}
