// What a call of a function of the same file moves, told by what the function does.
import type { Scope } from '../source/languageTables';
import type { Call, Func, Ir } from '../syntax/ir';
import { isWithin, keyOf, walk } from '../syntax/ir';
import { bufferIn } from './buffers';
import { resultOf, type Transfer } from './transfer';

export interface Inside {
  inner: Scope;
  all: Transfer[];
}

/** What a same-file function does with the buffer it is given, as a transfer of the calling code. */
export function helperTransfer(
  call: Call,
  helper: Func,
  { inner, all }: Inside,
  scope: Scope,
): Transfer | null {
  return (
    passedBuffer(call, all, inner, scope, helper) ??
    returnedBytes(call, all, inner, helper, scope) ??
    ownField(call, all, inner, helper)
  );
}

/** A method of the same object that reads into, or writes from, a field. */
function ownField(call: Call, all: Transfer[], inner: Scope, helper: Func): Transfer | null {
  const { selfReceivers } = inner.file.language;
  if (!selfReceivers.test('this') || (call.receiver && !selfReceivers.test(keyOf(call.receiver) ?? '')))
    return null;
  const [move, ...others] = all;
  const key = move?.buffer?.key;
  if (!move || !key || others.some(other => other.effect !== move.effect || other.buffer?.key !== key))
    return null;
  if (inner.assignments(key).length > 0 || !inner.file.global(key)) return null;
  return {
    ...move,
    at: call,
    end: mappedArgument(move.end, call, inner) ?? move.end,
    bytes: move.effect === 'write' ? move.buffer!.node : null,
    count: keyOf(resultOf(call)),
    length: null,
    lengths: [],
    offset: null,
    helper,
  };
}

function passedBuffer(
  call: Call,
  all: Transfer[],
  inner: Scope,
  scope: Scope,
  helper: Func,
): Transfer | null {
  for (let position = 0; position < call.args.length; position += 1) {
    const moves = all.filter(
      move => move.buffer && inner.parameter(rootName(move.buffer.key, inner)) === position,
    );
    const effects = new Set(moves.map(move => move.effect));
    if (moves.length === 0 || effects.size > 1) continue;
    const move = moves[0]!;
    const result = resultOf(call);
    const mapped = (node: Ir | null): Ir | null => mappedArgument(node, call, inner);
    const length = mapped(move.length);
    return {
      ...move,
      at: call,
      end: mapped(move.end),
      buffer: bufferIn(call.args[position]!, scope),
      bytes: move.effect === 'write' ? call.args[position]! : null,
      count: keyOf(result),
      length,
      lengths: length ? [length] : [],
      offset: mapped(move.offset),
      helper,
    };
  }
  return null;
}

/** Follows `const char *p = buf` inside a helper back to the parameter. */
function rootName(key: string, inner: Scope, depth = 0): string {
  if (inner.parameter(key) >= 0 || depth > 4) return key;
  for (const assignment of inner.assignments(key)) {
    const part = assignment.value && assignment.operator === '=' ? bufferIn(assignment.value, inner) : null;
    if (part && !part.through && part.key !== key) return rootName(part.key, inner, depth + 1);
  }
  return key;
}

/** The caller's argument for what a helper names by its parameter; null where it is something else. */
export function mappedArgument(node: Ir | null, call: Call, inner: Scope): Ir | null {
  if (!node) return null;
  for (const part of walk(node)) {
    const key = keyOf(part);
    const position = key ? inner.parameter(rootName(key, inner)) : -1;
    if (position >= 0) return call.args[position] ?? null;
    if (key && inner.assignments(key).length === 0) return inner.file.global(key) ? part : null;
  }
  return null;
}

function returnedBytes(
  call: Call,
  all: Transfer[],
  inner: Scope,
  helper: Func,
  scope: Scope,
): Transfer | null {
  const read = all.find(move => move.effect === 'read' && move.returnsBytes);
  const result = resultOf(call);
  if (!read || !result || all.some(move => move.effect === 'write')) return null;
  if (!returnsOnly(helper, read)) return null;
  return {
    ...read,
    at: call,
    end: mappedArgument(read.end, call, inner) ?? read.end,
    buffer: bufferIn(result, scope),
    length: mappedArgument(read.length, call, inner) ?? read.length,
    helper,
  };
}

/** Whether every return hands on the read's bytes as they are. */
export function returnsOnly(helper: Func, read: Transfer): boolean {
  const returned = [...walk(helper)].filter(isHandedOut);
  return returned.every(node => {
    const value = node.kind === 'jump' ? node.value : null;
    return !value || isWithin(read.at, value) || (read.buffer && keyOf(value) === read.buffer.key);
  });
}

export const isHandedOut = (node: Ir): boolean => node.kind === 'jump' && /^(return|yield)$/.test(node.word);
