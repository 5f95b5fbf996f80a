import { join } from 'node:path';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { Deadline, processCpuMs } from '../analysis/syntax/deadline';
import type { ThreadData, ToThread } from './thread';

export interface ThreadOptions {
  /** CPU time for one file or text, from the moment the thread starts on it. Milliseconds. */
  limitMs: number;
  /** The limit of a thread's memory: V8 ends a thread that needs more. */
  resourceLimits: ResourceLimits;
  /** The clock of the limit: CPU time of this process, milliseconds. */
  cpuMs?: () => number;
  /** As openCacheFolder() gives it. Default: nothing is kept. */
  cacheFolder?: string | null;
  /** The thread's script. */
  bundle?: string;
}

/**
 * The outcome of a request: the thread's reply, or why the thread was ended before it. `place` is the index of the
 * request's file that the thread was working on.
 */
export type Outcome<Reply> =
  | { kind: 'reply'; reply: Reply }
  | { kind: 'slow' | 'broken' | 'ended'; place: number; why: string };

type Failure = Exclude<Outcome<never>, { kind: 'reply' }>;

/** How often the thread's place is compared with its deadline. */
const checkEveryMs = 250;

/**
 * A thread that analyses one request at a time, started with the first. Where a file takes too long or breaks the
 * thread, the thread is ended, and the next request starts a new one. No flag of the process is changed.
 */
export class AnalysisThread {
  /** `doing[0]` is the index of the file that the thread is working on; -1 before the first. */
  private readonly doing = new Int32Array(new SharedArrayBuffer(4));
  private worker: Worker | null = null;
  private pending: ((outcome: Outcome<unknown>) => void) | null = null;

  constructor(private readonly options: ThreadOptions) {}

  /** Sends a request and waits for its outcome; the one before must have come. */
  async request<Reply>(message: ToThread): Promise<Outcome<Reply>> {
    Atomics.store(this.doing, 0, -1);
    // Keeps the process alive until the outcome: the thread itself does not.
    const watch = setInterval(this.watcher(), checkEveryMs);
    try {
      return await new Promise(resolve => {
        this.pending = resolve as (outcome: Outcome<unknown>) => void;
        this.started().postMessage(message);
      });
    } finally {
      clearInterval(watch);
    }
  }

  /** Sends a message that has no reply, where there is a thread. */
  notify(message: ToThread): void {
    this.worker?.postMessage(message);
  }

  /** Ends the thread; a request under way comes back as `ended`. */
  async end(): Promise<void> {
    await this.fail('ended', 'it was cancelled');
  }

  private started(): Worker {
    const {
      bundle = join(__dirname, 'analysisThread.js'),
      resourceLimits,
      cacheFolder = null,
    } = this.options;
    if (this.worker) return this.worker;
    const workerData: ThreadData = { doing: this.doing, cacheFolder };
    const worker = new Worker(bundle, { workerData, resourceLimits });
    worker.unref();
    worker.on('message', reply => this.isCurrent(worker) && this.settle({ kind: 'reply', reply }));
    // A thread that exits by itself has no result, like one that throws.
    worker.on('error', error => this.isCurrent(worker) && this.fail('broken', error.message));
    worker.on('exit', () => this.isCurrent(worker) && this.fail('broken', 'its thread ended'));
    this.worker = worker;
    return worker;
  }

  private isCurrent(worker: Worker): boolean {
    return worker === this.worker;
  }

  /** The clock starts when the thread starts on a file, not while a busy machine still starts the thread. */
  private watcher(): () => void {
    const { limitMs, cpuMs = processCpuMs } = this.options;
    let place = -1;
    let deadline = new Deadline(limitMs, cpuMs);
    return () => {
      const now = Atomics.load(this.doing, 0);
      if (now !== place) {
        place = now;
        deadline = new Deadline(limitMs, cpuMs);
      } else if (place >= 0 && deadline.isOver)
        void this.fail('slow', `it took longer than ${limitMs / 1000} s`);
    };
  }

  private async fail(kind: Failure['kind'], why: string): Promise<void> {
    const { worker } = this;
    this.worker = null;
    this.settle({ kind, place: Math.max(0, Atomics.load(this.doing, 0)), why });
    await worker?.terminate();
  }

  private settle(outcome: Outcome<unknown>): void {
    const resolve = this.pending;
    this.pending = null;
    resolve?.(outcome);
  }
}
