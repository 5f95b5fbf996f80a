import { message } from '../../messages/message';
import type { Message } from '../../model/message';
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
    note: message('copy.write-file'),
  });

const pipeToFile = (facts: Facts): Hop =>
  cpuCopy({
    from: 'pipe-buffer',
    to: 'destination-page-cache',
    bytes: facts.run.bytes,
    evidence: 'counted',
    note: message('copy.splice-to-file'),
  });

/** Bytes the filesystem shared between the two files instead of copying, as it accounts for them; else as it promises. */
function shared(facts: Facts, promised: number, note: Message): Hop {
  const { sharedBytes } = facts.run;
  return reference({
    from: 'disk',
    to: 'destination-disk',
    bytes: Math.min(facts.run.bytes, sharedBytes ?? promised),
    evidence: sharedBytes === null ? 'model' : 'kernel',
    note,
  });
}

/** Filesystems whose server runs copy_file_range (NFS 4.2 COPY, SMB FSCTL_SRV_COPYCHUNK, Ceph copy-from). */
const copiesAtServer = new Set(['nfs', 'nfs4', 'cifs', 'smb3', 'ceph']);

function copyFileRange(facts: Facts): Hop[] {
  if (copiesAtServer.has(facts.filesystem.type)) return [copiedByServer(facts)];
  const shares = facts.filesystem.reflink === true;
  const share = shared(facts, shares ? facts.run.bytes : 0, message('copy.shared-extents'));
  const copied = Math.max(0, countedBytes(facts, 'copy_file_range').bytes - share.bytes);
  return [
    share,
    cpuCopy({
      from: 'page-cache',
      to: 'destination-page-cache',
      bytes: copied,
      evidence: 'counted',
      note: message('copy.copy-file-range'),
    }),
  ];
}

const copiedByServer = (facts: Facts): Hop =>
  reference({
    from: 'disk',
    to: 'destination-disk',
    bytes: countedBytes(facts, 'copy_file_range').bytes,
    evidence: 'model',
    note: message('copy.at-server', { filesystem: facts.filesystem.type }),
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
    note: message('copy.vmsplice'),
  });

export const fileToFile: Rules = {
  'read-write': path(readIntoUser, outOfUser),
  'mmap-write': path(facts =>
    cpuCopy({
      from: 'page-cache',
      to: 'destination-page-cache',
      ...writtenPayload(facts),
      note: message('copy.mapped-to-file'),
    }),
  ),
  'mmap-mmap': path(facts =>
    cpuCopy({
      from: 'page-cache',
      to: 'destination-page-cache',
      bytes: facts.run.bytes,
      evidence: 'counted',
      note: message('copy.memcpy'),
    }),
  ),
  sendfile: throughPipe,
  splice: throughPipe,
  vmsplice: path(toPipe, pipeToFile),
  'copy-file-range': path(copyFileRange),
  reflink: facts => [shared(facts, facts.run.bytes, message('copy.clone'))],
  'direct-io': facts => [...intoDirectBuffer(facts), ...outOfDirectBuffer(facts)],
};
