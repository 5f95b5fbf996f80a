import { join } from 'node:path';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { Deadline, processCpuMs } from '../../analysis/syntax/deadline';
import { excluded } from './lintedFile';
import type { FileResult, ThreadData } from './thread';

/** Files a thread gets at once: enough that asking costs nothing, few enough that no thread ends much later. */
const batchFiles = 64;
/** A file whose analysis takes more CPU time is left out. */
const fileLimitMs = 5000;
const lookEveryMs = 250;

export interface PoolOptions {
  signal: AbortSignal;
  /** How many threads there may be at once. */
  threads: number;
  /** Of each thread. One that needs more is ended, and the file it was at is left out. */
  resourceLimits: ResourceLimits;
  onResults(results: FileResult[]): void;
}

/** Lints files on threads. Resolves when all are done or the signal aborts. No flag of the process is changed. */
export async function lintOnThreads(files: Iterable<string>, options: PoolOptions): Promise<void> {
  const source = files[Symbol.iterator]();
  const lanes = Array.from({ length: options.threads }, () => new Lane(source, options));
  await Promise.all(lanes.map(lane => lane.run()));
}

/** One thread after another doing batch after batch: where a file takes too long, the thread is ended and replaced. */
class Lane {
  private readonly doing = new Int32Array(new SharedArrayBuffer(4));
  private thread: Worker | null = null;

  constructor(
    private readonly source: Iterator<string>,
    private readonly options: PoolOptions,
  ) {}

  async run(): Promise<void> {
    try {
      for (let batch = this.next(); batch.length > 0 && !this.options.signal.aborted; batch = this.next())
        await this.lintBatch(batch);
    } finally {
      // Also where the files' source threw: a thread would keep the process alive.
      await this.thread?.terminate();
    }
  }

  private next(): string[] {
    const batch: string[] = [];
    while (batch.length < batchFiles) {
      const { value, done } = this.source.next();
      if (done) break;
      batch.push(value);
    }
    return batch;
  }

  /** A whole batch; what follows a file that was given up goes to a new thread. What went before it is done again. */
  private async lintBatch(batch: string[]): Promise<void> {
    const stuck = await this.try(batch);
    if (stuck === null || this.options.signal.aborted) return;
    const file = batch[stuck.place]!;
    this.options.onResults([{ file, ...excluded(stuck.why) }]);
    const others = batch.filter(other => other !== file);
    if (others.length > 0) await this.lintBatch(others);
  }

  /** Null where the batch came through; else the place of the file that did not, and why. */
  private try(batch: string[]): Promise<{ place: number; why: string } | null> {
    const thread = this.started();
    Atomics.store(this.doing, 0, 0);
    return new Promise(resolve => {
      const end = (stuck: { place: number; why: string } | null) => {
        clearInterval(watch);
        // By name: without its own `newListener` a Worker hands on no second message.
        for (const event of ['message', 'error']) thread.removeAllListeners(event);
        if (stuck || this.options.signal.aborted) this.drop();
        resolve(stuck);
      };
      const watch = setInterval(this.watcher(end), lookEveryMs);
      thread.once('message', (results: FileResult[]) => {
        this.options.onResults(results);
        end(null);
      });
      thread.once('error', error => end({ place: this.place, why: `the analysis broke: ${error.message}` }));
      thread.postMessage(batch);
    });
  }

  private get place(): number {
    return Atomics.load(this.doing, 0);
  }

  private watcher(end: (stuck: { place: number; why: string } | null) => void): () => void {
    let place = -1;
    let deadline = new Deadline(fileLimitMs, processCpuMs);
    return () => {
      if (this.options.signal.aborted) return end(null);
      if (this.place !== place) {
        place = this.place;
        deadline = new Deadline(fileLimitMs, processCpuMs);
      } else if (deadline.isOver)
        end({ place, why: `it took longer than ${fileLimitMs / 1000} s; split the file` });
    };
  }

  private started(): Worker {
    const workerData: ThreadData = { doing: this.doing };
    const { resourceLimits } = this.options;
    this.thread ??= new Worker(join(__dirname, 'lintThread.js'), { workerData, resourceLimits });
    return this.thread;
  }

  private drop(): void {
    void this.thread?.terminate();
    this.thread = null;
  }
}
