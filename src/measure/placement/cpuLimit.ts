import type { ReadText } from './topology';

/** A container's CPU quota, and the throttling so far. */
export interface CpuLimit {
  /** CPU time per time, such as 1.5 CPUs; null without a quota. */
  cpus: number | null;
  /** Time that threads of this control group were held back, microseconds since it was made; null where the kernel does not report it. */
  throttledUs: number | null;
}

/** The CPU quota and throttling of this process's control groups, version 2 or 1 (man 7 cgroups). */
export function readCpuLimit(read: ReadText): CpuLimit {
  const folders = groupFolders(read);
  const quotas = folders.flatMap(folder => quotaOf(read, folder) ?? []);
  const throttled = folders.flatMap(folder => throttledIn(read, folder) ?? []);
  return {
    cpus: quotas.length > 0 ? Math.min(...quotas) : null,
    throttledUs: throttled.length > 0 ? Math.max(...throttled) : null,
  };
}

/** The group's folder and those above it: each may set a quota. Inside a container the root is the group itself. */
function groupFolders(read: ReadText): string[] {
  const lines = (read('/proc/self/cgroup') ?? '').split('\n').map(line => line.split(':'));
  const folders = lines.flatMap(([, controllers, path = '/']) => {
    const names = (controllers ?? '').split(',');
    if (controllers === '') return upwards('/sys/fs/cgroup', path);
    return names.includes('cpu')
      ? [...upwards('/sys/fs/cgroup/cpu', path), ...upwards(`/sys/fs/cgroup/${controllers}`, path)]
      : [];
  });
  return [...new Set(folders)];
}

function upwards(root: string, path: string): string[] {
  const parts = path.split('/').filter(part => part !== '' && part !== '..');
  return parts.map((_, last) => `${root}/${parts.slice(0, last + 1).join('/')}`).concat(root);
}

function quotaOf(read: ReadText, folder: string): number | null {
  const [quota, period] = read(`${folder}/cpu.max`)?.split(' ') ?? [
    read(`${folder}/cpu.cfs_quota_us`),
    read(`${folder}/cpu.cfs_period_us`),
  ];
  const cpus = Number(quota ?? Number.NaN) / Number(period ?? Number.NaN);
  return cpus > 0 && Number.isFinite(cpus) ? cpus : null;
}

function throttledIn(read: ReadText, folder: string): number | null {
  const text = read(`${folder}/cpu.stat`) ?? '';
  const micro = /^throttled_usec (\d+)$/m.exec(text)?.[1];
  const nano = /^throttled_time (\d+)$/m.exec(text)?.[1];
  if (micro !== undefined) return Number(micro);
  return nano === undefined ? null : Math.round(Number(nano) / 1000);
}
