import * as v from 'valibot';
import { choice, flag, own, pick, type ValuesOf, whole } from './fields';
import { cacheStates, orders, receiverModes, sinkModes, socketKinds, sweepAxes, userPasses } from './job';
import { routes } from './route';
import { count } from './sample';
import { strategyNames } from './strategy';

// The one description of a job. From it come the command line's options and help, what is checked and with which
// words, the settings, the messages to the worker and the conditions in a report; a test holds the backend's own table
// against it. Sizes are bytes; 0 takes the kernel's default where nothing else is said.

const KiB = 1024;

/** A call moves at most 0x7ffff000 bytes (read(2), sendfile(2)); a buffer of a GiB is as much as makes sense. */
export const largestChunk = 1024 ** 3;
/** The kernel doubles a socket's buffer and keeps the result in an int (net/core/sock.c): half of one is the most. */
const largestBuffer = 1024 ** 3;
/** Of a message, not a file; each run sends one before each file, however short a time it has. */
const largestHeader = 16 * 1024 ** 2;
/** A log's writer holds one append in memory. */
const largestAppend = 16 * 1024 ** 2;
/** io_uring's pump has 32 buffers: half of them are read while the others are written. */
const largestDepth = 16;

const chunk = v.pipe(count, v.minValue(1), v.maxValue(largestChunk));
const strategy = v.picklist(strategyNames);

/** The options of a request, in the order of the help. */
export const requestFields = {
  route: choice(routes, 'file-to-socket', { option: { name: 'route', operand: 'R', help: '' } }),
  /** `best` searches strategy, chunk, pipe size and socket options, and reports the winner. */
  strategies: own('all', v.union([v.picklist(['all', 'best']), v.pipe(v.array(strategy), v.minLength(1))]), {
    option: {
      name: 'strategy',
      operand: 'S',
      help: `all (default), best, or names with commas: ${strategyNames.join(', ')}`,
    },
  }),
  chunks: own([64 * KiB], v.pipe(v.array(chunk), v.minLength(1)), {
    option: { name: 'chunk', operand: 'N,…', help: 'bytes per call: 512, 4k, 64KiB (default), 1MiB' },
  }),
  cache: choice(cacheStates, 'warm', { option: { name: 'cache', operand: 'C', help: '' } }),
  receiver: choice(receiverModes, null, {
    option: { name: 'receiver', operand: 'R', help: 'by default poll where there are two cores, else block' },
    setting: 'receiver',
  }),
  /** Null has them chosen from the machine's topology. */
  cores: own(null, v.nullable(v.object({ sender: count, receiver: count })), {
    option: {
      name: 'cores',
      operand: 'S,R',
      help: 'cores of sender and receiver; by default two of one kind, near each other and the disk',
    },
  }),
  socket: choice(socketKinds, 'tcp', { option: { name: 'socket', operand: 'S', help: '' } }),
  order: choice(orders, 'sequential', { option: { name: 'order', operand: 'O', help: '' } }),
  offset: whole(
    'bytes',
    0,
    {},
    { option: { name: 'offset', operand: 'N', help: 'first byte of each file' } },
  ),
  /** Null is to the end. */
  length: whole(
    'bytes',
    null,
    { least: 1 },
    { option: { name: 'length', operand: 'N', help: 'bytes of each file' } },
  ),
  headerBytes: whole(
    'bytes',
    0,
    { most: largestHeader },
    {
      option: {
        name: 'header',
        operand: 'N',
        help: 'bytes of a header before each file, joined to it with MSG_MORE',
      },
    },
  ),
  /** TCP: the kernel encrypts what is sent (kernel TLS, AES-256-GCM). */
  kernelTls: flag(),
  pass: choice(userPasses, 'none', {
    option: { name: 'pass', operand: 'P', help: 'what user space does with the bytes' },
  }),
  /** By fdatasync or msync; 0 never flushes. */
  flushEvery: whole(
    'count',
    0,
    {},
    {
      option: { name: 'flush', operand: 'N', help: 'flush a file sink every N chunks' },
    },
  ),
  pipeBytes: whole(
    'bytes',
    0,
    { most: largestBuffer },
    {
      option: {
        name: 'pipe',
        operand: 'N',
        help: 'capacity of the pipe of splice and vmsplice (default the largest allowed)',
      },
    },
  ),
  sendBufferBytes: whole(
    'bytes',
    0,
    { most: largestBuffer },
    {
      option: { name: 'sndbuf', operand: 'N', help: 'SO_SNDBUF' },
    },
  ),
  receiveBufferBytes: whole(
    'bytes',
    0,
    { most: largestBuffer },
    {
      option: { name: 'rcvbuf', operand: 'N', help: 'SO_RCVBUF' },
    },
  ),
  receiveLowWater: whole(
    'bytes',
    0,
    { most: largestBuffer },
    {
      option: { name: 'rcvlowat', operand: 'N', help: 'SO_RCVLOWAT' },
    },
  ),
  /** Null takes what suits the cache. */
  depth: whole(
    'count',
    null,
    { least: 1, most: largestDepth },
    {
      option: {
        name: 'depth',
        operand: 'N',
        help: 'reads that io_uring keeps in flight, 1 to 16 (default 1, cold 8); a pipe takes splices one by one',
      },
    },
  ),
  preallocate: flag({
    option: { name: 'preallocate', help: 'allocate the output of a file sink before the clock starts' },
  }),
  populate: flag({ option: { name: 'populate', help: 'map all pages of a mapping by one call' } }),
  /** An unlinked temporary copy to which a writer appends once the earlier bytes are sent; 0 sends the input itself. */
  followBytes: whole(
    'bytes',
    0,
    { most: largestAppend },
    {
      option: {
        name: 'follow',
        operand: 'N',
        help: 'send the input as a log that grows by N bytes at a time, each append once those before are sent',
      },
    },
  ),
  sweep: choice(sweepAxes, null, {
    option: {
      name: 'sweep',
      operand: 'X',
      help: 'bytes per call of one stream, 512 B to 16 MiB; 1 KiB to the whole input; or messages of 64 B to 64 KiB, fetched from all over the input and sent one by one',
    },
  }),
  /** Its id; a scenario then sets the fields above. */
  scenario: own(null, v.nullable(v.string()), {
    option: { name: 'scenario', operand: 'ID', help: 'a ready-made question; see `iopath scenarios`' },
  }),
  /** Null adds rounds until the ratios' 95 % interval is narrow or the budget is spent. */
  rounds: whole(
    'count',
    null,
    { least: 1, most: 1000 },
    {
      option: {
        name: 'runs',
        operand: 'N',
        help: 'timed rounds; by default until the ratios are known to 5 %, or the budget is spent',
      },
    },
  ),
  budgetMs: whole(
    'milliseconds',
    10_000,
    { least: 1, most: 86_400_000 },
    {
      option: { name: 'budget', operand: 'S', help: 'seconds for all strategies together (default 10)' },
      setting: 'budget',
    },
  ),
} as const;
export type RequestFields = typeof requestFields;

/** The fields that are passed to a run unchanged. */
export const sharedNames = [
  'route',
  'socket',
  'order',
  'headerBytes',
  'kernelTls',
  'pass',
  'flushEvery',
  'pipeBytes',
  'sendBufferBytes',
  'receiveBufferBytes',
  'receiveLowWater',
  'preallocate',
  'populate',
  'followBytes',
] as const;

/** The scalar values of one run. Files, cores and the output's folder have their own shapes. */
export const runFields = {
  ...pick(requestFields, sharedNames),
  strategy: choice(strategyNames, 'read-write'),
  /** Bytes requested per call. */
  chunkBytes: whole('bytes', 64 * KiB, { least: 1, most: largestChunk }),
  /** Seed of the random order, the same for every strategy. */
  seed: whole('count', 1),
  receiver: choice(receiverModes, 'block'),
  /** `discard` drops bytes unread (MSG_TRUNC); `verify` hashes at the sink and compares with the source. */
  sink: choice(sinkModes, 'discard'),
  /** io_uring: reads in flight; 1 alternates reads and writes. */
  depth: whole('count', 1, { least: 1, most: largestDepth }),
  /** Rate of kernel call-chain samples on the sender's thread, Hz; 0 takes none. */
  sampleHz: whole('count', 0),
} as const;

/** The fields that a report repeats because they are equal for all its transfers. */
export const conditionNames = [
  'socket',
  'order',
  'pass',
  'headerBytes',
  'flushEvery',
  'followBytes',
  'offset',
  'length',
  'preallocate',
  'populate',
  'depth',
] as const;
export const conditionFields = pick({ ...requestFields, depth: runFields.depth }, conditionNames);

/** Values that request and run share. */
export type SharedValues = ValuesOf<Pick<RequestFields, (typeof sharedNames)[number]>>;
