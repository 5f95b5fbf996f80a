/**
 * How a call that moves bytes reports its result. A table names one for each read and write; without one a loop that
 * makes the call is not understood and gets no fix.
 *
 * Reads:
 * - `posix`: the count, 0 at the end, -1 and errno on failure.
 * - `throwing`: the count, 0 at the end; throws on failure (.NET, Node's readSync, Python's readinto).
 * - `java`: the count, -1 at the end; throws on failure.
 * - `bytes`: the bytes, none at the end; throws on failure (Python's read).
 * - `go`: the count and an error, which is io.EOF at the end.
 * - `result`: a Result with the count, 0 at the end (Rust).
 * - `record`: a record whose `bytesRead` is the count, 0 at the end; throws on failure (Node's file handles).
 * - `iteration`: a for-each over chunks; throws on failure.
 * - `stream`: a stream that is true after a full chunk; its gcount is the count (C++).
 *
 * Writes:
 * - `posix`: the count, which may be short; -1 and errno on failure.
 * - `zero`: 0, or -1 and errno on failure; never short.
 * - `all`: writes everything or throws; its value is not followed.
 * - `counting`: the count, which may be short; throws on failure (Java's channels, Node's writeSync).
 * - `counting-record`: a record whose `bytesWritten` is the count, which may be short; throws on failure (Node's file
 *   handles).
 * - `buffered`: takes everything into memory, and returns whether there is room for more; failures come later, as events
 *   (Node's streams).
 * - `go`: the count and an error, never short without one.
 * - `result`: a Result with the count, which may be short (Rust's write).
 * - `result-all`: an empty Result, never short (Rust's write_all).
 * - `stream`: a stream that is true unless something failed (C++).
 */
export const readConventions = [
  'posix',
  'throwing',
  'java',
  'bytes',
  'record',
  'go',
  'result',
  'iteration',
  'stream',
] as const;
export const writeConventions = [
  'posix',
  'zero',
  'all',
  'counting',
  'counting-record',
  'buffered',
  'go',
  'result',
  'result-all',
  'stream',
] as const;
export type ReadConvention = (typeof readConventions)[number];
export type WriteConvention = (typeof writeConventions)[number];
