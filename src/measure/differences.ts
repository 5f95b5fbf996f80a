import { message } from '../messages/message';
import { copiesPerByte, strayPart } from '../model/figures';
import type { Message } from '../model/message';
import type { Hop, Textbook, Transfer } from '../model/report';
import type { Run } from '../model/sample';
import { senderCalls } from './summary';

type Difference = Transfer['differences'][number];

export interface Compared {
  textbook: Textbook;
  run: Run;
  copies: Hop[];
  chunkBytes: number;
  /** Chunks the run moved, each file's own. */
  chunks: number;
  files: number;
  /** A log was followed: the sender waited for its bytes. */
  follows: boolean;
  filesystem: string;
}

/** Counts that differ by more than this part of a copy or switch count as different. */
const tolerance = 0.02;

/** Where the measurement differs from the textbook, and why. */
export function differencesOf(compared: Compared): Difference[] {
  const { textbook, run, copies, chunks } = compared;
  const all: Difference[] = [
    {
      figure: 'cpuCopies',
      textbook: textbook.cpuCopies,
      measured: copiesPerByte(copies, 'cpu', run.bytes),
      why: whyCpu(compared),
    },
    {
      figure: 'dmaCopies',
      textbook: textbook.dmaCopies,
      measured: withoutStray(copiesPerByte(copies, 'dma', run.bytes)),
      why: whyDma(compared),
    },
    {
      figure: 'modeSwitches',
      textbook: textbook.modeSwitchesPerChunk,
      measured: chunks > 0 ? (2 * senderCalls(run)) / chunks : 0,
      why: whySwitches(compared),
    },
  ];
  return all.filter(
    ({ textbook, measured }) => Math.abs(textbook - measured) > tolerance * Math.max(1, textbook),
  );
}

/** A few uncached pages do not count as a copy of the input: the drawing shows their bytes. */
const withoutStray = (copies: number) => (copies < strayPart ? 0 : copies);

function whyCpu({ run, filesystem }: Compared): Message {
  const { strategy, because } = run.ranAs;
  if (because) return message('differs.ran-as', { strategy, because });
  if (run.zeroCopy && run.zeroCopy.copied > 0) return message('differs.loopback');
  return message('differs.assumed', { filesystem });
}

function whyDma({ run, copies }: Compared): Message {
  const direct = copies.some(({ from, to }) => from === 'disk' && to === 'user-buffer');
  const cold = run.deviceReadBytes > 0;
  const toSocket = copies.some(({ to }) => to === 'socket-buffer');
  const cached = cold ? 'differs.disk-cold' : 'differs.disk-cached';
  return message('differs.dma', {
    disk: message(direct ? 'differs.disk-direct' : cached),
    far: message(toSocket ? 'differs.far-socket' : 'differs.far-file'),
  });
}

function whySwitches({ run, chunkBytes, chunks, files, follows }: Compared): Message {
  const met = Object.entries(run.syscalls);
  const sum = (figure: (count: (typeof met)[number][1]) => number) =>
    met.reduce((total, [, count]) => total + figure(count), 0);
  const again = sum(({ errors }) => errors.EAGAIN ?? 0);
  const short = sum(count => count.short);
  // What madvise maps at once the kernel counts as faults as well (mm_account_fault, mm/memory.c), though none crosses.
  const faults = run.syscalls.madvise ? 0 : run.sender.minorFaults + run.sender.majorFaults;
  const when = (holds: boolean, reason: Message) => (holds ? [reason] : []);
  const reasons = [
    ...when(again > 0, message('differs.again', { calls: again })),
    ...when(short > 0, message('differs.short', { calls: short })),
    ...when(follows, message('differs.follows')),
    ...when((run.syscalls.splice?.calls ?? 0) > chunks, message('differs.splice')),
    ...when(run.ranAs.strategy === 'mmap-write', message('differs.mapped-once')),
    ...when(files === 1 && chunkBytes > run.bytes, message('differs.small-input')),
    ...when(files > 1 && chunks < 4 * files, message('differs.small-files')),
    ...when(run.syscalls.io_uring_enter !== undefined, message('differs.uring')),
    ...when(faults > chunks / 100, message('differs.faults', { faults })),
    message('differs.open-close'),
  ];
  return message('differs.switches', { reasons });
}
