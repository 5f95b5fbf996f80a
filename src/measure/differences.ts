import { copiesPerByte, strayPart } from '../model/copyCount';
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

/** Counts further apart than this part of a copy or switch are told apart. */
const tolerance = 0.02;

/** Where what was measured parts from what the articles say, and why. */
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
    ({ textbook: said, measured }) => Math.abs(said - measured) > tolerance * Math.max(1, said),
  );
}

/** Some pages that were not cached are no copy of the input: the drawing tells their bytes. */
const withoutStray = (copies: number) => (copies < strayPart ? 0 : copies);

function whyCpu({ run, filesystem }: Compared): string {
  if (run.ranAs.because) return `The bytes went by ${run.ranAs.strategy}: ${run.ranAs.because}`;
  if (run.zeroCopy && run.zeroCopy.copied > 0)
    return 'The kernel copied what it was asked to send without a copy, as it always does on loopback.';
  return `The articles assume what the kernel does not do here: see each leg's note (filesystem ${filesystem}).`;
}

function whyDma({ run, copies }: Compared): string {
  const direct = copies.some(({ from, to }) => from === 'disk' && to === 'user-buffer');
  const cold = run.deviceReadBytes > 0;
  const disk = direct
    ? 'O_DIRECT fetches every byte from the disk, past the page cache'
    : cold
      ? 'The disk delivered what was not cached'
      : 'The bytes were in the page cache already, so the disk had nothing to do';
  const toSocket = copies.some(({ to }) => to === 'socket-buffer');
  const far = toSocket
    ? 'and over loopback there is no network card to copy to: the articles count one DMA for each'
    : 'and the kernel writes the output back to its disk later; the articles count one DMA for each';
  return `${disk}, ${far}.`;
}

function whySwitches({ run, chunkBytes, chunks, files, follows }: Compared): string {
  const met = Object.entries(run.syscalls);
  const sum = (figure: (count: (typeof met)[number][1]) => number) =>
    met.reduce((total, [, count]) => total + figure(count), 0);
  const again = sum(({ errors }) => errors.EAGAIN ?? 0);
  const short = sum(count => count.short);
  // What madvise maps at once the kernel counts as faults as well (mm_account_fault, mm/memory.c), though none crosses.
  const faults = run.syscalls.madvise ? 0 : run.sender.minorFaults + run.sender.majorFaults;
  const reasons = [
    again > 0 && `${again} calls met a full buffer and were made again (EAGAIN)`,
    short > 0 && `${short} calls moved less than asked`,
    follows && 'each append was waited for, which is one read of an eventfd',
    (run.syscalls.splice?.calls ?? 0) > chunks &&
      'splice takes two calls a chunk, into the pipe and out of it',
    run.ranAs.strategy === 'mmap-write' && 'the file is mapped once, not once a chunk',
    files === 1 && chunkBytes > run.bytes && 'the whole input is smaller than a chunk',
    files > 1 && chunks < 4 * files && 'each file is opened and closed for a few chunks only',
    run.syscalls.io_uring_enter && 'io_uring hands over many requests in one call',
    faults > chunks / 100 && `${faults} page faults crossed into the kernel as well and are counted apart`,
  ].filter(reason => typeof reason === 'string');
  const rest = 'opening and closing the file adds a few calls of its own';
  const text = [...reasons, rest].join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
