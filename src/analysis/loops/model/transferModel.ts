import type { ReadConvention, WriteConvention } from '../../calls/conventions';
import type { TransferShape } from '../../source/languageTables';
import type { Call, Ir } from '../../syntax/ir';
import type { Chunk, Given } from './chunk';
import { addressOf, isComputed, isIn, placeBehind, sliceOf, takenOf } from './chunk';
import type { Cursors } from './cursors';
import type { Linear } from './linear';
import { constant, constantOf, minus, plus, same } from './linear';
import { mayBeShort, mayFail, resultOfRead, resultOfWrite } from './outcomes';
import type { Path, ReadOutcome, WriteOutcome } from './path';
import type { ErrorValue, Value } from './values';
import { amount, numeric } from './values';

/** What Go's readers give at the end. */
const endOfFile = { from: 'read', known: 'io.EOF' } as const;

type Evaluate = (node: Ir | null) => Value;
const evaluateIf = (node: Ir | null, evaluate: Evaluate): Value | null => node && evaluate(node);

/** What the reads and writes of one step do, in all the ways they may turn out. */
export class Transfers {
  source: Linear | null = null;
  sink: Linear | null = null;
  chunk: Chunk | null = null;
  /** Where errno stands for one: the last failure on this path. */
  lastError: Value | null = null;
  private ended = false;
  private failed = { read: false, write: false };
  private wasShort = false;
  /** The read returned the end together with its last bytes (Go). */
  endsWithBytes = false;

  constructor(
    private readonly path: Path,
    private readonly cursors: Cursors,
  ) {}

  move(call: Call, shape: TransferShape, evaluate: Evaluate): Value {
    const end = evaluate(this.part(call, shape.end));
    const place = typeof shape.buffer === 'number' ? evaluate(call.args[shape.buffer] ?? null) : null;
    // What is left out stands for the whole buffer.
    const lengths = [shape.length ?? []]
      .flat()
      .flatMap(at => call.args[at] ?? [])
      .map(evaluate);
    const offset = evaluateIf(
      shape.offset === undefined ? null : (call.args[shape.offset] ?? null),
      evaluate,
    );
    for (const arg of this.otherArguments(call, shape)) evaluate(arg);
    if (lengths.length > 1 || shape.single) return this.path.lose(call, `${call.name} is not followed`);
    const given = { end, place: placeBehind(place, offset), length: lengths[0] ?? null };
    return shape.cursor && place
      ? this.moveCursor(call, shape, end, place)
      : this.moveBytes(call, shape, given);
  }

  private moveBytes(call: Call, { effect, returns }: TransferShape, given: Given): Value {
    return effect === 'read'
      ? this.read(call, returns as ReadConvention, given)
      : this.write(call, returns as WriteConvention, given);
  }

  /** A buffer with a position of its own, which moves by what was read or written. */
  private moveCursor(call: Call, shape: TransferShape, end: Value, buffer: Value): Value {
    const room = this.cursors.room(call, buffer);
    const before = this.chunk?.delivered ?? constant(0);
    const value = this.moveBytes(call, shape, { end, ...room, isCounted: true });
    const reads = shape.effect === 'read' && !this.ended && this.chunk;
    const by = reads ? reads.length : minus(this.chunk?.delivered ?? constant(0), before);
    this.cursors.advance(call, buffer, by);
    return value;
  }

  /** One chunk of a for-each over a source; null at its end. */
  iterate(loop: Ir, end: Value): Value | null {
    const chunk = this.read(loop, 'iteration', { end, place: null, length: null });
    return this.ended ? null : chunk;
  }

  private part(call: Call, at: 'receiver' | number): Ir | null {
    return at === 'receiver' ? call.receiver : (call.args[at] ?? null);
  }

  private otherArguments(call: Call, { end, buffer, length, offset }: TransferShape): Ir[] {
    const known = [end, buffer, offset, ...[length ?? []].flat()];
    return call.args.filter((_, at) => !known.includes(at));
  }

  private read(call: Ir, convention: ReadConvention, given: Given): Value {
    this.source = this.endOf(call, given.end, this.source, 'reads from more than one source');
    if (this.ended && /^(stream|go)$/.test(convention)) return this.readAtEnd(call, convention);
    if (this.ended) this.path.lose(call, 'the loop reads on at the end of the source');
    if (this.chunk) this.path.lose(call, 'the loop reads twice in one step');
    const outcomes: ReadOutcome[] = this.failed.read ? ['data', 'end'] : ['data', 'end', 'error'];
    const outcome = outcomes[this.path.choose(outcomes.length)]!;
    const length = outcome === 'data' ? this.arrived(given.length) : constant(0);
    const error = outcome === 'error' ? this.fail('read') : null;
    if (convention === 'go') error?.not.add(endOfFile.known);
    const request = given.length?.kind === 'number' ? given.length.form : null;
    this.path.note({ kind: 'read', node: call, outcome, length, request, error });
    this.streamLength = length;
    if (outcome === 'data') this.chunk = { address: addressOf(given.place), length, delivered: constant(0) };
    const isLast = convention === 'stream' && this.isLastPiece(outcome, length, given.length);
    this.ended = outcome === 'end' || isLast;
    const after = convention === 'go' ? this.endBeside(outcome) : null;
    return resultOfRead(call, convention, { length, error, ended: this.ended, after });
  }

  /** The error that Go's readers give at the end, or together with the last bytes. */
  private endBeside(outcome: ReadOutcome): ErrorValue | null {
    if (outcome === 'error') return null;
    if (outcome === 'data' && this.path.choose(2) === 0) return null;
    this.ended = true;
    this.endsWithBytes = outcome === 'data';
    return { ...endOfFile, not: new Set() };
  }

  /** A stream's read that finds less than was asked for takes it, and is at the end. */
  private isLastPiece(outcome: ReadOutcome, length: Linear, request: Value | null): boolean {
    if (outcome !== 'data' || request?.kind !== 'number') return false;
    const missing = minus(request.form, length);
    const isLast = this.path.choose(2) === 1;
    this.path.facts.addAtLeastZero(isLast ? plus(missing, constant(-1)) : minus(constant(0), missing));
    return isLast;
  }

  private readAtEnd(call: Ir, convention: ReadConvention): Value {
    if (!this.isDelivered && !this.failed.write) return this.path.lose(call, 'the last piece is not written');
    this.path.note({
      kind: 'read',
      node: call,
      outcome: 'end',
      length: constant(0),
      request: null,
      error: null,
    });
    this.streamLength = constant(0);
    const after = convention === 'go' ? { ...endOfFile, not: new Set<string>() } : null;
    return resultOfRead(call, convention, { length: constant(0), error: null, ended: true, after });
  }

  private streamLength = constant(0);

  /** Bytes of a stream's last read. */
  get counted(): Value {
    return numeric(this.streamLength);
  }

  /** A stream as a condition: false once a call on it has failed or found the end. */
  stateOf(end: Value): Value {
    const isSource = end.kind === 'number' && this.source !== null && same(end.form, this.source);
    return { kind: 'stream', good: isSource ? !this.ended && !this.failed.read : !this.failed.write };
  }

  /** `in.eof()`, `in.good()`, `in.fail()`, `in.bad()`. */
  stateFlag(question: string, end: Value): Value {
    const isSink = end.kind === 'number' && this.sink !== null && same(end.form, this.sink);
    const failed = isSink ? this.failed.write : this.failed.read;
    const ended = !isSink && this.ended;
    if (/^(eof|atEnd)$/.test(question)) return amount(ended ? 1 : 0);
    if (question === 'good') return amount(failed || ended ? 0 : 1);
    if (question === 'fail') return amount(failed || ended ? 1 : 0);
    if (question === 'bad') return amount(failed ? 1 : 0);
    return this.path.freshNumber(question);
  }

  /** A count from 1 to what was asked for. */
  private arrived(request: Value | null): Linear {
    const count = this.path.fresh('read');
    this.path.facts.addAtLeastZero(plus(count, constant(-1)));
    if (request?.kind === 'number') this.path.facts.addAtLeastZero(minus(request.form, count));
    return count;
  }

  private fail(from: 'read' | 'write'): ErrorValue {
    this.failed[from] = true;
    const error: ErrorValue = { from, known: null, not: new Set() };
    this.lastError = { kind: 'error', error };
    return error;
  }

  private write(call: Ir, convention: WriteConvention, given: Given): Value {
    this.sink = this.endOf(call, given.end, this.sink, 'writes to more than one sink');
    const chunk = this.chunk;
    const taken = takenOf(chunk, given);
    if (!chunk) {
      if (taken.length && constantOf(taken.length) === 0)
        return resultOfWrite(call, convention, { moved: constant(0), error: null });
      return this.path.lose(call, 'the loop writes what it did not read in this step');
    }
    const left = minus(chunk.length, chunk.delivered);
    const { begins, length } = taken;
    const exact = length !== null && begins !== null && same(length, left) && same(begins, chunk.delivered);
    const outcome = this.outcomeOfWrite(call, convention);
    const error = outcome === 'error' ? this.fail('write') : null;
    const isCounted = length !== null && (given.isCounted || isComputed(length));
    const differs = !exact && isCounted && this.path.facts.isZero(minus(length, left)) !== true;
    this.path.note({ kind: 'write', node: call, outcome, exact, differs, error });
    if (!exact)
      this.path.note({ kind: 'unknown', node: call, why: 'the write takes other bytes than were read' });
    const moved = this.movedBy(outcome, convention, left);
    chunk.delivered = plus(chunk.delivered, moved);
    if (convention === 'buffered') return this.roomAfter();
    return resultOfWrite(call, convention, { moved, error });
  }

  /** Whether the sink of the last write takes more at once; null before it. */
  private room: Linear | null = null;

  /** A stream's answer to a write: whether it has room for more. */
  private roomAfter(): Value {
    this.room = this.path.fresh('room');
    return numeric(this.room);
  }

  /** Whether an end is the sink, and its last write reported that there is no room. */
  isFull(end: Value): boolean {
    const isSink = end.kind === 'number' && this.sink !== null && same(end.form, this.sink);
    return isSink && this.room !== null && this.path.facts.isZero(this.room) === true;
  }

  /** Bytes of the chunk that a write took; a failed one may have taken some (Go). */
  private movedBy(outcome: WriteOutcome, convention: WriteConvention, left: Linear): Linear {
    if (outcome === 'full') return left;
    return outcome === 'short' || convention === 'go' ? this.pieceOf(left) : constant(0);
  }

  private outcomeOfWrite(call: Ir, convention: WriteConvention): WriteOutcome {
    const outcomes: WriteOutcome[] = ['full'];
    if (mayBeShort(convention, call) && !this.wasShort) outcomes.push('short');
    if (!this.failed.write && mayFail(convention)) outcomes.push('error');
    const outcome = outcomes[this.path.choose(outcomes.length)]!;
    if (outcome === 'short') this.wasShort = true;
    return outcome;
  }

  /** A count from 1 to one less than the whole. */
  private pieceOf(whole: Linear): Linear {
    const count = this.path.fresh('written');
    this.path.facts.addAtLeastZero(plus(count, constant(-1)));
    this.path.facts.addAtLeastZero(plus(minus(whole, count), constant(-1)));
    return count;
  }

  private endOf(node: Ir, given: Value, known: Linear | null, why: string): Linear {
    if (given.kind !== 'number') return this.path.lose(node, 'an end of the loop is not followed');
    if (known && !same(known, given.form)) return this.path.lose(node, `the loop ${why}`);
    return given.form;
  }

  /** A piece of a buffer or of bytes, from its first bound to its second. */
  slice(whole: Value, bounds: Value[]): Value {
    return sliceOf(this.chunk, whole, bounds);
  }

  /** Whether a value leads to the bytes, to an end, or to a variable of the loop. */
  concerns(value: Value): boolean {
    if (value.kind === 'record') return Object.values(value.fields).some(field => this.concerns(field));
    if (value.kind === 'bytes' || value.kind === 'stream' || value.kind === 'unknown') return true;
    if (value.kind !== 'number') return false;
    const names = [this.source, this.sink, this.chunk?.address ?? null].flatMap(form => [
      ...(form?.terms.keys() ?? []),
    ]);
    return [...value.form.terms.keys()].some(name => name.startsWith('&') || names.includes(name));
  }

  /** Whether a value points into the bytes that were read. */
  isInChunk(value: Value): boolean {
    return isIn(this.chunk, value);
  }

  /** Whether all of what the step read went to the sink. */
  get isDelivered(): boolean {
    return this.chunk === null || same(this.chunk.length, this.chunk.delivered);
  }

  /** The read said that nothing is left. */
  get atEnd(): boolean {
    return this.ended;
  }

  /** Bytes the step moved. */
  get moved(): Linear {
    return this.chunk?.delivered ?? constant(0);
  }
}
