import * as v from 'valibot';
import { absenceSchema, availabilitySchema } from './availability';
import { lenientEntriesOf } from './fields';
import { cacheStates, receiverModes, sweepAxes } from './job';
import { conditionFields } from './jobFields';
import { languages } from './languages';
import { messageSchema, problemTextSchema } from './messageSchema';
import { observationSchema } from './observation';
import { evidences, moverEvidences, movers, routes, stages } from './route';
import { copyTimeSchema, count, finite, relations, runCoresSchema, runSchema } from './sample';
import { strategyNames } from './strategy';

export const reportSchemaName = 'iopath-report/2';

/** Median with its spread over the timed rounds: median absolute deviation, extremes, and how many rounds. */
export const spreadSchema = v.object({ median: finite, mad: finite, min: finite, max: finite, n: count });
export type Spread = v.InferOutput<typeof spreadSchema>;

/** One leg of the way: `bytes` moved from one stage to the next by `by`, and how both are known. */
export const hopSchema = v.object({
  from: v.picklist(stages),
  to: v.picklist(stages),
  by: v.picklist(movers),
  bytes: count,
  /** How the bytes are known. */
  evidence: v.picklist(evidences),
  /** How the mover is known. */
  moverEvidence: v.picklist(moverEvidences),
  /** The mover by the rules, where the experiment showed another one. */
  ruleBy: v.optional(v.picklist(movers)),
  /** The rule behind a hop, with the kernel behaviour it rests on. */
  note: messageSchema,
});
export type Hop = v.InferOutput<typeof hopSchema>;

/** Settings that figures depend on; null if the kernel does not report them. */
export const machineSettingsSchema = v.object({
  /** The frequency governor of CPU 0. */
  governor: v.nullable(v.string()),
  /** Whether cores may run above their base frequency. */
  turbo: v.nullable(v.boolean()),
  /** The kernel's state of each vulnerability whose mitigation makes calls or copies cost more. */
  mitigations: v.record(v.string(), v.string()),
  /** The hypervisor, `unknown` where the processor only says that there is one; null on hardware of its own. */
  virtualisation: v.nullable(v.string()),
});
export type MachineSettings = v.InferOutput<typeof machineSettingsSchema>;

export const machineSchema = v.object({
  kernel: v.string(),
  architecture: v.string(),
  cpus: count,
  cpuModel: v.string(),
  memoryBytes: count,
  filesystem: v.object({
    type: v.string(),
    mount: v.string(),
    device: v.nullable(v.string()),
    reflink: v.nullable(v.boolean()),
  }),
  nics: v.array(v.object({ name: v.string(), scatterGather: v.nullable(v.boolean()) })),
  evidence: v.record(v.string(), availabilitySchema),
  /** Missing in older reports. */
  settings: v.optional(machineSettingsSchema),
  /** CPU quota of the container, such as 1.5; null without one. Missing in older reports. */
  cpuQuota: v.optional(v.nullable(finite)),
});
export type Machine = v.InferOutput<typeof machineSchema>;

export const inputSchema = v.object({
  /** Number of files. */
  files: count,
  /** The first few paths, for people; `files` is the whole count. */
  paths: v.array(v.string()),
  bytes: count,
  /** Resident in the page cache before the first run (mincore); null if the kernel refuses to report it. */
  cachedBytes: v.nullable(count),
  /** Newest modification time of the input, milliseconds since 1970. */
  modifiedMs: finite,
});

/** The route's conditions, equal for all transfers of a report. */
export const conditionsSchema = v.object({
  ...lenientEntriesOf(conditionFields),
  pinned: v.boolean(),
  /** Cores of the threads, and what is unfavourable about the pair; null where they are not pinned. */
  cores: v.optional(
    v.nullable(v.object({ ...runCoresSchema.entries, relations: v.array(v.picklist(relations)) })),
  ),
  /** Time for which the container's quota held its threads back during the run. Missing where there is none. */
  throttledUs: v.optional(count),
  /** What was swept; missing where nothing was. */
  swept: v.optional(v.picklist(sweepAxes)),
});

/** Figures of one transfer, over its timed rounds. */
export const summarySchema = v.object({
  wallNs: spreadSchema,
  /** CPU time of the sending thread, user + system, and of kernel threads that work for it; ns per KiB moved. */
  cpuNsPerKiB: spreadSchema,
  /** The split of the sender's own time; missing where the kernel's grain (`cpuGrainNs`) is over 1 % of a run's. */
  userNsPerKiB: v.optional(spreadSchema),
  systemNsPerKiB: v.optional(spreadSchema),
  /** CPU time of both threads. A polling receiver spins, so compare this only between sleeping ones. */
  totalCpuNsPerKiB: spreadSchema,
  bytesPerSecond: spreadSchema,
  syscalls: spreadSchema,
  bytesPerSyscall: spreadSchema,
  voluntarySwitches: spreadSchema,
  involuntarySwitches: spreadSchema,
  /** Context switches of both threads: the wake-ups. */
  wakeups: spreadSchema,
  minorFaults: spreadSchema,
  majorFaults: spreadSchema,
  deviceReadBytes: spreadSchema,
  /** Per byte moved, from the processor's counters; missing where the machine has none. */
  cyclesPerByte: v.optional(spreadSchema),
  instructionsPerByte: v.optional(spreadSchema),
  cacheMissesPerKiB: v.optional(spreadSchema),
});
export type Summary = v.InferOutput<typeof summarySchema>;

/** The textbook's figures of this strategy: copies per byte moved, mode switches per chunk; null if it has none. */
export const textbookSchema = v.object({
  cpuCopies: finite,
  dmaCopies: finite,
  modeSwitchesPerChunk: finite,
  source: messageSchema,
});
export type Textbook = v.InferOutput<typeof textbookSchema>;

/** A figure that differs from the textbook's, and why. */
export const differenceSchema = v.object({
  figure: v.picklist(['cpuCopies', 'dmaCopies', 'modeSwitches']),
  textbook: finite,
  measured: finite,
  why: messageSchema,
});

/**
 * Variants of the rows that a search (`best`) leaves beside its finalists: what it tried, which is its cost curve, and
 * the cost no path can go below, page references moved alone.
 */
export const searchVariant = 'search';
export const floorVariant = 'floor';

export const transferSchema = v.object({
  strategy: v.picklist(strategyNames),
  route: v.picklist(routes),
  chunkBytes: count,
  cache: v.picklist(cacheStates),
  receiver: v.picklist(receiverModes),
  /** Bytes of the input this transfer moved: a size sweep's point, else the whole input. */
  inputBytes: count,
  unsupported: v.nullable(absenceSchema),
  /** The problem of a failed run. The transfer keeps the runs before it. */
  failed: v.nullable(problemTextSchema),
  runs: v.array(runSchema),
  /** Chunks one run moves; of many small files more than their bytes would fill. Missing in older reports. */
  chunks: v.optional(count),
  /** Mode switches of the sender in one run: two for each of its syscalls. */
  modeSwitches: v.nullable(count),
  copies: v.array(hopSchema),
  copyTime: v.nullable(copyTimeSchema),
  autotuned: v.nullable(
    v.object({ pipeBytes: count, sendBufferBytes: count, receiveBufferBytes: count, receiveLowWater: count }),
  ),
  textbook: v.nullable(textbookSchema),
  differences: v.array(differenceSchema),
  integrity: v.nullable(v.object({ algorithm: v.string(), ok: v.boolean() })),
  summary: v.nullable(summarySchema),
  notes: v.array(messageSchema),
  /** Where a scenario compares conditions: the one that sets this transfer apart, such as `flush-each-batch`. */
  variant: v.optional(v.string()),
});
export type Transfer = v.InferOutput<typeof transferSchema>;

export const comparisonVerdicts = [
  'cheaper',
  'costlier',
  'no measurable difference',
  'too few rounds',
] as const;

/** A verdict as stored. Older reports wrote `dearer` for `costlier`. */
export const comparisonVerdictSchema = v.pipe(
  v.unknown(),
  v.transform(stored => (stored === 'dearer' ? 'costlier' : stored)),
  v.picklist(comparisonVerdicts),
);

/**
 * CPU time of the sender per byte against the baseline's in the same rounds; below 1 is cheaper. `low` to `high` is the
 * 95 % interval of this one ratio; both are null, and there is no verdict, where the rounds are too few for one.
 */
export const comparisonSchema = v.object({
  strategy: v.picklist(strategyNames),
  chunkBytes: count,
  cache: v.picklist(cacheStates),
  receiver: v.picklist(receiverModes),
  inputBytes: count,
  ratio: finite,
  low: v.nullable(finite),
  high: v.nullable(finite),
  /** Rounds that made both. Missing in older reports. */
  n: v.optional(count),
  verdict: comparisonVerdictSchema,
  /** The baseline by name, such as `read-write 64 KiB`. */
  against: v.string(),
  /** The transfer's `variant`, where it has one. */
  variant: v.optional(v.string()),
});
export type Comparison = v.InferOutput<typeof comparisonSchema>;

export const scenarioVerdicts = ['confirmed', 'refuted', 'not-decidable'] as const;
export const scenarioResultSchema = v.object({
  id: v.string(),
  claim: messageSchema,
  source: messageSchema,
  verdict: v.picklist(scenarioVerdicts),
  because: messageSchema,
  /** What the articles say, and the one figure that decided, short enough for a cell of a table. */
  textbook: v.optional(messageSchema),
  measured: v.optional(messageSchema),
  /** What to do, for either outcome. */
  consequence: v.optional(messageSchema),
});
export type ScenarioResult = v.InferOutput<typeof scenarioResultSchema>;

/** The meaning of a recommendation's figure. */
export const figureKinds = ['cpu', 'throughput', 'copies', 'copy-time', 'floor'] as const;

/** `label` is for people. `kind`, and the row it tells of, are for programs; missing in older reports. */
export const adviceFigureSchema = v.object({
  label: messageSchema,
  value: messageSchema,
  evidence: v.picklist(evidences),
  kind: v.optional(v.picklist(figureKinds)),
  subject: v.optional(v.string()),
});

export const adviceSchema = v.object({
  /** The recommendation. */
  text: messageSchema,
  strategy: v.nullable(v.picklist(strategyNames)),
  chunkBytes: v.nullable(count),
  /**
   * Other rows that none is shown to be cheaper than: with 95 % the truly cheapest is the named row or one of these.
   * Missing in older reports.
   */
  ties: v.optional(v.array(v.object({ strategy: v.picklist(strategyNames), chunkBytes: count }))),
  figures: v.array(adviceFigureSchema),
  /** When it would not hold. */
  limits: messageSchema,
  /** What the other kind of receiver changes, where that was measured or is known. */
  receiverNote: v.nullable(messageSchema),
});
export type Advice = v.InferOutput<typeof adviceSchema>;

/** A point from where on one strategy is ahead of another along a swept axis. Bytes. */
export const crossoverSchema = v.object({
  axis: v.picklist(sweepAxes),
  ahead: v.picklist(strategyNames),
  behind: v.picklist(strategyNames),
  fromBytes: count,
  low: count,
  high: count,
});

/** A warning about the figures, with its remedy. */
export const warningSchema = v.object({ what: messageSchema, remedy: messageSchema });
export type Warning = v.InferOutput<typeof warningSchema>;

export const reportSchema = v.object({
  schema: v.literal(reportSchemaName),
  /** The product's version and the moment of the run (ISO 8601). */
  tool: v.string(),
  createdAt: v.string(),
  machine: machineSchema,
  input: inputSchema,
  conditions: conditionsSchema,
  /** Language of the code the run was asked for from: advice names its calls. Missing where there is none. */
  language: v.optional(v.picklist(languages)),
  transfers: v.array(transferSchema),
  comparison: v.array(comparisonSchema),
  crossovers: v.array(crossoverSchema),
  scenario: v.nullable(scenarioResultSchema),
  advice: v.nullable(adviceSchema),
  /** The results of the aliasing experiment; missing in older reports. */
  observations: v.optional(v.array(observationSchema)),
  /** Warnings about the figures: a noisy machine, a cold run whose cache could not be emptied. */
  warnings: v.array(warningSchema),
  /** True where the run was cancelled and the report holds what was measured until then. */
  cancelled: v.boolean(),
});
export type Report = v.InferOutput<typeof reportSchema>;
