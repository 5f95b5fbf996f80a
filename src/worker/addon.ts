import type { Reason } from '../model/availability';
import type { SocketKind, UserPass } from '../model/job';
import type { Message } from '../model/message';
import type { ObservationQuestion, Observed } from '../model/observation';
import type { Probe, Residency } from '../model/probe';
import type { Route } from '../model/route';
import type { RunSpec } from '../model/runSpec';
import type { RunResult } from '../model/sample';

export type { Probe, Residency } from '../model/probe';

/** A run under way. `done` rejects with a NativeError; after `cancel` it rejects within 100 ms with code ECANCELED. */
export interface RunHandle {
  done: Promise<RunResult>;
  cancel(): void;
}

/** The addon's error: Node's own `code` (errno name), the syscall, and the path if there is one. */
export interface NativeError extends Error {
  code: string;
  errno: number;
  syscall: string;
  path?: string;
  /** For ENOTSUP: why this job can't run here, with its messages. */
  reason?: Reason;
  why?: Message;
  remedy?: Message;
}

/** A strategy's traits from its file in native/strategies; the build writes src/model/strategyTable.ts from them. */
export interface NativeTraits {
  name: string;
  /** Routes it supports. */
  routes: Route[];
  /** Passes over the data in user space that it allows. */
  passes: UserPass[];
  /** Whether it can follow a log that grows. */
  followsGrowth: boolean;
  /** Codes of the reasons against other routes, other passes and growing logs; null where there is none. */
  reasons: { routes: string | null; passes: string | null; growth: string | null };
  /** The strategy whose legs it shares, or itself. */
  movesLike: string;
  /** Whether it makes a pipe, so that the pipe's size matters. */
  takesPipe: boolean;
  /** Whether a polling kernel thread moves the bytes. */
  kernelPolls: boolean;
  /** Whether the output may share extents with the input. */
  mayShareExtents: boolean;
  /** Whether it opens files with O_DIRECT. */
  bypassesPageCache: boolean;
}

/** The values that the backend accepts for one field of a run; a missing field has its default. */
export type NativeField =
  | { kind: 'choice'; choices: string[]; standard: string }
  | { kind: 'whole'; least: number; most: number; standard: number }
  | { kind: 'flag'; standard: boolean };

/** The native backend's JavaScript interface, with messages for its reasons. Only the worker process may load it. */
export interface Addon {
  /** Starts one run on threads of its own; `onProgress` gets bytes delivered so far, at most every 50 ms. */
  run(spec: RunSpec, onProgress: (bytes: number) => void): RunHandle;
  /** Routes over sockets are tried on that kind, TCP by default. */
  probe(directory: string, socket?: SocketKind): Probe;
  /** In the order in which they are shown. */
  strategies(): NativeTraits[];
  /** The single values of a RunSpec by name, the strategy's apart. */
  fields(): Record<string, NativeField>;
  /**
   * The aliasing experiment on a scratch file in `directory`; some milliseconds. Unix datagram sockets are on no measured
   * path: they show that the same call can have the other answer.
   */
  observe(question: Omit<ObservationQuestion, 'socket'> & { socket: SocketKind | 'unix-datagram' }): Observed;
  /** What the page cache holds of a range; `length` null is to the end of the file. Bytes. */
  residency(path: string, offset: number, length: number | null): Residency;
  /** Reads the range into the page cache, or asks the kernel to drop it; resolves with what is resident afterwards. */
  warm(path: string, offset: number, length: number | null): Residency;
  evict(path: string, offset: number, length: number | null): Residency;
}
