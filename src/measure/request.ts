import { Problem } from '../model/problem';
import type { ProfileRequest } from '../model/profile';
import { strategyNames } from '../model/strategy';

/** What is asked for when nothing else is said; paths are the caller's. */
export const defaultRequest: Omit<ProfileRequest, 'paths'> = {
  route: 'file-to-socket',
  strategies: 'all',
  chunks: [64 * 1024],
  cache: 'warm',
  receiver: null,
  cores: null,
  depth: null,
  preallocate: false,
  populate: false,
  socket: 'tcp',
  order: 'sequential',
  offset: 0,
  length: null,
  headerBytes: 0,
  pass: 'none',
  flushEvery: 0,
  followBytes: 0,
  pipeBytes: 0,
  sendBufferBytes: 0,
  receiveBufferBytes: 0,
  receiveLowWater: 0,
  rounds: null,
  budgetMs: 10_000,
  sweep: null,
  scenario: null,
};

/** A log grows by at most this much at a time: the writer holds one record in memory. */
export const largestRecord = 16 * 1024 ** 2;

/** A call moves at most 0x7ffff000 bytes (read(2), sendfile(2)); a buffer of a GiB is as much as makes sense. */
export const largestChunk = 1024 ** 3;

const bad = (what: string, why: string, remedy: string) => new Problem('input', { what, why, remedy });

const whole = (value: number, least: number, most = Number.MAX_SAFE_INTEGER) =>
  Number.isSafeInteger(value) && value >= least && value <= most;

/** Throws a Problem where a request asks for what no run can do. Callers in TypeScript still send user input. */
export function checkRequest(request: ProfileRequest): void {
  if (request.chunks.length === 0) throw bad('No chunk size was given.', 'A run needs one.', 'Give 64KiB.');
  for (const chunk of request.chunks) if (!whole(chunk, 1, largestChunk)) throw badChunk(String(chunk));
  if (Array.isArray(request.strategies)) checkStrategies(request.strategies);
  if (request.rounds !== null && !whole(request.rounds, 1, 1000))
    throw bad(
      `${request.rounds} rounds can't be run.`,
      'The number of timed rounds goes from 1 to 1000.',
      'Leave it out to have as many as the figures need.',
    );
  if (!whole(request.budgetMs, 1, 86_400_000))
    throw bad(
      `A budget of ${request.budgetMs / 1000} s can't be kept.`,
      'It is the time for all strategies together, from 1 ms to a day.',
      'Give seconds, such as 10.',
    );
  const sizes = [
    'offset',
    'headerBytes',
    'flushEvery',
    'pipeBytes',
    'sendBufferBytes',
    'receiveBufferBytes',
    'receiveLowWater',
  ] as const;
  for (const name of sizes) checkSize(name, request[name]);
  checkFollowing(request);
  checkDepth(request.depth ?? 1);
  if (request.length !== null && !whole(request.length, 1)) throw badSize('length', request.length);
}

function checkStrategies(names: readonly string[]): void {
  if (names.length === 0) throw bad('No strategy was named.', 'A run needs one.', 'Name one, or say all.');
  const unknown = names.find(name => !(strategyNames as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw bad(
      `There is no strategy '${unknown}'.`,
      `The strategies are: ${strategyNames.join(', ')}.`,
      'Name some of them with commas between, or say all or best.',
    );
}

/** io_uring's pump has 32 buffers: half of them are read while the others are written. */
const mostDepth = 16;

function checkDepth(depth: number): void {
  if (!whole(depth, 1, mostDepth))
    throw bad(
      `A depth of ${depth} can't be used.`,
      `io_uring keeps 1 to ${mostDepth} reads in flight here.`,
      'Give --depth such as 1 or 8.',
    );
}

/** What cannot be asked of a log that grows: it is read in its own order, from memory, without headers. */
function checkFollowing({ followBytes = 0, order, cache, headerBytes }: ProfileRequest): void {
  if (!whole(followBytes, 0, largestRecord))
    throw bad(
      `A log can't be made to grow by ${followBytes} bytes at a time.`,
      'One append is held in memory: 1 B to 16 MiB.',
      'Give a size such as 4KiB or 1MiB.',
    );
  const against =
    (order === 'random' && 'a log is followed in its own order') ||
    (cache === 'cold' && 'what was just appended is in the page cache') ||
    (headerBytes > 0 && 'a log that is followed has no header');
  if (followBytes > 0 && against)
    throw bad(
      "This can't be asked of a log that grows.",
      `It makes no sense: ${against}.`,
      'Leave one of the two out.',
    );
}

/** Kernel sizes are C ints: beyond that setsockopt and F_SETPIPE_SZ would wrap round. */
function checkSize(name: string, value: number): void {
  const most = name === 'offset' || name === 'flushEvery' ? Number.MAX_SAFE_INTEGER : 2 ** 31 - 1;
  if (!whole(value, 0, most)) throw badSize(name, value);
}

const badSize = (name: string, value: number) =>
  bad(
    `A ${name} of ${value} can't be used.`,
    'It is out of range for a size in bytes.',
    'Give a size such as 64KiB.',
  );

/** What to say of a chunk size nobody can use. */
export function badChunk(text: string): Problem {
  return bad(
    `A chunk of '${text}' can't be used.`,
    'A chunk is the bytes asked for per call: a whole number from 1 B to 1 GiB.',
    'Give a size such as 512, 4k, 64KiB or 1MiB.',
  );
}
