import type { Hop } from '../../model/report';
import { intoDirectBuffer, outOfDirectBuffer } from './directIo';
import { fromDisk, toDisk } from './ends';
import {
  countedBytes,
  cpuCopy,
  type Facts,
  type Rules,
  readIntoUser,
  reference,
  spliceOut,
  writtenPayload,
} from './facts';

const outOfUser = (facts: Facts): Hop =>
  cpuCopy({
    from: 'user-buffer',
    to: 'destination-page-cache',
    ...writtenPayload(facts),
    note: 'write copies from the user buffer into pages of the output (copy_folio_from_iter).',
  });

const pipeToFile = (facts: Facts): Hop =>
  cpuCopy({
    from: 'pipe-buffer',
    to: 'destination-page-cache',
    bytes: facts.run.bytes,
    evidence: 'counted',
    note: 'Into a file splice writes as write does, one copy (iter_file_splice_write): SPLICE_F_MOVE has done nothing since 2.6.21.',
  });

/** Bytes the filesystem shared between the two files instead of copying, as it accounts for them; else as it promises. */
function shared(facts: Facts, promised: number, note: string): Hop {
  const { sharedBytes } = facts.run;
  return reference({
    from: 'disk',
    to: 'destination-disk',
    bytes: Math.min(facts.run.bytes, sharedBytes ?? promised),
    evidence: sharedBytes === null ? 'model' : 'kernel',
    note,
  });
}

/** Filesystems that hand copy_file_range on to their server (NFS 4.2 COPY, SMB FSCTL_SRV_COPYCHUNK, Ceph copy-from). */
const copiesAtServer = new Set(['nfs', 'nfs4', 'cifs', 'smb3', 'ceph']);

function copyFileRange(facts: Facts): Hop[] {
  if (copiesAtServer.has(facts.filesystem.type)) return [copiedByServer(facts)];
  const shares = facts.filesystem.reflink === true;
  const share = shared(
    facts,
    shares ? facts.run.bytes : 0,
    'copy_file_range shares extents on a filesystem with reflinks (remap_file_range): no byte moves.',
  );
  const copied = Math.max(0, countedBytes(facts, 'copy_file_range').bytes - share.bytes);
  return [
    share,
    cpuCopy({
      from: 'page-cache',
      to: 'destination-page-cache',
      bytes: copied,
      evidence: 'counted',
      note: "Without reflinks copy_file_range splices inside the kernel: one copy, into the output's pages (splice_copy_file_range).",
    }),
  ];
}

const copiedByServer = (facts: Facts): Hop =>
  reference({
    from: 'disk',
    to: 'destination-disk',
    bytes: countedBytes(facts, 'copy_file_range').bytes,
    evidence: 'model',
    note: `${facts.filesystem.type} hands copy_file_range on to its server, which copies by itself: no byte passes through this machine where both ends know the operation; else the kernel reads and writes.`,
  });

const path =
  (...legs: ((facts: Facts) => Hop | Hop[])[]) =>
  (facts: Facts) => [...fromDisk(facts), ...legs.flatMap(leg => leg(facts)), ...toDisk(facts)];

const throughPipe = path(
  facts => spliceOut(facts, 'pipe-buffer', { bytes: facts.run.bytes, evidence: 'counted' }),
  pipeToFile,
);

const toPipe = (facts: Facts): Hop =>
  reference({
    from: 'page-cache',
    to: 'pipe-buffer',
    ...countedBytes(facts, 'vmsplice'),
    note: 'vmsplice puts references to the mapped page-cache pages into the pipe (vmsplice(2)).',
  });

export const fileToFile: Rules = {
  'read-write': path(readIntoUser, outOfUser),
  'mmap-write': path(facts =>
    cpuCopy({
      from: 'page-cache',
      to: 'destination-page-cache',
      ...writtenPayload(facts),
      note: "The mapping is the page cache itself, so write copies once, from there into the output's pages.",
    }),
  ),
  'mmap-mmap': path(facts =>
    cpuCopy({
      from: 'page-cache',
      to: 'destination-page-cache',
      bytes: facts.run.bytes,
      evidence: 'counted',
      note: 'memcpy between two mappings: one copy, made in user space, with page faults in place of calls.',
    }),
  ),
  sendfile: throughPipe,
  splice: throughPipe,
  vmsplice: path(toPipe, pipeToFile),
  'copy-file-range': path(copyFileRange),
  reflink: facts => [
    shared(
      facts,
      facts.run.bytes,
      "FICLONE makes the output share the input's extents; bytes are copied only once one side is written.",
    ),
  ],
  'direct-io': facts => [...intoDirectBuffer(facts), ...outOfDirectBuffer(facts)],
};
