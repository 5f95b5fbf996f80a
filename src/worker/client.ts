import { join } from 'node:path';
import type { FileRange, RunSpec } from '../model/job';
import type { Probe, Residency } from '../model/probe';
import type { RunResult } from '../model/sample';
import { type Params, WorkerError } from './protocol';
import { type CallOptions, WorkerProcess } from './workerProcess';

export type { CallOptions } from './workerProcess';

/**
 * The worker process as seen by its parent. A call forks it when there is none. When it dies, what is pending
 * rejects with a Problem that says how, and the next call forks anew. Owner disposes; nothing outlives that.
 */
export interface WorkerClient {
  probe(directory: string, options?: CallOptions): Promise<Probe>;
  residency(files: FileRange[], options?: CallOptions): Promise<Residency>;
  warm(files: FileRange[], options?: CallOptions): Promise<Residency>;
  evict(files: FileRange[], options?: CallOptions): Promise<Residency>;
  run(spec: RunSpec, options?: CallOptions): Promise<RunResult>;
  /** Process id of the worker now, or null. */
  readonly pid: number | null;
  /** Kills the worker and rejects what is pending. */
  dispose(): void;
}

export interface ClientOptions {
  /** Path of the worker's bundle; by default `worker.js` beside the running bundle. */
  workerPath?: string;
}

class ForkingClient implements WorkerClient {
  private worker: WorkerProcess | null = null;
  private disposed = false;

  constructor(private readonly path: string) {}

  get pid(): number | null {
    return this.worker?.child.pid ?? null;
  }

  async probe(directory: string, options?: CallOptions): Promise<Probe> {
    return this.living().call('probe', { directory }, options);
  }

  residency(files: FileRange[], options?: CallOptions): Promise<Residency> {
    return this.onSet('residency', files, options);
  }

  warm(files: FileRange[], options?: CallOptions): Promise<Residency> {
    return this.onSet('warm', files, options);
  }

  evict(files: FileRange[], options?: CallOptions): Promise<Residency> {
    return this.onSet('evict', files, options);
  }

  async run({ files, ...spec }: RunSpec, options?: CallOptions): Promise<RunResult> {
    const worker = this.living();
    return worker.call('run', { set: await worker.setOf(files), spec }, options);
  }

  dispose(): void {
    this.disposed = true;
    this.worker?.kill(new WorkerError({ message: 'The worker was stopped.', code: 'ECANCELED' }));
    this.worker = null;
  }

  private async onSet<M extends 'residency' | 'warm' | 'evict'>(
    method: M,
    files: FileRange[],
    options?: CallOptions,
  ): Promise<Residency> {
    const worker = this.living();
    return worker.call(method, { set: await worker.setOf(files) } as Params<M>, options);
  }

  private living(): WorkerProcess {
    if (this.disposed) throw new WorkerError({ message: 'The worker was stopped.', code: 'ECANCELED' });
    if (!this.worker?.alive) {
      const born = new WorkerProcess(this.path, () => {
        if (this.worker === born) this.worker = null;
      });
      this.worker = born;
    }
    return this.worker;
  }
}

/** A client whose worker is forked at the first call. */
export function createClient(options: ClientOptions = {}): WorkerClient {
  return new ForkingClient(options.workerPath ?? join(__dirname, 'worker.js'));
}
