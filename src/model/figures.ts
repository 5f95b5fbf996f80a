import { type Comparison, floorVariant, type Hop, searchVariant, type Transfer } from './report';
import type { Evidence, Mover } from './route';
import type { Run, ThreadUsage } from './sample';

// Figures of a transfer that follow from its hops and counts, computed once so that every surface shows the same.

const strength: Evidence[] = ['counted', 'kernel', 'observed', 'sampled', 'model'];

const weakest = (evidences: Evidence[]): Evidence =>
  strength[Math.max(0, ...evidences.map(evidence => strength.indexOf(evidence)))]!;

/** The evidence of a figure computed from all `hops`: for their bytes and for their movers. */
export function weakestEvidence(hops: Hop[]): Evidence {
  return weakest(hops.flatMap(({ evidence, moverEvidence }) => [evidence, moverEvidence]));
}

/** How often `by` moves each byte of the input, the far end's own recv left out; null where nothing was measured. */
export function movesPerByte(transfer: Transfer, by: Mover): number | null {
  if (transfer.copies.length === 0 || transfer.inputBytes === 0) return null;
  return copiesPerByte(transfer.copies, by, transfer.inputBytes);
}

/** What `movesPerByte` rests on: the hops it counts, or all but the far end's own where it is 0. */
export function movesEvidence(transfer: Transfer, by: Mover): Evidence {
  const hops = movedBy(transfer.copies, by);
  if (hops.length > 0) return weakestEvidence(hops);
  const others = transfer.copies.filter(({ to }) => to !== 'receiver');
  // That no device moved anything is known from the kernel (mincore before, read_bytes after), never from our counts.
  if (by === 'dma') return weakest(['kernel', ...others.map(({ evidence }) => evidence)]);
  return weakestEvidence(others);
}

/** Bytes a device moved where they are too few to be a copy of the input; null where there are none, or more. */
export function strayDeviceBytes(transfer: Transfer): number | null {
  const bytes = movedBy(transfer.copies, 'dma').reduce((sum, hop) => sum + hop.bytes, 0);
  return bytes > 0 && bytes < strayPart * transfer.inputBytes ? bytes : null;
}

function movedBy(hops: Hop[], by: Mover): Hop[] {
  return hops.filter(hop => hop.by === by && hop.bytes > 0 && hop.to !== 'receiver');
}

/** Mode switches of one run for each chunk of the input, as the textbook counts them. */
export function switchesPerChunk(transfer: Transfer): number | null {
  if (transfer.modeSwitches === null || transfer.inputBytes === 0 || transfer.chunks === 0) return null;
  const chunks = transfer.chunks ?? Math.ceil(transfer.inputBytes / transfer.chunkBytes);
  return transfer.modeSwitches / chunks;
}

const mib = 2 ** 20;

/** Mode switches of the sender for each MiB moved; null where none was counted. */
export function switchesPerMiB({ modeSwitches, inputBytes }: Transfer): number | null {
  return modeSwitches === null || inputBytes === 0 ? null : modeSwitches / (inputBytes / mib);
}

/** Context switches of the sending thread for each MiB moved, median of the timed rounds; null before the first. */
export function contextSwitchesPerMiB({ summary, inputBytes }: Transfer): number | null {
  if (!summary || inputBytes === 0) return null;
  const { voluntarySwitches, involuntarySwitches } = summary;
  return (voluntarySwitches.median + involuntarySwitches.median) / (inputBytes / mib);
}

/** A name that distinguishes a transfer from the others of its report. */
type Identity = Pick<Comparison, 'strategy' | 'chunkBytes' | 'cache' | 'receiver' | 'inputBytes' | 'variant'>;

export function transferKey(transfer: Identity): string {
  const { strategy, chunkBytes, cache, receiver, inputBytes, variant } = transfer;
  return [strategy, chunkBytes, cache, receiver, inputBytes, ...(variant ? [variant] : [])].join(' ');
}

/** Below this part of the input, a device only read the uncached rest: bytes are shown instead of a rate. */
export const strayPart = 0.1;

/**
 * How many times `by` moved each byte on its way from source to sink, on average. The last leg, out of the socket's or
 * pipe's buffer, is not counted: it belongs to the far end, and a strategy can't change it.
 */
export function copiesPerByte(hops: readonly Hop[], by: Mover, bytes: number): number {
  if (bytes <= 0) return 0;
  const moved = hops.filter(hop => hop.by === by && hop.to !== 'receiver');
  return moved.reduce((sum, hop) => sum + hop.bytes, 0) / bytes;
}

/** CPU time of a thread, nanoseconds: by its own clock, in older reports by getrusage. */
export const cpuNs = ({ cpuNs: own, userNs, systemNs }: ThreadUsage) => own ?? userNs + systemNs;

/** CPU time of the sending side: of its thread and of io_uring's threads that worked for it. Nanoseconds. */
export const sendingNs = ({ sender, helperNs }: Run) => cpuNs(sender) + (helperNs ?? 0);

/** The kernel's tick may be at most this part of a run's CPU time for a valid split into user and system time. */
const finestGrain = 0.01;

/** Whether a run's split into user and system time is valid. */
export function hasSplit({ sender, cpuGrainNs }: Run): boolean {
  return cpuGrainNs !== undefined && cpuGrainNs <= cpuNs(sender) * finestGrain;
}

/**
 * The requested rows. A report may also hold a few rounds with the other kind of receiver, the variants that a search
 * tried, and its floor: those explain the requested rows and are not listed among them.
 */
export function requestedTransfers(transfers: readonly Transfer[]): Transfer[] {
  const receiver = transfers.find(transfer => !isAside(transfer))?.receiver;
  return transfers.filter(transfer => transfer.receiver === receiver && !isAside(transfer));
}

const isAside = ({ variant }: Transfer) => variant === searchVariant || variant === floorVariant;
