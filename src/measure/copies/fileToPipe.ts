import { message } from '../../messages/message';
import type { Hop } from '../../model/report';
import { intoDirectBuffer } from './directIo';
import { fromDisk, toPipeReader } from './ends';
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
    to: 'pipe-buffer',
    ...writtenPayload(facts),
    note: message('copy.write-pipe'),
  });

const path =
  (...legs: ((facts: Facts) => Hop)[]) =>
  (facts: Facts) => [...fromDisk(facts), ...legs.map(leg => leg(facts)), ...toPipeReader(facts)];

export const fileToPipe: Rules = {
  'read-write': path(readIntoUser, outOfUser),
  'mmap-write': path(facts =>
    cpuCopy({
      from: 'page-cache',
      to: 'pipe-buffer',
      ...writtenPayload(facts),
      note: message('copy.mapped-to-pipe'),
    }),
  ),
  sendfile: path(facts => spliceOut(facts, 'pipe-buffer', countedBytes(facts, 'sendfile'))),
  splice: path(facts => spliceOut(facts, 'pipe-buffer', countedBytes(facts, 'splice'))),
  vmsplice: path(facts =>
    reference({
      from: 'page-cache',
      to: 'pipe-buffer',
      ...countedBytes(facts, 'vmsplice'),
      note: message('copy.vmsplice'),
    }),
  ),
  'direct-io': facts => [...intoDirectBuffer(facts), outOfUser(facts), ...toPipeReader(facts)],
};
