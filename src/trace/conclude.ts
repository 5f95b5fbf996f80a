// Makes the result for people and tools from the tracer's counts.
import { constants } from 'node:os';
import {
  type KernelMove,
  type Trace,
  type TracedProcess,
  type TracedRelay,
  type TraceLocation,
  traceSchemaName,
} from '../model/trace';
import type { TracerRelay, TracerResult } from '../worker/tracerProtocol';
import { alternativeFor } from './alternative';
import { blindSpotsOf } from './blindSpots';
import { bpfAbsence } from './bpfAbsence';
import { groupRelays } from './grouping';

export interface TracedJob {
  command: string[] | null;
  pid: number | null;
}

/** Figures of a watched process are scaled from the windows to the whole time; `scale` is 1 for a started program. */
type Scale = (value: number) => number;

/** Where the call sites of a trace are: by the tracer's number of a site. */
export interface SiteLocations {
  locations: ReadonlyMap<number, TraceLocation>;
  /** Why a site has none. */
  absence: NonNullable<TracedRelay['locationAbsence']>;
}

const unlocated: SiteLocations = { locations: new Map(), absence: 'not-requested' };

/** Frames of a site from the call outwards that are looked at: a library may stand between the loop and the call. */
const framesLookedAt = 12;

/** Each relay's call site with the most bytes, and its frames. */
export function mainSites(raw: TracerResult): { site: number; frames: TracerResult['sites'][number] }[] {
  const sites = new Set(groupRelays(raw.relays).flatMap(row => mainSite(row) ?? []));
  return [...sites].map(site => ({ site, frames: (raw.sites[site] ?? []).slice(0, framesLookedAt) }));
}

/** The site that most bytes went through; the tracer's number 0 is the unknown one. */
function mainSite({ sites }: TracerRelay): number | null {
  const bytes = new Map<number, number>();
  for (const one of sites) bytes.set(one.site, (bytes.get(one.site) ?? 0) + one.bytes);
  bytes.delete(0);
  const [first] = [...bytes].sort(([, a], [, b]) => b - a);
  return first?.[0] ?? null;
}

/** The result of a trace. */
export function conclude(job: TracedJob, raw: TracerResult, found: SiteLocations = unlocated): Trace {
  // The BPF program sees all calls of a watched process; ptrace those in its windows.
  const inWindows = job.pid !== null && raw.engine === 'ptrace';
  const factor = inWindows ? factorOf(raw.session) : 1;
  const scale: Scale = value => Math.round(value * factor);
  return {
    schema: traceSchemaName,
    engine: raw.engine,
    otherEngine: otherEngineOf(raw),
    ...job,
    ...endingOf(raw),
    wallNs: raw.session.totalNs,
    relays: relaysOf(raw, scale, found),
    kernelMoves: movesOf(raw, scale),
    blindSpots: blindSpotsOf(raw),
    lost: raw.lost,
    lostBytes: raw.lostBytes,
    folded: raw.folded,
    changedBytes: scale(raw.changed),
    calls: raw.calls,
    countedCalls: raw.countedCalls,
    sharedCpu: raw.placement.threads > 0 ? raw.placement.cpu : null,
    slowdown: slowdownOf(raw),
    estimate: inWindows ? { windows: raw.session.windows, watchedNs: raw.session.tracedNs, factor } : null,
    endedProcesses: raw.session.endedProcesses,
  };
}

/**
 * By the bytes of read and write calls that the kernel counted in the windows and outside of them (/proc/PID/io). It counts no
 * recv and send: where it counted nothing, by time.
 */
function factorOf({ windowBytes, totalBytes, tracedNs, totalNs }: TracerResult['session']): number {
  if (windowBytes > 0) return totalBytes / windowBytes;
  return tracedNs > 0 ? totalNs / tracedNs : 1;
}

function endingOf({ ending }: TracerResult): Pick<Trace, 'exitCode' | 'exitSignal'> {
  if (ending === null) return { exitCode: null, exitSignal: null };
  const name = Object.entries(constants.signals).find(([, number]) => number === ending.signal)?.[0];
  return {
    exitCode: ending.code >= 0 ? ending.code : null,
    exitSignal: ending.signal >= 0 ? (name ?? `SIG${ending.signal}`) : null,
  };
}

const processOf = ({ pid, name }: TracerRelay['process']): TracedProcess => ({ pid: pid || null, name });

function relaysOf(raw: TracerResult, scale: Scale, found: SiteLocations): TracedRelay[] {
  const begin = Math.min(...raw.relays.map(({ firstNs }) => firstNs));
  return groupRelays(raw.relays)
    .sort((a, b) => b.bytes - a.bytes)
    .map(row => ({
      ...relayOf(row, raw, scale),
      startNs: row.firstNs - begin,
      ...placeOf(row, found),
    }));
}

type Place = Pick<TracedRelay, 'location' | 'locationAbsence'>;

function relayOf(
  row: TracerRelay,
  raw: TracerResult,
  scale: Scale,
): Omit<TracedRelay, keyof Place | 'startNs'> {
  const bytes = scale(row.bytes);
  const calls = scale(row.reads + row.writes);
  return {
    process: processOf(row.process),
    from: row.from,
    to: row.to,
    bytes,
    calls,
    reads: scale(row.reads),
    writes: scale(row.writes),
    chunkBytes: row.writes > 0 ? Math.round(row.bytes / row.writes) : 0,
    verified: row.compared > 0,
    comparedBytes: row.compared,
    durationNs: row.lastNs - row.firstNs,
    copiedBytes: 2 * bytes,
    modeSwitches: 2 * calls,
    threads: threadsOf(row, raw, scale),
    best: alternativeFor(row.from.kind, row.to.kind, bytes),
  };
}

function placeOf(row: TracerRelay, { locations, absence }: SiteLocations): Place {
  const site = mainSite(row);
  if (site === null) return { location: null, locationAbsence: 'no-unwinder' };
  const location = locations.get(site) ?? null;
  return { location, locationAbsence: location ? null : absence };
}

/** A stop of the tracer is a voluntary switch that an untraced run does not have. */
function threadsOf({ threads }: TracerRelay, raw: TracerResult, scale: Scale): TracedRelay['threads'] {
  const own = raw.threads.filter(({ tid }) => threads.includes(tid));
  if (own.length === 0) return null;
  const sum = (of: (thread: (typeof own)[number]) => number) =>
    scale(own.reduce((total, thread) => total + of(thread), 0));
  return {
    count: own.length,
    cpuNs: sum(thread => thread.cpuNs),
    voluntarySwitches: sum(thread => Math.max(0, thread.voluntarySwitches - thread.stops)),
    involuntarySwitches: sum(thread => thread.involuntarySwitches),
  };
}

const movesOf = ({ moves }: TracerResult, scale: Scale): KernelMove[] =>
  moves
    .map(move => ({
      ...move,
      process: processOf(move.process),
      bytes: scale(move.bytes),
      calls: scale(move.calls),
    }))
    .sort((a, b) => b.bytes - a.bytes);

function otherEngineOf(raw: TracerResult): Trace['otherEngine'] {
  const { engine, noBpf } = raw;
  if (engine === 'bpf')
    return {
      engine: 'ptrace',
      gains: ['no-loss', ...(hasJava(raw) ? ['java-lines' as const] : [])],
      absence: null,
    };
  return { engine: 'bpf', gains: ['speed'], absence: noBpf && bpfAbsence(noBpf) };
}

/** The JDK's libraries that make system calls for Java code. */
const javaLibrary = /\/lib(java|net|nio)\.so$/;

const hasJava = (raw: TracerResult) =>
  mainSites(raw).some(({ frames }) => frames.some(({ file }) => javaLibrary.test(file)));

/** Null if stops and counted calls account for all of the time, because then the cost of other calls is unknown. */
function slowdownOf({ engine, stops, countedCalls, placement, session }: TracerResult): number | null {
  if (engine === 'bpf' || (countedCalls > 0 && session.countedCallNs === 0)) return null;
  const stopNs =
    placement.threads > 0 || placement.apartStopNs === 0 ? placement.pinnedStopNs : placement.apartStopNs;
  const bareNs = session.tracedNs - stops * stopNs - countedCalls * session.countedCallNs;
  return stopNs > 0 && bareNs > session.tracedNs / 100 ? session.tracedNs / bareNs : null;
}
