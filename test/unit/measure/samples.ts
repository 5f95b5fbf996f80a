import { standardsOf } from '../../../src/model/fields';
import { conditionFields } from '../../../src/model/jobFields';
import { verbatim } from '../../../src/model/message';
import type { Probe, Residency } from '../../../src/model/probe';
import type { Report, Transfer } from '../../../src/model/report';
import { reportSchemaName } from '../../../src/model/report';
import { type Route, routes } from '../../../src/model/route';
import type { FileRange } from '../../../src/model/runSpec';
import type { Run, RunResult, SyscallCount, ThreadUsage } from '../../../src/model/sample';
import { type StrategyName, strategyNames } from '../../../src/model/strategy';
import type { CallOptions, WorkerClient } from '../../../src/worker/client';

export const mib = 2 ** 20;

export function usage(changes: Partial<ThreadUsage> = {}): ThreadUsage {
  return {
    tid: 7,
    cpu: 0,
    userNs: 1000,
    systemNs: 9000,
    voluntarySwitches: 0,
    involuntarySwitches: 0,
    minorFaults: 0,
    majorFaults: 0,
    ...changes,
  };
}

export const calls = (count: number, bytes = 0, changes: Partial<SyscallCount> = {}): SyscallCount => ({
  calls: count,
  bytes,
  short: 0,
  errors: {},
  ...changes,
});

export function result(changes: Partial<RunResult> = {}): RunResult {
  const bytes = changes.bytes ?? mib;
  return {
    bytes,
    wallNs: 1e6,
    sender: usage(),
    receiver: usage({ tid: 8, cpu: 1 }),
    syscalls: { read: calls(16, bytes), write: calls(16, bytes) },
    receiverSyscalls: { recvfrom: calls(20, bytes) },
    deviceReadBytes: 0,
    helperNs: null,
    cachedBytes: bytes,
    ranAs: { strategy: 'read-write', because: null },
    granted: { pipeBytes: null, sendBufferBytes: 1, receiveBufferBytes: 1, receiveLowWater: 1 },
    zeroCopy: null,
    sharedBytes: null,
    hash: null,
    copyTime: null,
    ...changes,
  };
}

export const run = (changes: Partial<Run> = {}): Run => ({ phase: 'timed', ...result(changes), ...changes });

/** A timed run that cost so many nanoseconds per KiB. */
export const costing = (nsPerKiB: number, changes: Partial<Run> = {}): Run => {
  const bytes = changes.bytes ?? mib;
  return run({ sender: usage({ userNs: 0, systemNs: Math.round((nsPerKiB * bytes) / 1024) }), ...changes });
};

export function transfer(changes: Partial<Transfer> = {}): Transfer {
  return {
    strategy: 'read-write',
    route: 'file-to-socket',
    chunkBytes: 65536,
    cache: 'warm',
    receiver: 'poll',
    inputBytes: mib,
    unsupported: null,
    failed: null,
    runs: [],
    modeSwitches: null,
    copies: [],
    copyTime: null,
    autotuned: null,
    textbook: null,
    differences: [],
    integrity: null,
    summary: null,
    notes: [],
    ...changes,
  };
}

export function report(transfers: Transfer[] = [], changes: Partial<Report> = {}): Report {
  return {
    schema: reportSchemaName,
    tool: 'iopath 0.1.0',
    createdAt: '2026-01-02T03:04:05.000Z',
    machine: {
      kernel: 'Linux 6.18.0',
      architecture: 'x64',
      cpus: 2,
      cpuModel: 'Test CPU',
      memoryBytes: 2 ** 30,
      filesystem: { type: 'ext4', mount: '/', device: '/dev/vda', reflink: false },
      nics: [],
      evidence: { sampled: { available: true } },
    },
    input: { files: 1, paths: ['/data/a.bin'], bytes: mib, cachedBytes: mib, modifiedMs: 1000 },
    conditions: { ...standardsOf(conditionFields), pinned: true },
    transfers,
    comparison: [],
    crossovers: [],
    scenario: null,
    advice: null,
    warnings: [],
    cancelled: false,
    ...changes,
  };
}

/** A probe on which everything runs but what `absent` names. */
export function probe(absent: StrategyName[] = []): Probe {
  const byRoute = (name: StrategyName) =>
    Object.fromEntries(
      routes.map(route => [
        route,
        absent.includes(name)
          ? {
              available: false as const,
              why: verbatim(`no ${name} here.`),
              remedy: verbatim('Use another kernel.'),
            }
          : { available: true as const },
      ]),
    ) as Record<Route, { available: true }>;
  return {
    strategies: Object.fromEntries(strategyNames.map(name => [name, byRoute(name)])) as Probe['strategies'],
    evidence: { sampled: { available: true } },
    filesystem: { type: 'ext4', mount: '/', device: '/dev/vda', reflink: false },
    nics: [],
  };
}

type Spec = Parameters<WorkerClient['run']>[0];

export interface FakeWorker extends WorkerClient {
  /** Every run asked for, in order. */
  readonly specs: Spec[];
  readonly evicted: FileRange[][];
}

export interface FakeOptions {
  probe?: Probe;
  /** What a run answers; by default its bytes moved without problem at a cost that depends on the strategy. */
  run?: (spec: Spec, options: CallOptions | undefined) => RunResult | Promise<RunResult>;
}

const costs: Partial<Record<StrategyName, number>> = {
  'read-write': 250,
  'mmap-write': 200,
  sendfile: 100,
  splice: 110,
};

export const bytesOf = (spec: Spec) => spec.files.reduce((sum, { length }) => sum + (length ?? 0), 0);

/** A plausible answer to a run. */
export function answer(spec: Spec, changes: Partial<RunResult> = {}): RunResult {
  const bytes = bytesOf(spec);
  const cost = costs[spec.strategy] ?? 300;
  return result({
    bytes,
    cachedBytes: bytes,
    sender: usage({ userNs: 0, systemNs: Math.round((cost * bytes) / 1024) }),
    receiverSyscalls: { recvfrom: calls(1, bytes) },
    ranAs: { strategy: spec.strategy, because: null },
    hash: spec.sink === 'verify' ? { algorithm: 'xxh', source: 'ab', sink: 'ab' } : null,
    copyTime:
      spec.sampleHz > 0
        ? { share: 0.5, samples: 600, wakeShare: 0, leaves: [{ symbol: 'f', samples: 600 }] }
        : null,
    ...changes,
  });
}

/** A worker that measures nothing and answers at once. */
export function fakeWorker(options: FakeOptions = {}): FakeWorker {
  const specs: Spec[] = [];
  const evicted: FileRange[][] = [];
  const resident = (files: FileRange[]): Residency => {
    const bytes = files.reduce((sum, { length }) => sum + (length ?? 0), 0);
    return { bytes, cachedBytes: bytes };
  };
  return {
    specs,
    evicted,
    pid: null,
    probe: async () => options.probe ?? probe(),
    observe: async () => ({ segments: [], failure: null, tookNs: 1 }),
    residency: async files => resident(files),
    warm: async files => resident(files),
    evict: async files => {
      evicted.push(files);
      return { ...resident(files), cachedBytes: 0 };
    },
    run: async (spec, call) => {
      specs.push(spec);
      if (call?.signal?.aborted) throw Object.assign(new Error('cancelled'), { code: 'ECANCELED' });
      return (options.run ?? answer)(spec, call as never);
    },
    dispose: () => {},
  };
}
