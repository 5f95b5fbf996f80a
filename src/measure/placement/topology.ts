/** A file's text without its line end; null where it is not there. `/sys` and `/proc` are read through this. */
export type ReadText = (path: string) => string | null;

/** One logical CPU as /sys describes it. Texts name groups: two CPUs of the same text share that part. */
export interface Cpu {
  id: number;
  /** The physical core; hyperthreads share one. */
  core: string;
  /** The last-level cache. */
  cache: string;
  /** Computing power beside the strongest CPU's 1024 (cpu_capacity; else from the kind of core or its top speed). */
  capacity: number;
  /** NUMA node. */
  node: number;
}

const cpus = '/sys/devices/system/cpu';
const nodes = '/sys/devices/system/node';

/** `0-3,8` as numbers (the kernel's list format, cpulist(7)); what is no list is empty. */
export function parseList(text: string | null): number[] {
  const parts = (text ?? '').split(',').map(part => /^(\d+)(?:-(\d+))?$/.exec(part.trim()));
  return parts.flatMap(found => {
    if (!found) return [];
    const [from, to] = [Number(found[1]), Number(found[2] ?? found[1])];
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => from + step);
  });
}

/** CPUs this process may run on: its affinity within its cpuset (Cpus_allowed_list of /proc/self/status). */
export function allowedCpus(read: ReadText): number[] {
  return parseList(/^Cpus_allowed_list:\s*(\S+)/m.exec(read('/proc/self/status') ?? '')?.[1] ?? null);
}

/** The named CPUs, each with its topology from /sys; a CPU without an entry there counts as one on its own. */
export function readTopology(read: ReadText, ids: readonly number[]): Cpu[] {
  const nodeOf = nodesByCpu(read);
  const capacityOf = capacities(read, ids);
  return ids.map(id => ({
    id,
    core: read(`${cpus}/cpu${id}/topology/thread_siblings_list`) ?? String(id),
    cache: lastLevelCache(read, id),
    capacity: capacityOf(id),
    node: nodeOf.get(id) ?? 0,
  }));
}

function lastLevelCache(read: ReadText, id: number): string {
  let last = { level: 0, shared: String(id) };
  for (let index = 0; ; index += 1) {
    const folder = `${cpus}/cpu${id}/cache/index${index}`;
    const level = Number(read(`${folder}/level`) ?? Number.NaN);
    if (Number.isNaN(level)) return `${last.level}: ${last.shared}`;
    if (level > last.level) last = { level, shared: read(`${folder}/shared_cpu_list`) ?? String(id) };
  }
}

function nodesByCpu(read: ReadText): Map<number, number> {
  const online = parseList(read(`${nodes}/online`));
  return new Map(
    online.flatMap(node => parseList(read(`${nodes}/node${node}/cpulist`)).map(id => [id, node] as const)),
  );
}

/** A core this much slower than the fastest is of another kind; favoured cores of one kind differ by less. */
const otherKind = 0.8;

/**
 * cpu_capacity exists on arm64 and, since Linux 6.12, on hybrid x86. Before that /sys/devices/cpu_atom lists Intel's
 * efficiency cores, and the top speed identifies dense cores.
 */
function capacities(read: ReadText, ids: readonly number[]): (id: number) => number {
  const efficient = new Set(parseList(read('/sys/devices/cpu_atom/cpus')));
  const speedOf = (id: number) => Number(read(`${cpus}/cpu${id}/cpufreq/cpuinfo_max_freq`) ?? 0);
  const fastest = Math.max(0, ...ids.map(speedOf));
  return id => {
    const capacity = Number(read(`${cpus}/cpu${id}/cpu_capacity`) ?? 0);
    if (capacity > 0) return capacity;
    if (efficient.has(id)) return 512;
    const part = fastest > 0 ? speedOf(id) / fastest : 1;
    return part < otherKind ? Math.round(1024 * part) : 1024;
  };
}
