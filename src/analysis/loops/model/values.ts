import type { Linear } from './linear';
import { constant } from './linear';

/** Which call an error came from, and what is known of its kind. */
export interface ErrorValue {
  /** `named`: no call, but a name of the language for a kind of failure (io.EOF). */
  from: 'read' | 'write' | 'named';
  /** The kind a test has found it to be (`EINTR`, `io.EOF`); null while it may be several. */
  known: string | null;
  /** Kinds that tests have ruled out. */
  not: Set<string>;
}

/** What an expression gives on one path through a loop. */
export type Value =
  | { kind: 'number'; form: Linear }
  /** Bytes of the chunk that was read: where they begin in it, and how many they are. */
  | { kind: 'bytes'; from: Linear; length: Linear }
  | { kind: 'error'; error: ErrorValue }
  /** nil, null, None. */
  | { kind: 'nothing' }
  | { kind: 'tuple'; items: Value[] }
  /** A result with named fields. */
  | { kind: 'record'; fields: Readonly<Record<string, Value>> }
  /** A stream that is true while its last call succeeded. */
  | { kind: 'stream'; good: boolean }
  | { kind: 'unknown' };

/** A field of a result; unknown where it has no such field. */
export const fieldOf = (value: Value, field: string): Value =>
  value.kind === 'record' ? (value.fields[field] ?? unknown) : unknown;

export const unknown: Value = { kind: 'unknown' };
export const nothing: Value = { kind: 'nothing' };
export const numeric = (form: Linear): Value => ({ kind: 'number', form });
export const amount = (value: number): Value => numeric(constant(value));
