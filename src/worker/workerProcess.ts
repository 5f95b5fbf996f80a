import { type ChildProcess, fork } from 'node:child_process';
import * as v from 'valibot';
import { message } from '../messages/message';
import { Problem } from '../model/problem';
import type { FileRange } from '../model/runSpec';
import { deathProblem, silenceProblem, startProblem } from './death';
import {
  type FromWorker,
  fromWorkerSchema,
  type Method,
  type Params,
  type Result,
  resultSchemas,
  type ToWorker,
  WorkerError,
} from './protocol';
import { cpuTicks, watchStart } from './startWatch';

export interface CallOptions {
  /** Ends the call: it rejects with a WorkerError of code ECANCELED, whatever the worker is doing. */
  signal?: AbortSignal;
  onProgress?: (bytes: number) => void;
}

/** Files named in one message; a file of 100,000 then takes 50 messages of some 200 KB. */
const batch = 2000;
/** How long a cancelled call may take to answer before the worker is killed, milliseconds. */
const cancelPatience = 100;
/** The end of stderr kept for the message when the worker dies, characters. */
const stderrKept = 4000;

interface Pending {
  method: Method;
  resolve(result: unknown): void;
  reject(error: Error): void;
  onProgress: ((bytes: number) => void) | undefined;
}

/** One life of the worker process, from fork to exit. */
export class WorkerProcess {
  readonly child: ChildProcess;
  private readonly pending = new Map<number, Pending>();
  /** Sets this process has received; a set is its array of files, by identity. */
  private readonly sets = new Map<FileRange[], Promise<number>>();
  private nextId = 1;
  private nextSet = 1;
  private stderr = '';
  private ended: Error | null = null;

  constructor(path: string, startPatienceMs: number, onEnd: () => void) {
    // NODE_OPTIONS and execArgv are the parent's own: an inherited --inspect would fight over its port.
    const { NODE_OPTIONS: _, ...env } = process.env;
    this.child = fork(path, [], {
      execArgv: [],
      env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr = (this.stderr + text).slice(-stderrKept);
    });
    const finish = (error: Error) => {
      this.end(error);
      onEnd();
    };
    const ticks = () => cpuTicks(this.child.pid ?? 0);
    const started = watchStart(startPatienceMs, ticks, waited => this.kill(silenceProblem(waited)));
    // A stopped worker does not see its parent go.
    const reap = () => this.child.kill('SIGKILL');
    process.once('exit', reap);
    this.child.once('message', started);
    this.child.on('message', message => this.receive(message));
    this.child.on('error', error => finish(startProblem(error)));
    this.child.on('close', (code, signal) => {
      started();
      process.off('exit', reap);
      finish(deathProblem({ code, signal, stderr: this.stderr }));
    });
  }

  get alive(): boolean {
    return this.ended === null;
  }

  call<M extends Method>(method: M, params: Params<M>, options: CallOptions = {}): Promise<Result<M>> {
    const { signal, onProgress } = options;
    if (this.ended) return Promise.reject(this.ended);
    if (signal?.aborted) return Promise.reject(cancelled());
    const id = this.nextId++;
    const answered = new Promise<unknown>((resolve, reject) => {
      this.pending.set(id, { method, resolve, reject, onProgress });
    });
    this.send({ kind: 'request', id, method, params } as ToWorker);
    const stop = () => this.cancel(id);
    signal?.addEventListener('abort', stop, { once: true });
    return answered.finally(() => signal?.removeEventListener('abort', stop)) as Promise<Result<M>>;
  }

  /** The number the worker knows `files` by, after telling it where it does not yet. */
  setOf(files: FileRange[], signal?: AbortSignal): Promise<number> {
    const known = this.sets.get(files);
    if (known) return known;
    const set = this.define(files, this.nextSet++, signal ? { signal } : {});
    this.sets.set(files, set);
    // A set that was half sent is void: the next request gives it a new number.
    set.catch(() => this.sets.delete(files));
    return set;
  }

  kill(error: Error): void {
    this.end(error);
    this.child.kill('SIGKILL');
  }

  private async define(files: FileRange[], set: number, options: CallOptions): Promise<number> {
    for (let start = 0; start < files.length; start += batch)
      await this.call('addFiles', { set, files: files.slice(start, start + batch) }, options);
    return set;
  }

  private send(message: ToWorker): void {
    // A failure to send is a death on its way: `close` reports it, with the signal.
    if (this.child.connected) this.child.send(message, () => {});
  }

  private cancel(id: number): void {
    this.send({ kind: 'cancel', id });
    setTimeout(() => {
      if (this.pending.has(id)) this.kill(cancelled());
    }, cancelPatience);
  }

  private receive(raw: unknown): void {
    const parsed = v.safeParse(fromWorkerSchema, raw);
    if (!parsed.success) return;
    const message: FromWorker = parsed.output;
    const waiting = this.pending.get(message.id);
    if (!waiting) return;
    if (message.kind === 'progress') {
      waiting.onProgress?.(message.bytes);
      return;
    }
    this.pending.delete(message.id);
    if (message.kind === 'failed') waiting.reject(new WorkerError(message.error));
    else settle(waiting, message.result);
  }

  private end(error: Error): void {
    this.ended ??= error;
    for (const waiting of this.pending.values()) waiting.reject(this.ended);
    this.pending.clear();
  }
}

function settle(waiting: Pending, result: unknown): void {
  const parsed = v.safeParse(resultSchemas[waiting.method], result);
  if (parsed.success) {
    waiting.resolve(parsed.output);
    return;
  }
  const issue = parsed.issues[0];
  const where = v.getDotPath(issue) ?? waiting.method;
  waiting.reject(
    new Problem('job', {
      what: message('worker.unfit', { method: waiting.method }),
      why: message('worker.unfit.why', { field: where, issue: issue.message }),
      remedy: message('worker.unfit.remedy'),
    }),
  );
}

const cancelled = () => new WorkerError({ message: 'Cancelled.', code: 'ECANCELED' });
