// What /sys and /proc say on several machines, as far as placement asks.
import type { ReadText } from '../../../src/measure/placement/topology';

export interface CpuFacts {
  core: number;
  /** Lists of CPUs: hyperthreads of the core, and those that share the last-level cache. */
  siblings: string;
  cache: string;
  capacity?: number;
  maxKHz?: number;
}

export interface MachineFacts {
  cpus: CpuFacts[];
  /** The CPUs of each NUMA node. */
  nodes?: string[];
  allowed?: string;
  /** Further files. */
  files?: Record<string, string>;
}

const cpuFolder = '/sys/devices/system/cpu';

/** Reads such a machine. */
export function machine({
  cpus,
  nodes = [`0-${cpus.length - 1}`],
  allowed,
  files = {},
}: MachineFacts): ReadText {
  const all: Record<string, string> = {
    '/proc/self/status': `Name:\tnode\nCpus_allowed_list:\t${allowed ?? `0-${cpus.length - 1}`}\n`,
    '/sys/devices/system/node/online': nodes.length > 1 ? `0-${nodes.length - 1}` : '0',
    ...Object.fromEntries(nodes.map((list, node) => [`/sys/devices/system/node/node${node}/cpulist`, list])),
    ...Object.assign({}, ...cpus.map(cpuFiles)),
    ...files,
  };
  return path => all[path] ?? null;
}

function cpuFiles({ siblings, cache, capacity, maxKHz }: CpuFacts, id: number): Record<string, string> {
  const folder = `${cpuFolder}/cpu${id}`;
  return {
    [`${folder}/topology/thread_siblings_list`]: siblings,
    [`${folder}/cache/index0/level`]: '1',
    [`${folder}/cache/index0/shared_cpu_list`]: siblings,
    [`${folder}/cache/index1/level`]: '3',
    [`${folder}/cache/index1/shared_cpu_list`]: cache,
    ...(capacity === undefined ? {} : { [`${folder}/cpu_capacity`]: String(capacity) }),
    ...(maxKHz === undefined ? {} : { [`${folder}/cpufreq/cpuinfo_max_freq`]: String(maxKHz) }),
  };
}

const plain = (count: number, cache: string): CpuFacts[] =>
  Array.from({ length: count }, (_, core) => ({ core, siblings: String(core), cache }));

/** Two CPUs of a small virtual machine. */
export const smallVirtual: MachineFacts = { cpus: plain(2, '0-1') };

/** Four cores with two threads each, numbered core by core first: 0 and 4 are siblings. */
export const desktop: MachineFacts = {
  cpus: Array.from({ length: 8 }, (_, id) => ({
    core: id % 4,
    siblings: `${id % 4},${(id % 4) + 4}`,
    cache: '0-7',
  })),
};

/** Intel hybrid: two performance cores of two threads (0-3) and four efficiency cores (4-7). */
export const hybrid: MachineFacts = {
  cpus: [
    ...[0, 0, 1, 1].map((core): CpuFacts => ({ core, siblings: core === 0 ? '0-1' : '2-3', cache: '0-7' })),
    ...[4, 5, 6, 7].map((core): CpuFacts => ({ core, siblings: String(core), cache: '0-7' })),
  ],
  files: { '/sys/devices/cpu_atom/cpus': '4-7' },
};

/** arm64 with four small and two big cores, which have a cache of their own. */
export const bigLittle: MachineFacts = {
  cpus: [
    ...plain(4, '0-3').map(cpu => ({ ...cpu, capacity: 446 })),
    ...[4, 5].map((core): CpuFacts => ({ core, siblings: String(core), cache: '4-5', capacity: 1024 })),
  ],
};

/** Two sockets of four cores, a node each. */
export const twoSockets: MachineFacts = {
  cpus: Array.from({ length: 8 }, (_, id) => ({
    core: id,
    siblings: String(id),
    cache: id < 4 ? '0-3' : '4-7',
  })),
  nodes: ['0-3', '4-7'],
};

/** One core of two threads. */
export const oneCore: MachineFacts = {
  cpus: [0, 1].map(() => ({ core: 0, siblings: '0-1', cache: '0-1' })),
};
