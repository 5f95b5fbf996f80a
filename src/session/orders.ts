import { mkdir } from 'node:fs/promises';
import { isCancellation } from '../measure/failures';
import { type MadeInput, makeInput } from '../measure/madeInput';
import type { ProfileOptions } from '../measure/profile';
import { Problem } from '../model/problem';
import type { ProfileEvent, ProfileRequest } from '../model/profile';
import type { Proof } from '../model/proof';
import type { Report } from '../model/report';
import { ProofCancelled } from '../prover/client';
import type { UrlQuestion } from '../prover/question';
import type { WorkerClient } from '../worker/client';
import type { FromSession, Order, PackedReport, RunOrder, SessionEvent, SessionFailure } from './protocol';
import { Queue } from './queue';
import { summaryOf } from './summary';

export interface OrdersParts {
  /** A worker of its own for each order; `onFork` receives its process id. */
  createClient(onFork: (pid: number) => void): WorkerClient;
  profile(request: ProfileRequest, options: ProfileOptions): Promise<Report>;
  /** Makes a proof in a process of its own. */
  prove(question: UrlQuestion, options: { signal: AbortSignal }): Promise<Proof>;
  inputs: Inputs;
  tell(message: FromSession): void;
}

interface Taken {
  order: Order;
  controller: AbortController;
  begun: boolean;
}

/** Runs orders one at a time, in the order of their arrival: two at once would disturb each other's measurements. */
export class Orders {
  private readonly queue = new Queue();
  private readonly taken = new Map<number, Taken>();

  constructor(private readonly parts: OrdersParts) {}

  add(order: Order): void {
    const taken: Taken = { order, controller: new AbortController(), begun: false };
    this.taken.set(order.id, taken);
    void this.queue.run(() => this.execute(taken));
  }

  /** Cancels an order. A waiting one ends at once. */
  cancel(id: number): void {
    const taken = this.taken.get(id);
    if (!taken) return;
    taken.controller.abort();
    if (taken.begun) return;
    this.taken.delete(id);
    this.parts.tell({ kind: 'failed', id, failure: { kind: 'cancelled' } });
  }

  private async execute(taken: Taken): Promise<void> {
    const { order, controller } = taken;
    const { id } = order;
    if (controller.signal.aborted) return;
    taken.begun = true;
    const { tell } = this.parts;
    tell({ kind: 'begun', id });
    const client = this.parts.createClient(pid => tell({ kind: 'worker', id, pid }));
    const work = { id, client, signal: controller.signal };
    const answer = await this.answer(order, work).catch(
      (error): FromSession => ({ kind: 'failed', id, failure: failureOf(error, controller.signal) }),
    );
    client.dispose();
    this.taken.delete(id);
    tell(answer);
  }

  private async answer(order: Order, work: Work): Promise<FromSession> {
    const { id, client, signal } = work;
    if (order.kind === 'probe')
      return { kind: 'probed', id, probe: await client.probe(order.folder, { signal }) };
    if (order.kind === 'prove')
      return { kind: 'proved', id, proof: await this.parts.prove(order.question, { signal }) };
    const report = await this.run(order.order, work);
    return { kind: 'done', id, report: pack(report), summary: summaryOf(report) };
  }

  private async run(
    { request, language, generated }: RunOrder,
    { id, client, signal }: Work,
  ): Promise<Report> {
    const { inputs, profile, tell } = this.parts;
    const made = generated ? await inputs.lend(generated, signal) : undefined;
    const onEvent = (event: ProfileEvent) => tell({ kind: 'event', id, event: packed(event) });
    return profile(request, { client, signal, language, made, onEvent });
  }
}

interface Work {
  id: number;
  client: WorkerClient;
  signal: AbortSignal;
}

const pack = (report: Report): PackedReport => Buffer.from(JSON.stringify(report));

const packed = (event: ProfileEvent): SessionEvent =>
  event.kind === 'started' || event.kind === 'report' ? { ...event, report: pack(event.report) } : event;

function failureOf(error: unknown, signal: AbortSignal): SessionFailure {
  // The message of a cancelled prover is written for the command line.
  if (signal.aborted && error instanceof ProofCancelled) return { kind: 'cancelled' };
  if (error instanceof Problem) {
    const { kind, what, why, remedy } = error;
    return { kind: 'problem', of: kind, text: { what, why, remedy } };
  }
  if (signal.aborted && isCancellation(error)) return { kind: 'cancelled' };
  return { kind: 'defect', message: error instanceof Error ? error.message : String(error) };
}

type Generated = NonNullable<RunOrder['generated']>;

/**
 * The files of random bytes that runs move: made once for a folder and a size, then only read, and without a name, so
 * that they are gone with this process however it ends.
 */
export class Inputs {
  private readonly made = new Map<string, Promise<MadeInput>>();

  /** Rejects with a Problem if the file can't be made; the next request tries again. */
  lend({ directory, bytes }: Generated, signal: AbortSignal): Promise<MadeInput> {
    const key = `${bytes} ${directory}`;
    const known = this.made.get(key);
    if (known) return known;
    const making = make({ directory, bytes }, signal);
    this.made.set(key, making);
    making.catch(() => this.made.delete(key));
    return making;
  }
}

async function make({ directory, bytes }: Generated, signal: AbortSignal): Promise<MadeInput> {
  await mkdir(directory, { recursive: true });
  return makeInput({ directory, bytes, signal });
}
