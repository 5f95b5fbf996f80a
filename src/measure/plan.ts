import { message } from '../messages/message';
import type { Absence } from '../model/availability';
import { pick } from '../model/fields';
import type { CacheState, ReceiverMode } from '../model/job';
import { sharedNames } from '../model/jobFields';
import type { Probe } from '../model/probe';
import type { ProfileRequest } from '../model/profile';
import type { Transfer } from '../model/report';
import { type FileRange, type RunSpec, standardRun } from '../model/runSpec';
import type { RunCores } from '../model/sample';
import { type StrategyName, strategyNames } from '../model/strategy';
import type { Input } from './files';
import { textbookOf } from './textbook';

/** The role of a cell: measured in full, or in a few rounds beside the main ones. */
export type CellRole = 'main' | 'contrast' | 'search';

/** One transfer to be measured: the run passed to the backend, and the row it becomes. */
export interface Cell {
  spec: RunSpec;
  cache: CacheState;
  inputBytes: number;
  role: CellRole;
  unsupported: Absence | null;
  /** The condition that distinguishes this cell in a scenario: `flush every chunk`. */
  variant: string | undefined;
  /** Found by the search: the row shows the options it was found with. */
  tuned: boolean;
}

export interface PlanInput {
  request: ProfileRequest;
  input: Input;
  probe: Probe;
  cpus: number;
  /** Where the threads go; missing or null leaves them to the scheduler. */
  cores?: RunCores | null;
  /** Carried by the cells where several plans make one report. */
  variant?: string | undefined;
}

/** Sizes a chunk sweep visits: 512 B to 16 MiB in steps of 4, with the usual 4, 64 KiB and 1 MiB among them. */
export const sweptChunks = [512, ...Array.from({ length: 8 }, (_, step) => 1024 * 4 ** step)];

/** A chunk sweep moves at most this much per run: 512 byte calls over gigabytes would take minutes. */
export const sweptBytes = 64 * 1024 * 1024;

/** Sizes a message sweep visits: 64 B to 64 KiB in steps of 4. */
export const sweptMessages = Array.from({ length: 6 }, (_, step) => 64 * 4 ** step);

/** A message sweep moves at most this much per run, the same at each point: messages of 64 B are 131,072 calls. */
export const sweptMessageBytes = 8 * 1024 * 1024;

/** A contrast moves at most this much per run: it must show a flip, not rank finely. */
const contrastBytes = 16 * 1024 * 1024;

/** The same random order for every strategy, and the same shuffles for the same request. */
export const seed = 20_031;

/** Every transfer of a request, in the order of the report's rows. */
export function plan({ request, input, probe, cpus, cores = null, variant }: PlanInput): Cell[] {
  const receiver = request.receiver ?? defaultReceiver(cpus);
  const points = pointsOf(request, input);
  const cells = points.flatMap(({ chunkBytes, files, inputBytes }) =>
    strategiesOf(request).map(
      (strategy): Cell => ({
        spec: specOf({ request, input, strategy, chunkBytes, receiver, files, cores }),
        cache: request.cache,
        inputBytes,
        role: 'main',
        unsupported: absenceOf(probe, strategy, request),
        variant,
        tuned: false,
      }),
    ),
  );
  const rows = [...cells, ...wholeCalls(request, cells)];
  return request.strategies === 'best' ? cells : [...rows, ...contrasts(request, rows)];
}

/** Calls that are told a length and need no buffer: a program passes them all that is left, however small its loop's chunk was. */
const lengthCalls: readonly StrategyName[] = ['sendfile', 'splice', 'copy-file-range'];

/** What such a call is measured with in place of a whole file, bytes: larger chunks cost the same. */
export const wholeChunk = 1024 * 1024;

/** Where all calls are compared at a loop's chunk, these are measured as they are written in its place as well. */
function wholeCalls({ strategies, sweep, scenario, chunks }: ProfileRequest, cells: readonly Cell[]): Cell[] {
  const [chunkBytes = wholeChunk, ...others] = chunks;
  if (strategies !== 'all' || sweep || scenario || others.length > 0 || chunkBytes >= wholeChunk) return [];
  return cells
    .filter(({ spec, unsupported }) => !unsupported && lengthCalls.includes(spec.strategy))
    .filter(({ spec }) => spec.files.some(({ length }) => (length ?? 0) > chunkBytes))
    .map(cell => ({ ...cell, spec: { ...cell.spec, chunkBytes: wholeChunk } }));
}

/** A polling receiver isolates the path, and needs a core of its own. */
export function defaultReceiver(cpus: number): ReceiverMode {
  return cpus >= 2 ? 'poll' : 'block';
}

/** Whether the route has a far end that polls or sleeps. */
export const hasReceiver = ({ route }: Pick<ProfileRequest, 'route'>) => route !== 'file-to-file';

interface Point {
  chunkBytes: number;
  files: FileRange[];
  inputBytes: number;
}

function pointsOf({ sweep, chunks }: ProfileRequest, { files, bytes }: Input): Point[] {
  const whole = { files, inputBytes: bytes };
  if (sweep === 'chunk') {
    const range = firstBytes(files, Math.min(bytes, sweptBytes));
    return sweptChunks.map(chunkBytes => ({ chunkBytes, ...range }));
  }
  if (sweep === 'message') {
    const range = firstBytes(files, Math.min(bytes, sweptMessageBytes));
    return sweptMessages.map(chunkBytes => ({ chunkBytes, ...range }));
  }
  if (sweep === 'size')
    return sweptSizes(bytes).flatMap(size =>
      chunks.map(chunkBytes => ({ chunkBytes, ...firstBytes(files, size) })),
    );
  return chunks.map(chunkBytes => ({ chunkBytes, ...whole }));
}

/** Sizes of a size sweep: 1 KiB to 4 GiB in steps of 4, as far as the input reaches, and the input itself. */
export function sweptSizes(bytes: number): number[] {
  const steps = Array.from({ length: 12 }, (_, step) => 1024 * 4 ** step);
  return [...steps.filter(size => size < bytes), bytes];
}

/** The first `bytes` bytes of a set of files, as ranges. */
export function firstBytes(files: FileRange[], bytes: number): { files: FileRange[]; inputBytes: number } {
  const taken: FileRange[] = [];
  let left = bytes;
  for (const file of files) {
    if (left <= 0) break;
    const length = Math.min(left, file.length ?? left);
    taken.push({ ...file, length });
    left -= length;
  }
  return { files: taken, inputBytes: bytes - left };
}

function strategiesOf({ strategies }: ProfileRequest): readonly StrategyName[] {
  return typeof strategies === 'string' ? strategyNames : strategies;
}

interface SpecInput {
  request: ProfileRequest;
  input: Input;
  strategy: StrategyName;
  chunkBytes: number;
  receiver: ReceiverMode;
  files: FileRange[];
  cores: RunCores | null;
}

function specOf({ request, input, strategy, chunkBytes, receiver, files, cores }: SpecInput): RunSpec {
  return {
    ...standardRun,
    ...pick(request, sharedNames),
    strategy,
    files,
    chunkBytes,
    seed,
    receiver,
    depth: depthOf(request),
    cores: receiver === 'same-core' && cores ? { ...cores, receiver: cores.sender } : cores,
    outputDirectory: input.directory,
  };
}

/** Reads in flight that keep a disk busy; cached bytes come at once, and one chain takes the fewest calls. */
const coldDepth = 8;

export const depthOf = ({ depth, cache }: Pick<ProfileRequest, 'depth' | 'cache'>): number =>
  depth ?? (cache === 'cold' ? coldDepth : 1);

function absenceOf(probe: Probe, strategy: StrategyName, { route }: ProfileRequest): Absence | null {
  const found = probe.strategies[strategy]?.[route];
  if (!found)
    return {
      why: message('route-unknown.why', { strategy, route }),
      remedy: message('route-unknown.remedy'),
    };
  if (found.available) return null;
  const { available: _, ...absence } = found;
  return absence;
}

/** The baselines of a search: its winner is compared with these rows. */
const searchBaselines: StrategyName[] = ['read-write', 'sendfile'];

/** The rows a search starts from: one cell per strategy, and of these the ones that stand as they are to the end. */
export function baselinesOf(cells: readonly Cell[]): Cell[] {
  return cells.filter(({ spec, unsupported }) => !unsupported && searchBaselines.includes(spec.strategy));
}

/**
 * Where the request does not say how the receiver waits, a few rounds with a sleeping one show what that changes: rankings
 * over loopback flip with it. A sweep or a search keeps to one mode.
 */
export function contrasts(request: ProfileRequest, cells: readonly Cell[]): Cell[] {
  const wanted =
    request.receiver === null && request.sweep === null && request.scenario === null && hasReceiver(request);
  if (!wanted) return [];
  return cells
    .filter(({ unsupported, spec }) => !unsupported && spec.receiver === 'poll')
    .map(cell => {
      const { files, inputBytes } = firstBytes(cell.spec.files, Math.min(cell.inputBytes, contrastBytes));
      return { ...cell, inputBytes, role: 'contrast', spec: { ...cell.spec, files, receiver: 'block' } };
    });
}

/** Chunks a run moves: each file's own, or each record's where a log is followed. */
function chunksOf({ files, chunkBytes, followBytes }: RunSpec): number {
  const lengths = files.map(({ length }) => length ?? 0);
  const chunks = (bytes: number) => Math.ceil(bytes / chunkBytes);
  if (followBytes === 0) return lengths.reduce((sum, length) => sum + chunks(length), 0);
  const bytes = lengths.reduce((sum, length) => sum + length, 0);
  return Math.floor(bytes / followBytes) * chunks(followBytes) + chunks(bytes % followBytes);
}

/** A cell's row before anything has run. */
export function emptyTransfer({ spec, cache, inputBytes, unsupported, variant, tuned }: Cell): Transfer {
  const { pipeBytes, sendBufferBytes, receiveBufferBytes, receiveLowWater } = spec;
  return {
    strategy: spec.strategy,
    route: spec.route,
    chunkBytes: spec.chunkBytes,
    cache,
    receiver: spec.receiver,
    inputBytes,
    unsupported,
    failed: null,
    runs: [],
    chunks: chunksOf(spec),
    modeSwitches: null,
    copies: [],
    copyTime: null,
    autotuned: tuned ? { pipeBytes, sendBufferBytes, receiveBufferBytes, receiveLowWater } : null,
    textbook: textbookOf(spec.strategy, spec.route),
    differences: [],
    integrity: null,
    summary: null,
    notes: [],
    ...(variant === undefined ? {} : { variant }),
  };
}
