import { message } from '../../messages/message';
import type { Hop } from '../../model/report';
import { toDisk } from './ends';
import { cpuCopy, dmaCopy, type Facts, returned } from './facts';

/** Filesystems without a device: since Linux 6.6 tmpfs takes O_DIRECT, and copies all the same. */
const isMemory = ({ filesystem }: Facts) => filesystem.type === 'tmpfs' || filesystem.type === 'ramfs';
const hasDevice = ({ filesystem }: Facts) => filesystem.device?.startsWith('/dev/') ?? false;

/**
 * The input to direct-io's own buffer: by the device, as far as the block layer accounts for it. What it did not
 * deliver came out of the page cache, by which a filesystem answers where it can't read directly. All bytes read
 * count, also those that whole blocks add to the requested ones.
 */
export function intoDirectBuffer(facts: Facts): Hop[] {
  const { bytes, deviceReadBytes } = facts.run;
  const read = returned(facts, 'pread64') ?? bytes;
  const delivered = isMemory(facts) ? 0 : hasDevice(facts) ? Math.min(read, deviceReadBytes) : read;
  return [
    dmaCopy({
      from: 'disk',
      to: 'user-buffer',
      bytes: delivered,
      evidence: hasDevice(facts) ? 'kernel' : 'model',
      note:
        read > bytes
          ? message('copy.direct-read-blocks', { ratio: read / bytes })
          : message('copy.direct-read'),
    }),
    cpuCopy({
      from: 'page-cache',
      to: 'user-buffer',
      bytes: read - delivered,
      evidence: isMemory(facts) ? 'model' : 'kernel',
      note: isMemory(facts)
        ? message('copy.direct-memory', { filesystem: facts.filesystem.type })
        : message('copy.direct-cached'),
    }),
  ];
}

/** Reasons for which the backend wrote the output through the page cache. */
const cached = ['direct-unaligned', 'direct-output-refused'];
const wroteThroughCache = ({ run }: Facts) => cached.includes(run.ranAs.reason?.code ?? '');

/**
 * btrfs keeps checksums, and takes a direct write through its pages so that the bytes stand still meanwhile. Seen on Linux
 * 6.18; older kernels let the device read the user buffer, which the experiment then shows.
 */
const checksums = ({ filesystem }: Facts) => filesystem.type === 'btrfs';

/** direct-io's own buffer to the output: by the device, or, where the output takes no O_DIRECT, by a copy. */
export function outOfDirectBuffer(facts: Facts): Hop[] {
  const { bytes } = facts.run;
  if (wroteThroughCache(facts) || isMemory(facts) || checksums(facts))
    return [
      cpuCopy({
        from: 'user-buffer',
        to: 'destination-page-cache',
        bytes,
        evidence: isMemory(facts) ? 'model' : 'counted',
        note: checksums(facts) ? message('copy.direct-checksums') : message('copy.direct-refused'),
      }),
      ...toDisk(facts),
    ];
  return [
    dmaCopy({
      from: 'user-buffer',
      to: 'destination-disk',
      bytes,
      evidence: 'model',
      note: message('copy.direct-write'),
    }),
  ];
}
