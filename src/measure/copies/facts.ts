import { message } from '../../messages/message';
import type { SharedValues } from '../../model/jobFields';
import type { Message } from '../../model/message';
import type { Hop, Machine } from '../../model/report';
import type { Evidence, Mover, Stage } from '../../model/route';
import type { Run } from '../../model/sample';
import type { StrategyName } from '../../model/strategy';

/** The facts for a rule: one run and the system it ran on. */
export interface Facts extends SharedValues {
  run: Run;
  filesystem: Machine['filesystem'];
  /** Bytes of all headers together. */
  headerBytes: number;
}

/** Maps the facts of a run to the legs of its bytes. The caller drops legs of 0 bytes. */
export type Rule = (facts: Facts) => Hop[];
export type Rules = Partial<Record<StrategyName, Rule>>;

interface Leg {
  from: Stage;
  to: Stage;
  bytes: number;
  evidence: Evidence;
  note: Message;
}

/** If the kernel reports a leg's bytes (device, completions, extents), that shows its mover too. */
const by =
  (mover: Mover) =>
  (leg: Leg): Hop => ({ ...leg, by: mover, moverEvidence: leg.evidence === 'kernel' ? 'kernel' : 'model' });

export const cpuCopy = by('cpu');
export const dmaCopy = by('dma');
export const reference = by('reference');
export const discarded = by('discarded');

/** Bytes that calls of these names returned on the sender's thread; null where none of them was made. */
export function returned({ run }: Facts, ...names: string[]): number | null {
  const met = names.flatMap(name => run.syscalls[name] ?? []);
  return met.length > 0 ? met.reduce((sum, { bytes }) => sum + bytes, 0) : null;
}

/**
 * A leg's bytes as the calls returned them: `counted`. Where the bytes came by other ways than return values
 * (io_uring's completions, a memcpy of the strategy's own) the run's own sum of delivered bytes stands in.
 */
export function countedBytes(facts: Facts, ...names: string[]): Pick<Leg, 'bytes' | 'evidence'> {
  return { bytes: returned(facts, ...names) || facts.run.bytes, evidence: 'counted' };
}

/** Names under which bytes come into user space, and leave it. */
const readCalls = ['read', 'pread64', 'readv', 'preadv', 'preadv2'];
export const writeCalls = ['write', 'pwrite64', 'writev', 'pwritev', 'sendto', 'sendmsg'];

/** The leg by which every read of a file brings its bytes to user space. */
export const readIntoUser = (facts: Facts): Hop =>
  cpuCopy({
    from: 'page-cache',
    to: 'user-buffer',
    ...countedBytes(facts, ...readCalls),
    note: message('copy.read'),
  });

/** Bytes that left user space as payload: what was written, less the headers that went with it. */
export function writtenPayload(facts: Facts): Pick<Leg, 'bytes' | 'evidence'> {
  const { bytes } = countedBytes(facts, ...writeCalls);
  return { bytes: Math.max(0, bytes - facts.headerBytes) || facts.run.bytes, evidence: 'counted' };
}

/**
 * Filesystems whose splice hands out page-cache pages (filemap_splice_read, shmem_file_splice_read, Linux 6.5 on;
 * generic_file_splice_read before). Others, and files opened with O_DIRECT or on DAX, get copied pages
 * (copy_splice_read).
 */
const handsOutPages = new Set([
  ...['ext2', 'ext3', 'ext4', 'xfs', 'btrfs', 'tmpfs', 'ramfs', 'f2fs', 'bcachefs', 'zonefs', 'ntfs3'],
  ...['vfat', 'exfat', 'msdos', 'iso9660', 'udf', 'squashfs', 'erofs', 'cramfs'],
  ...[
    'nfs',
    'nfs4',
    'cifs',
    'smb3',
    'ceph',
    'overlay',
    'fuse',
    'fuseblk',
    'virtiofs',
    'gfs2',
    'ocfs2',
    'ubifs',
  ],
]);

export const givesPages = ({ filesystem }: Facts) => handsOutPages.has(filesystem.type);

/** The leg by which splice and sendfile take a file's bytes out of the page cache. */
export function spliceOut(facts: Facts, to: Stage, amount: Pick<Leg, 'bytes' | 'evidence'>): Hop {
  const { type } = facts.filesystem;
  if (givesPages(facts))
    return reference({
      from: 'page-cache',
      to,
      ...amount,
      note: message('copy.splice-out', { filesystem: type }),
    });
  return cpuCopy({
    from: 'page-cache',
    to,
    bytes: amount.bytes,
    evidence: 'model',
    note: message('copy.splice-out-copied', { filesystem: type }),
  });
}

/** How many bytes of zero-copy sends the kernel copied nevertheless, from its completions. */
export function copiedAnyway({ run }: Facts): number {
  if (!run.zeroCopy || run.zeroCopy.completions === 0) return 0;
  return Math.round((run.bytes * run.zeroCopy.copied) / run.zeroCopy.completions);
}
