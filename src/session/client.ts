import { join } from 'node:path';
import { message } from '../messages/message';
import type { Probe } from '../model/probe';
import { Problem } from '../model/problem';
import type { Proof } from '../model/proof';
import type { UrlQuestion } from '../prover/question';
import { type Death, endingOf } from '../worker/death';
import type { FromSession, Order, PackedReport, RunOrder, SessionEvent, SessionFailure } from './protocol';
import { SessionProcess } from './sessionProcess';
import type { RunSummary } from './summary';

export interface CallOptions {
  /** Cancels the order: it rejects with `Cancelled`, or resolves with the measurements so far. */
  signal?: AbortSignal;
  /** Called when the order starts. */
  onBegun?: () => void;
  onEvent?: (event: SessionEvent) => void;
}

export interface FinishedRun {
  report: PackedReport;
  summary: RunSummary;
}

/** The error of an order that was cancelled before it had a result. */
export class Cancelled extends Error {}

export interface SessionOptions {
  /** Path of the session's bundle; by default `session.js` beside the running bundle. */
  path?: string;
  /** How long a session without work is kept, for the next order to find it, milliseconds. */
  lingerMs?: number;
}

/** How long a cancelled order may take to end before its session is killed, milliseconds: before it measured, and after. */
const cancelPatience = { early: 100, measuring: 2000 };

type Distributed<T> = T extends unknown ? Omit<T, 'id'> : never;
type Asked = Distributed<Order>;

interface Pending {
  order: Order;
  options: CallOptions;
  /** Whether there are figures that would be lost. */
  measuring: boolean;
  resolve(message: FromSession): void;
  reject(error: Error): void;
}

/**
 * The measurement session as its parent sees it. An order forks it where there is none; it ends a while after the last
 * one. Where it dies, the order under way rejects with a Problem that says how, and those that wait go to a new one.
 */
export class SessionClient {
  private process: SessionProcess | null = null;
  /** In the order of their requests: the first is under way. */
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;
  private linger: NodeJS.Timeout | null = null;
  private worker: number | null = null;
  private disposed = false;

  constructor(private readonly options: SessionOptions = {}) {}

  /** Process id of the session, or null. */
  get pid(): number | null {
    return this.process?.pid ?? null;
  }

  /** Process id of the worker that measures now, or null. */
  get workerPid(): number | null {
    return this.pending.size > 0 ? this.worker : null;
  }

  async run(order: RunOrder, options: CallOptions = {}): Promise<FinishedRun> {
    const message = await this.ask({ kind: 'run', order }, options);
    if (message.kind !== 'done') throw new Error(`The session answered a run with '${message.kind}'`);
    return { report: message.report, summary: message.summary };
  }

  async probe(folder: string, options: CallOptions = {}): Promise<Probe> {
    const message = await this.ask({ kind: 'probe', folder }, options);
    if (message.kind !== 'probed') throw new Error(`The session answered a probe with '${message.kind}'`);
    return message.probe;
  }

  async prove(question: UrlQuestion, options: CallOptions = {}): Promise<Proof> {
    const message = await this.ask({ kind: 'prove', question }, options);
    if (message.kind !== 'proved') throw new Error(`The session answered a proof with '${message.kind}'`);
    return message.proof;
  }

  /** Ends the session with its worker, and rejects what is pending. */
  dispose(): void {
    this.disposed = true;
    this.end();
    for (const { reject } of this.pending.values()) reject(new Cancelled('The session was ended.'));
    this.pending.clear();
  }

  private ask(asked: Asked, options: CallOptions): Promise<FromSession> {
    const { signal } = options;
    if (this.disposed || signal?.aborted) return Promise.reject(new Cancelled('Cancelled.'));
    const order = { ...asked, id: this.nextId++ } as Order;
    const stop = () => this.cancel(order.id);
    signal?.addEventListener('abort', stop, { once: true });
    const answered = new Promise<FromSession>((resolve, reject) => {
      this.pending.set(order.id, { order, options, measuring: false, resolve, reject });
    });
    this.started().send(order);
    return answered.finally(() => signal?.removeEventListener('abort', stop));
  }

  private started(): SessionProcess {
    if (this.linger) clearTimeout(this.linger);
    this.linger = null;
    if (this.process) return this.process;
    const born = new SessionProcess(this.options.path ?? join(__dirname, 'session.js'), {
      onMessage: message => this.receive(message),
      onEnd: death => {
        if (this.process === born)
          this.died('error' in death ? startProblem(death.error) : deathProblem(death));
      },
    });
    this.process = born;
    return born;
  }

  private receive(message: FromSession): void {
    const pending = this.pending.get(message.id);
    if (!pending) return;
    const { options } = pending;
    if (message.kind === 'begun') options.onBegun?.();
    else if (message.kind === 'worker') this.worker = message.pid;
    else if (message.kind === 'event') {
      pending.measuring = true;
      options.onEvent?.(message.event);
    } else if (message.kind === 'failed')
      this.settle(message.id, ({ reject }) => reject(errorOf(message.failure)));
    else this.settle(message.id, ({ resolve }) => resolve(message));
  }

  /** Asks the session to end an order; where that takes too long, the session goes, and those behind it get a new one. */
  private cancel(id: number): void {
    const pending = this.pending.get(id);
    if (!pending) return;
    this.process?.send({ kind: 'cancel', id });
    const patience = pending.measuring ? cancelPatience.measuring : cancelPatience.early;
    setTimeout(() => this.giveUp(id, new Cancelled('Cancelled.')), patience).unref();
  }

  private giveUp(id: number, error: Error): void {
    if (id === this.underWay) this.replace(id, error);
    // The session has not started it, and will skip it as cancelled.
    else this.settle(id, ({ reject }) => reject(error));
  }

  private get underWay(): number | undefined {
    return this.pending.keys().next().value;
  }

  private died(problem: Problem): void {
    const { underWay } = this;
    this.process = null;
    if (underWay !== undefined) this.replace(underWay, problem);
  }

  /** Ends the session, rejects one order, and hands the others to a new session. */
  private replace(id: number, error: Error): void {
    this.end();
    this.settle(id, ({ reject }) => reject(error));
    for (const { order } of this.pending.values()) this.started().send(order);
  }

  private settle(id: number, answer: (pending: Pending) => void): void {
    const pending = this.pending.get(id);
    if (!pending) return;
    if (id === this.underWay) this.worker = null;
    this.pending.delete(id);
    answer(pending);
    if (this.pending.size > 0 || !this.process) return;
    this.linger = setTimeout(() => this.end(), this.options.lingerMs ?? 5000);
    this.linger.unref();
  }

  private end(): void {
    if (this.linger) clearTimeout(this.linger);
    this.linger = null;
    const ending = this.process;
    this.process = null;
    ending?.end();
  }
}

function errorOf(failure: SessionFailure): Error {
  if (failure.kind === 'problem') return new Problem(failure.of, failure.text);
  return failure.kind === 'cancelled' ? new Cancelled('Cancelled.') : new Error(failure.message);
}

/** The problem of a session that ended while it had work. */
export const deathProblem = (death: Death): Problem =>
  new Problem('job', { what: message('session.died'), ...endingOf(death) });

/** The problem of a session that could not be started. */
export const startProblem = (error: Error): Problem =>
  new Problem(
    'job',
    {
      what: message('session.unstarted'),
      why: message('input.other', { error: error.message }),
      remedy: message('session.unstarted.remedy'),
    },
    { cause: error },
  );
