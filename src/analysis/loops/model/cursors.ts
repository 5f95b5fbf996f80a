import type { Scope } from '../../source/languageTables';
import type { Assign, Call, Ir, Loop } from '../../syntax/ir';
import { ancestors, isWithin, keyOf, walk } from '../../syntax/ir';
import type { Linear } from './linear';
import { constant, minus, plus, same, symbol } from './linear';
import type { Path } from './path';
import type { Value } from './values';
import { nothing, numeric } from './values';

/** Where a buffer stands: the next byte it gives or takes, and the one it stops before. */
interface Cursor {
  position: Linear;
  limit: Linear;
}

/** The positions and limits of the buffers (java.nio.ByteBuffer) that one step of a loop moves. */
export class Cursors {
  private readonly states = new Map<string, Cursor>();
  /** Buffers of which the path takes for granted that they are cleared when a step begins. */
  readonly assumed = new Set<string>();

  constructor(
    private readonly path: Path,
    private readonly scope: Scope,
    private readonly loop: Loop,
  ) {}

  /** The place in the buffer where the next byte goes, and how many fit before its limit. */
  room(node: Ir, buffer: Value): { place: Value; length: Value } {
    const { position, limit } = this.of(node, buffer);
    const address = buffer.kind === 'number' ? buffer.form : constant(0);
    return { place: numeric(plus(address, position)), length: numeric(minus(limit, position)) };
  }

  /** A read or a write moved that many bytes. */
  advance(node: Ir, buffer: Value, by: Linear): void {
    const cursor = this.of(node, buffer);
    this.set(node, buffer, { ...cursor, position: plus(cursor.position, by) });
  }

  /** A buffer's own method; `given` is its argument's value, null where it has none. */
  call(call: Call, buffer: Value, given: Value | null): Value {
    if (given) return this.moveTo(call, buffer, given);
    const empty = { position: constant(0), limit: this.capacity(call, buffer) };
    if (call.name === 'clear') return this.set(call, buffer, empty);
    if (call.name === 'capacity') return numeric(empty.limit);
    const { position, limit } = this.of(call, buffer);
    switch (call.name) {
      case 'flip':
        return this.set(call, buffer, { position: constant(0), limit: position });
      case 'rewind':
        return this.set(call, buffer, { position: constant(0), limit });
      case 'compact':
        if (!same(position, limit)) return this.path.lose(call, 'bytes are kept for the next step');
        return this.set(call, buffer, empty);
      case 'position':
        return numeric(position);
      case 'limit':
        return numeric(limit);
      default:
        return numeric(minus(limit, position));
    }
  }

  private moveTo(call: Call, buffer: Value, given: Value): Value {
    if (given.kind !== 'number' || !/^(position|limit)$/.test(call.name))
      return this.path.lose(call, `what ${call.name} does to the buffer is not followed`);
    const cursor = { ...this.of(call, buffer), [call.name]: given.form };
    const isWithin = (form: Linear): boolean => this.path.facts.isAtLeastZero(form) === true;
    // A limit below the position takes the position along.
    if (!isWithin(cursor.position) || !isWithin(minus(cursor.limit, cursor.position)))
      return this.path.lose(call, `which bytes ${call.name} leaves out is not known`);
    return this.set(call, buffer, cursor);
  }

  /** Whether a step leaves one of the buffers that it took to be cleared without room: the next read takes nothing. */
  get isStuck(): boolean {
    return [...this.assumed].some(name => {
      const state = this.states.get(name);
      return state !== undefined && same(state.position, state.limit);
    });
  }

  /** Whether a buffer is as cleared at the end of the step as it was at its beginning. */
  isCleared(name: string): boolean {
    const state = this.states.get(name);
    if (!state) return true;
    return same(state.position, constant(0)) && same(state.limit, symbol(`${name}.capacity`));
  }

  private of(node: Ir, buffer: Value): Cursor {
    const name = this.nameOf(node, buffer);
    const known = this.states.get(name);
    if (known) return known;
    const before = usesBefore(name.replace(/@$/, ''), this.loop, this.scope);
    if (isPut(before.at(-1))) return { position: this.filled(name), limit: this.capacity(node, buffer) };
    if (!isClearedBefore(before, name.replace(/@$/, ''), this.loop, this.scope))
      return this.path.lose(node, 'where the buffer stands before the loop is not known');
    this.assumed.add(name);
    return { position: constant(0), limit: this.capacity(node, buffer) };
  }

  private set(node: Ir, buffer: Value, cursor: Cursor): Value {
    this.states.set(this.nameOf(node, buffer), cursor);
    this.path.note({ kind: 'housekeeping', node });
    return buffer.kind === 'number' ? buffer : nothing;
  }

  /** Where a buffer stands that holds bytes of the program's own before the loop. */
  private filled(name: string): Linear {
    const position = symbol(`${name}.put`);
    this.path.facts.addAtLeastZero(plus(position, constant(-1)));
    return position;
  }

  private capacity(node: Ir, buffer: Value): Linear {
    const capacity = symbol(`${this.nameOf(node, buffer)}.capacity`);
    this.path.facts.addAtLeastZero(plus(capacity, constant(-1)));
    return capacity;
  }

  /** The one variable a buffer is known by. */
  private nameOf(node: Ir, buffer: Value): string {
    const [only, ...others] = buffer.kind === 'number' ? [...buffer.form.terms.keys()] : [];
    const isPlain = only !== undefined && others.length === 0 && buffer.kind === 'number';
    if (isPlain && same(buffer.form, symbol(only)) && this.isBuffer(only)) return only;
    return this.path.lose(node, 'which buffer is meant is not followed');
  }

  private isBuffer(name: string): boolean {
    const key = name.replace(/@$/, '');
    return /\bByteBuffer$/.test(this.scope.typeOf(key) ?? '') || this.scope.assignments(key).some(isMade);
  }
}

/** All mentions of a buffer before a loop. */
const usesBefore = (key: string, loop: Loop, scope: Scope): Ir[] =>
  [...walk(scope.root)].filter(node => keyOf(node) === key && node.start < loop.start);

/** Whether a buffer is newly made, or was just cleared, when a loop begins. */
function isClearedBefore(before: Ir[], key: string, loop: Loop, scope: Scope): boolean {
  const last = before[before.length - 1];
  if (last && isClear(last) && last.parent?.parent === loop.parent) return true;
  const [made, ...others] = scope.assignments(key);
  if (!made || others.length > 0 || !isMade(made)) return false;
  const around = [...ancestors(loop)].filter(up => up.kind === 'loop');
  if (around.some(outer => !isWithin(made, outer))) return false;
  return before.every(node => isWithin(node, made) || isClear(node));
}

const isClear = ({ parent, ...node }: Ir): boolean =>
  parent?.kind === 'call' && parent.name === 'clear' && parent.receiver?.start === node.start;

/** `buffer.put(bytes)`, `buffer.putInt(n)`; one with a place, which is its first of two or four, does not move the buffer. */
const isPut = (node: Ir | undefined): boolean =>
  node?.parent?.kind === 'call' &&
  node.parent.receiver === node &&
  /^put/.test(node.parent.name) &&
  node.parent.args.length % 2 === 1;

/** `ByteBuffer.allocate(n)`, `ByteBuffer.wrap(array)`: at 0, with its capacity for a limit. */
const isMade = ({ value }: Assign): boolean =>
  value?.kind === 'call' && /^(allocate|allocateDirect|wrap)$/.test(value.name) && value.args.length === 1;
