import { join } from 'node:path';
import type { SocketKind } from '../model/job';
import type { ObservationQuestion, Observed } from '../model/observation';
import type { Probe, Residency } from '../model/probe';
import type { FileRange, RunSpec } from '../model/runSpec';
import type { RunResult } from '../model/sample';
import { type Params, WorkerError } from './protocol';
import { type CallOptions, WorkerProcess } from './workerProcess';

export type { CallOptions } from './workerProcess';

/**
 * The worker process as seen by its parent. A call forks it when there is none. When it dies, what is pending
 * rejects with a Problem that says how, and the next call forks anew. Owner disposes; nothing outlives that.
 */
export interface WorkerClient {
  probe(directory: string, options?: ProbeOptions): Promise<Probe>;
  observe(question: ObservationQuestion, options?: CallOptions): Promise<Observed>;
  residency(files: FileRange[], options?: CallOptions): Promise<Residency>;
  warm(files: FileRange[], options?: CallOptions): Promise<Residency>;
  evict(files: FileRange[], options?: CallOptions): Promise<Residency>;
  run(spec: RunSpec, options?: CallOptions): Promise<RunResult>;
  /** Process id of the worker now, or null. */
  readonly pid: number | null;
  /** Kills the worker and rejects what is pending. */
  dispose(): void;
}

export interface ProbeOptions extends CallOptions {
  /** The kind of socket that routes over sockets are tried on; TCP by default. */
  socket?: SocketKind;
}

export interface ClientOptions {
  /** Path of the worker's bundle; by default `worker.js` beside the running bundle. */
  workerPath?: string;
  /** Called with the process id of each forked worker. */
  onFork?: (pid: number) => void;
  /** How long the worker may neither speak nor compute as it starts, milliseconds; it takes 0.2 s on an idle machine. */
  startPatienceMs?: number;
}

class ForkingClient implements WorkerClient {
  private worker: WorkerProcess | null = null;
  private disposed = false;

  constructor(
    private readonly path: string,
    private readonly startPatienceMs: number,
    private readonly onFork: (pid: number) => void,
  ) {}

  get pid(): number | null {
    return this.worker?.child.pid ?? null;
  }

  async probe(directory: string, { socket = 'tcp', ...options }: ProbeOptions = {}): Promise<Probe> {
    return this.living().call('probe', { directory, socket }, options);
  }

  async observe(question: ObservationQuestion, options?: CallOptions): Promise<Observed> {
    return this.living().call('observe', question, options);
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
    return worker.call('run', { set: await worker.setOf(files, options?.signal), spec }, options);
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
    return worker.call(method, { set: await worker.setOf(files, options?.signal) } as Params<M>, options);
  }

  private living(): WorkerProcess {
    if (this.disposed) throw new WorkerError({ message: 'The worker was stopped.', code: 'ECANCELED' });
    if (!this.worker?.alive) {
      const born = new WorkerProcess(this.path, this.startPatienceMs, () => {
        if (this.worker === born) this.worker = null;
      });
      this.worker = born;
      if (born.child.pid !== undefined) this.onFork(born.child.pid);
    }
    return this.worker;
  }
}

/** A client whose worker is forked at the first call. */
export function createClient(options: ClientOptions = {}): WorkerClient {
  const { workerPath = join(__dirname, 'worker.js'), startPatienceMs = 20_000, onFork = () => {} } = options;
  return new ForkingClient(workerPath, startPatienceMs, onFork);
}
