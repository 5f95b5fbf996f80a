import type { ReadConvention, WriteConvention } from '../../calls/conventions';
import type { Ir } from '../../syntax/ir';
import { keyOf } from '../../syntax/ir';
import { Raised } from './leaving';
import type { Linear } from './linear';
import { constant } from './linear';
import type { ErrorValue, Value } from './values';
import { amount, nothing, numeric, unknown } from './values';

/** What a read did. `after`: the error that came with its bytes, or at the end (Go). */
export interface ReadResult {
  length: Linear;
  error: ErrorValue | null;
  ended: boolean;
  after: ErrorValue | null;
}

/** What a write did. */
export interface WriteResult {
  moved: Linear;
  error: ErrorValue | null;
}

const errorOf = (error: ErrorValue): Value => ({ kind: 'error', error });
const throws = (node: Ir, error: ErrorValue): never => {
  throw new Raised({ word: 'throw', node, value: errorOf(error) });
};

/** What a read gives back, by convention (calls/conventions.ts). */
export function resultOfRead(node: Ir, convention: ReadConvention, result: ReadResult): Value {
  const { length, error, ended, after } = result;
  switch (convention) {
    case 'posix':
      return error ? amount(-1) : numeric(length);
    case 'throwing':
      return error ? throws(node, error) : numeric(length);
    case 'record':
      return error ? throws(node, error) : { kind: 'record', fields: { bytesRead: numeric(length) } };
    case 'java':
      return error ? throws(node, error) : ended ? amount(-1) : numeric(length);
    case 'bytes':
    case 'iteration':
      return error ? throws(node, error) : { kind: 'bytes', from: constant(0), length };
    case 'go': {
      const failure = error ?? after;
      return { kind: 'tuple', items: [numeric(length), failure ? errorOf(failure) : nothing] };
    }
    case 'result':
      return error ? errorOf(error) : numeric(length);
    case 'stream':
      return { kind: 'stream', good: !error && !ended };
  }
}

/** What a write gives back, by convention. */
export function resultOfWrite(node: Ir, convention: WriteConvention, { moved, error }: WriteResult): Value {
  switch (convention) {
    case 'posix':
      return error ? amount(-1) : numeric(moved);
    case 'zero':
      return amount(error ? -1 : 0);
    case 'all':
      return error ? throws(node, error) : unknown;
    case 'counting':
      return error ? throws(node, error) : numeric(moved);
    case 'counting-record':
      return error ? throws(node, error) : { kind: 'record', fields: { bytesWritten: numeric(moved) } };
    case 'buffered':
      return unknown;
    case 'go':
      return { kind: 'tuple', items: [numeric(moved), error ? errorOf(error) : nothing] };
    case 'result':
      return error ? errorOf(error) : numeric(moved);
    case 'result-all':
      return error ? errorOf(error) : nothing;
    case 'stream':
      return { kind: 'stream', good: !error };
  }
}

/**
 * Whether a write may take less than it is given without an error. Go's writers may not; a program that asks for the
 * count reckons with those that do.
 */
export const mayBeShort = (convention: WriteConvention, call: Ir): boolean =>
  convention === 'go' ? isCountKept(call) : /^(posix|counting|counting-record|result)$/.test(convention);

const isCountKept = ({ parent }: Ir): boolean =>
  parent?.kind === 'assign' ? keyOf(parent.targets[0] ?? null) !== '_' : parent?.kind !== 'block';

/** Whether a write may fail where it is called. */
export const mayFail = (convention: WriteConvention): boolean => convention !== 'buffered';
