import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { message } from '../../messages/message';
import { Problem } from '../../model/problem';
import type { ProfileRequest } from '../../model/profile';
import { type CpuLimit, readCpuLimit } from './cpuLimit';
import { type Placement, placeAs, placeThreads } from './placement';
import { allowedCpus, type Cpu, type ReadText, readTopology } from './topology';

/** A file of /sys or /proc, without its line end; null where it cannot be read. */
export const readText: ReadText = path => {
  try {
    return readFileSync(path, 'utf8').trimEnd();
  } catch {
    return null;
  }
};

/** The CPUs a run may use, as the kernel describes them now. */
export interface System {
  cpus: Cpu[];
  limit: CpuLimit;
}

export function readSystem(read: ReadText = readText): System {
  return { cpus: readTopology(read, allowedCpus(read)), limit: readCpuLimit(read) };
}

/** CPUs that can work at the same time: those allowed, as far as the container's quota lasts. */
export function usableCpus({ cpus, limit }: System): number {
  const allowed = cpus.length || availableParallelism();
  return Math.max(1, Math.min(allowed, Math.floor(limit.cpus ?? allowed)));
}

/** The NUMA node of the disk behind a device such as /dev/nvme0n1p2; null where the kernel names none. */
export function deviceNode(device: string | null, read: ReadText = readText): number | null {
  const name = /^\/dev\/(?:mapper\/)?([\w-]+)$/.exec(device ?? '')?.[1];
  if (!name) return null;
  const block = `/sys/class/block/${name}`;
  const text = read(`${block}/device/numa_node`) ?? read(`${block}/../device/numa_node`);
  const node = Number(text ?? -1);
  return node >= 0 ? node : null;
}

/** Where the threads of a request go. Throws a Problem where cores were named that this process may not use. */
export function placementOf(
  { cpus }: System,
  request: Pick<ProfileRequest, 'cores'>,
  node: number | null,
): Placement | null {
  if (!request.cores) return placeThreads(cpus, { receiver: 'poll', node });
  const placed = placeAs(cpus, { ...request.cores, poller: null });
  if (placed) return placed;
  const { sender, receiver } = request.cores;
  throw new Problem('input', {
    what: message('cores.unusable', { sender, receiver }),
    why: message('cores.unusable.why', { cores: cpus.map(({ id }) => String(id)) }),
    remedy: message('cores.unusable.remedy'),
  });
}
