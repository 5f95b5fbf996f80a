import { statSync } from 'node:fs';
import * as v from 'valibot';
import type { Absence } from '../model/availability';
import type { ObservationQuestion, Observed } from '../model/observation';
import { type FileRange, spareSpecSchema } from '../model/runSpec';
import { absentProbe } from './absence';
import type { Addon, Residency, RunHandle } from './addon';
import { mergedRanges } from './mergedRanges';
import type { Failure, FromWorker, Method, Params, Result, ToWorker } from './protocol';

/** The backend, or why there is none. */
export type Backend = { addon: Addon } | { absence: Absence };

interface Call {
  /** Bytes delivered so far. */
  progress(bytes: number): void;
  /** The run under way, so that a cancel finds it. */
  began(handle: RunHandle): void;
}

type Handlers = { [M in Method]: (params: Params<M>, call: Call) => Result<M> | Promise<Result<M>> };

function handlers(backend: Backend): Handlers {
  const sets = new Map<number, FileRange[]>();
  const filesOf = (set: number) => sets.get(set) ?? [];
  const addon = () => {
    if ('addon' in backend) return backend.addon;
    throw Object.assign(new Error('Nothing can be measured here.'), backend.absence, { code: 'ENOADDON' });
  };
  const overFiles = (set: number, look: Addon['residency']): Residency => {
    const sum: Residency = { bytes: 0, cachedBytes: 0 };
    for (const { path, offset, length } of mergedRanges(filesOf(set))) {
      const { bytes, cachedBytes } = look(path, offset, length);
      sum.bytes += bytes;
      sum.cachedBytes =
        sum.cachedBytes === null || cachedBytes === null ? null : sum.cachedBytes + cachedBytes;
    }
    return sum;
  };
  const observed = new Map<string, Observed>();
  const observe = (question: ObservationQuestion): Observed => {
    const { strategy, route, socket, directory } = question;
    const device = statSync(directory).dev;
    const key = [strategy, route, route.includes('socket') ? socket : '', device].join(' ');
    const known = observed.get(key) ?? addon().observe(question);
    // A failure may be temporary: a full disk, a lack of descriptors.
    if (!known.failure) observed.set(key, known);
    return known;
  };
  return {
    addFiles({ set, files }) {
      const known = filesOf(set);
      for (const file of files) known.push(file);
      sets.set(set, known);
      return known.length;
    },
    probe: ({ directory, socket }) =>
      'addon' in backend ? backend.addon.probe(directory, socket) : absentProbe(backend.absence),
    observe,
    residency: ({ set }) => overFiles(set, (...range) => addon().residency(...range)),
    warm: ({ set }) => overFiles(set, (...range) => addon().warm(...range)),
    evict: ({ set }) => overFiles(set, (...range) => addon().evict(...range)),
    run({ set, spec }, call) {
      const handle = addon().run({ ...v.parse(spareSpecSchema, spec), files: filesOf(set) }, call.progress);
      call.began(handle);
      return handle.done;
    },
  };
}

/** Node's code, the call and the path of a thrown error. */
export function failureOf(thrown: unknown): Failure {
  const error = (thrown instanceof Error ? thrown : new Error(String(thrown))) as Error & Partial<Failure>;
  const failure: Failure = { message: error.message };
  for (const key of ['code', 'syscall', 'path', 'detail'] as const) {
    const value = error[key];
    if (typeof value === 'string') failure[key] = value;
  }
  for (const key of ['why', 'remedy'] as const) {
    const value = error[key];
    if (value) failure[key] = value;
  }
  if (error.reason) failure.reason = error.reason;
  return failure;
}

/** The worker's loop over messages: each request is answered exactly once through `send`. */
export function serve(backend: Backend, send: (message: FromWorker) => void): (message: ToWorker) => void {
  const table = handlers(backend);
  const running = new Map<number, RunHandle>();

  async function answer(request: Extract<ToWorker, { kind: 'request' }>) {
    const { id } = request;
    const call: Call = {
      progress: bytes => send({ kind: 'progress', id, bytes }),
      began: handle => running.set(id, handle),
    };
    try {
      const handler = table[request.method] as Handlers[Method] | undefined;
      if (!handler) throw new Error(`The worker knows no request '${request.method}'.`);
      send({ kind: 'ok', id, result: await handler(request.params as never, call) });
    } catch (error) {
      send({ kind: 'failed', id, error: failureOf(error) });
    } finally {
      running.delete(id);
    }
  }

  return message => {
    if (message.kind === 'cancel') running.get(message.id)?.cancel();
    else void answer(message);
  };
}
