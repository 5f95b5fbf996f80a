import type { RunSpec, SocketKind } from '../model/job';
import type { ObservationQuestion, Observed } from '../model/observation';
import type { Probe, Residency } from '../model/probe';
import type { RunResult } from '../model/sample';

export type { Probe, Residency } from '../model/probe';

/** A run under way. `done` rejects with a NativeError; after `cancel` it rejects within 100 ms with code ECANCELED. */
export interface RunHandle {
  done: Promise<RunResult>;
  cancel(): void;
}

/** How the addon fails: Node's own `code` (errno name), the syscall, and the path where there is one. */
export interface NativeError extends Error {
  code: string;
  errno: number;
  syscall: string;
  path?: string;
}

/** The native backend's JavaScript face. Only the worker process may load it. */
export interface Addon {
  /** Starts one run on threads of its own; `onProgress` gets bytes delivered so far, at most every 50 ms. */
  run(spec: RunSpec, onProgress: (bytes: number) => void): RunHandle;
  /** Routes over sockets are tried on that kind, TCP by default. */
  probe(directory: string, socket?: SocketKind): Probe;
  /**
   * The aliasing experiment on a scratch file in `directory`; some milliseconds. Unix datagram sockets are on no measured
   * path: they show that the same call can have the other answer.
   */
  observe(question: Omit<ObservationQuestion, 'socket'> & { socket: SocketKind | 'unix-datagram' }): Observed;
  residency(path: string): Residency;
  /** Reads the file into the page cache, or asks the kernel to drop it; tells what is resident afterwards. */
  warm(path: string): Residency;
  evict(path: string): Residency;
}
