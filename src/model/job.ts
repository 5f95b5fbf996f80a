import type { RunCores } from './cores';
import type { Route } from './route';
import type { StrategyName } from './strategy';

/** How the far end of a socket or pipe waits: spinning on its own core, asleep in recv, or asleep on the sender's core. */
export const receiverModes = ['poll', 'block', 'same-core'] as const;
export type ReceiverMode = (typeof receiverModes)[number];

export const socketKinds = ['tcp', 'unix'] as const;
export type SocketKind = (typeof socketKinds)[number];

export const cacheStates = ['warm', 'cold'] as const;
export type CacheState = (typeof cacheStates)[number];

export const orders = ['sequential', 'random'] as const;
export type Order = (typeof orders)[number];

/**
 * What a sweep varies: bytes per call of one stream; bytes of the input; or the size of messages that are fetched
 * one by one from all over the input, each sent by itself, as a queue's consumers do.
 */
export const sweepAxes = ['chunk', 'size', 'message'] as const;
export type SweepAxis = (typeof sweepAxes)[number];

/** What user space does with the bytes on their way: nothing, sum them, change them, or encrypt them (AES-256-GCM). */
export const userPasses = ['none', 'checksum', 'transform', 'encrypt'] as const;
export type UserPass = (typeof userPasses)[number];

/** One file, or a range of it. `length` null means to the end of the file as it is when opened. Bytes. */
export interface FileRange {
  path: string;
  offset: number;
  length: number | null;
}

/**
 * Everything the native backend needs to make one run: one strategy moving the whole input once. All sizes
 * are bytes; 0 means the kernel's default unless said otherwise. The backend never opens `files` for writing.
 */
export interface RunSpec {
  strategy: StrategyName;
  route: Route;
  socket: SocketKind;
  files: FileRange[];
  /** Bytes asked for per call; at least 1. */
  chunkBytes: number;
  order: Order;
  /** Seed of the random order, so that every strategy meets the same one. */
  seed: number;
  receiver: ReceiverMode;
  /** `discard` drops bytes unread (MSG_TRUNC); `verify` hashes at the sink and compares with the source. */
  sink: 'discard' | 'verify';
  /** A header of this many bytes goes before each file, joined to it with MSG_MORE; 0 sends none. */
  headerBytes: number;
  /** TCP: have the kernel encrypt what is sent (kernel TLS, AES-256-GCM); missing is no. */
  kernelTls?: boolean;
  pass: UserPass;
  /** File sinks: flush (fdatasync or msync) after every this many chunks; 0 never flushes. */
  flushEvery: number;
  /**
   * Send the input as a log that grows while it is followed: a nameless copy to which a writer appends so many bytes
   * at a time, each once those before are sent. 0 or missing sends the files as they are.
   */
  followBytes?: number;
  /** splice, vmsplice: capacity of the pipe; 0 takes the largest allowed. */
  pipeBytes: number;
  sendBufferBytes: number;
  receiveBufferBytes: number;
  /** SO_RCVLOWAT of the receiver. */
  receiveLowWater: number;
  /** io_uring: reads in flight at the same time, 1 to 16; missing or 1 reads and writes by turns. */
  depth?: number;
  /** File sinks: the output has its size and its blocks before the clock starts; missing is no. */
  preallocate?: boolean;
  /** Mappings: all pages are mapped by one call (MADV_POPULATE_READ or _WRITE); missing is no. */
  populate?: boolean;
  /** Cores to pin the threads to; null leaves them to the scheduler. */
  cores: RunCores | null;
  /** File sinks: the folder that holds the unlinked output; on the input's filesystem for a true figure. */
  outputDirectory: string;
  /** Rate of kernel call-chain samples on the sender's thread, Hz; 0 takes none. */
  sampleHz: number;
}
