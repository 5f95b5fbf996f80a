import * as v from 'valibot';
import { type Reason, reasonSchema } from '../model/availability';
import type { SocketKind } from '../model/job';
import type { Message } from '../model/message';
import { messageSchema } from '../model/messageSchema';
import { type ObservationQuestion, type Observed, observedSchema } from '../model/observation';
import type { Probe, Residency } from '../model/probe';
import { probeSchema, residencySchema } from '../model/probe';
import type { FileRange, SpareSpec } from '../model/runSpec';
import { type RunResult, runResultSchema } from '../model/sample';

/**
 * What the worker answers, as one interface; request and reply types are derived from it. Files are named
 * once, in batches, and then by the number of their set: a set of 100,000 files must not travel with each run.
 */
export interface WorkerApi {
  /** Appends files to set `set`; answers how many it holds now. */
  addFiles(params: { set: number; files: FileRange[] }): number;
  probe(params: { directory: string; socket: SocketKind }): Probe;
  /** What the aliasing experiment shows; answered from memory where the same was asked before. */
  observe(params: ObservationQuestion): Observed;
  /** Bytes of the set's files and how many the page cache holds. */
  residency(params: { set: number }): Residency;
  /** Reads the set's files into the page cache, or asks the kernel to drop them; answers what is resident afterwards. */
  warm(params: { set: number }): Residency;
  evict(params: { set: number }): Residency;
  /** One run of one strategy; progress notes come before the answer. */
  run(params: { set: number; spec: SpareSpec }): RunResult;
}

export type Method = keyof WorkerApi;
export type Params<M extends Method> = Parameters<WorkerApi[M]>[0];
export type Result<M extends Method> = ReturnType<WorkerApi[M]>;

/** From client to worker. `cancel` names the request it ends. */
export type ToWorker =
  | { [M in Method]: { kind: 'request'; id: number; method: M; params: Params<M> } }[Method]
  | { kind: 'cancel'; id: number };

/** An error as it is sent between processes: Node's own code, and the call and path if known. */
export const failureSchema = v.object({
  message: v.string(),
  code: v.optional(v.string()),
  syscall: v.optional(v.string()),
  path: v.optional(v.string()),
  /** Detail beyond the errno, if the backend has any. */
  detail: v.optional(v.string()),
  /** Present if the worker itself knows the reason and the remedy. */
  why: v.optional(messageSchema),
  remedy: v.optional(messageSchema),
  reason: v.optional(reasonSchema),
});
export type Failure = v.InferOutput<typeof failureSchema>;

/** From worker to client. Every request is answered by one reply, also when its handler throws. */
export const fromWorkerSchema = v.variant('kind', [
  v.object({ kind: v.literal('ok'), id: v.number(), result: v.unknown() }),
  v.object({ kind: v.literal('failed'), id: v.number(), error: failureSchema }),
  v.object({ kind: v.literal('progress'), id: v.number(), bytes: v.number() }),
]);
export type FromWorker = v.InferOutput<typeof fromWorkerSchema>;

/** What a reply must look like: the addon's own figures are checked as they come in. */
export const resultSchemas: { [M in Method]: v.GenericSchema<unknown, Result<M>> } = {
  addFiles: v.number(),
  probe: probeSchema,
  observe: observedSchema,
  residency: residencySchema,
  warm: residencySchema,
  evict: residencySchema,
  run: runResultSchema,
};

/** The error of a failed call in the worker, restored. `code` is Node's own (an errno's name). */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';
  readonly code: string | undefined;
  readonly syscall: string | undefined;
  readonly path: string | undefined;
  readonly detail: string | undefined;
  readonly why: Message | undefined;
  readonly remedy: Message | undefined;
  readonly reason: Reason | undefined;

  constructor(failure: Failure) {
    super(failure.message);
    this.code = failure.code;
    this.syscall = failure.syscall;
    this.path = failure.path;
    this.detail = failure.detail;
    this.why = failure.why;
    this.remedy = failure.remedy;
    this.reason = failure.reason;
  }
}
