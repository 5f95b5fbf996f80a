import type { Hop } from '../../model/report';
import { words } from '../wording';
import { toDisk } from './ends';
import { cpuCopy, dmaCopy, type Facts, returned } from './facts';

/** Filesystems without a device: since Linux 6.6 tmpfs takes O_DIRECT, and copies all the same. */
const isMemory = ({ filesystem }: Facts) => filesystem.type === 'tmpfs' || filesystem.type === 'ramfs';
const hasDevice = ({ filesystem }: Facts) => filesystem.device?.startsWith('/dev/') ?? false;

/**
 * The input to direct-io's own buffer: by the device, as far as the block layer accounts for it. What it did not
 * deliver came out of the page cache, by which a filesystem answers where it can't read directly. All bytes read
 * count, also those that whole blocks add to the ones asked for.
 */
export function intoDirectBuffer(facts: Facts): Hop[] {
  const { bytes, deviceReadBytes } = facts.run;
  const read = returned(facts, 'pread64') ?? bytes;
  const delivered = isMemory(facts) ? 0 : hasDevice(facts) ? Math.min(read, deviceReadBytes) : read;
  const added =
    read > bytes ? ` Whole blocks were read, ${words.ratio(read / bytes)} of the bytes asked for.` : '';
  return [
    dmaCopy({
      from: 'disk',
      to: 'user-buffer',
      bytes: delivered,
      evidence: hasDevice(facts) ? 'kernel' : 'model',
      note: `O_DIRECT lets the device write into the user buffer and passes the page cache by (open(2)).${added}`,
    }),
    cpuCopy({
      from: 'page-cache',
      to: 'user-buffer',
      bytes: read - delivered,
      evidence: isMemory(facts) ? 'model' : 'kernel',
      note: isMemory(facts)
        ? `${facts.filesystem.type} has no device to read from: O_DIRECT is taken, and the bytes are copied out of its pages.`
        : 'The device delivered less than was read, so the filesystem answered the rest out of its page cache.',
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
        note: checksums(facts)
          ? 'btrfs keeps checksums of what it writes, so O_DIRECT copies into its pages first (seen on Linux 6.18).'
          : 'The output has no device or takes no O_DIRECT, so write copies into its pages.',
      }),
      ...toDisk(facts),
    ];
  return [
    dmaCopy({
      from: 'user-buffer',
      to: 'destination-disk',
      bytes,
      evidence: 'model',
      note: 'O_DIRECT on the output lets the device fetch from the user buffer (open(2)); a padded last block is cut back.',
    }),
  ];
}
