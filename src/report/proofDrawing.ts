import type { ByteClass, Stretch } from '../model/proof';

// The receive queue of a proof as cells: pages in flight that stayed or changed.

/** Neighbouring bytes of one class, drawn as one square. */
export interface Cell {
  kind: ByteClass;
  bytes: number;
}

export interface QueueCells {
  cells: Cell[];
  /** Bytes that a whole cell stands for; a stretch has one at least. */
  cellBytes: number;
  /** Bytes behind those that are drawn. */
  leftBytes: number;
}

/** The page of every machine this runs on. */
const pageBytes = 4096;

/** At most `most` cells of whole pages, in the order of the queue. Framing in small pieces leaves the rest undrawn. */
export function queueCells(stretches: readonly Stretch[], most: number): QueueCells {
  const shown = stretches.slice(0, most);
  let cellBytes = pageBytes;
  while (shown.reduce((sum, { bytes }) => sum + Math.ceil(bytes / cellBytes), 0) > most) {
    // Every stretch has a cell by then.
    if (shown.every(({ bytes }) => bytes <= cellBytes)) break;
    cellBytes *= 2;
  }
  const leftBytes = stretches.slice(most).reduce((sum, { bytes }) => sum + bytes, 0);
  return { cells: shown.flatMap(stretch => cut(stretch, cellBytes)), cellBytes, leftBytes };
}

function cut({ kind, bytes }: Stretch, cellBytes: number): Cell[] {
  return Array.from({ length: Math.ceil(bytes / cellBytes) }, (_, at) => ({
    kind,
    bytes: Math.min(cellBytes, bytes - at * cellBytes),
  }));
}

/** The steps of a proof: look, change the file, look again, put it back. */
export const proofSteps = ['look', 'change', 'again', 'restore'] as const;
export type ProofStep = (typeof proofSteps)[number];

/** The step that shows the verdict; the others explain it. */
export const shownFirst = proofSteps.indexOf('again');

/** How a cell of the queue looks at a step. */
export interface CellLook {
  /** Whether it shows the inverted bytes. */
  inverted: boolean;
  /** Whether its class is known by then. */
  known: boolean;
}

/** A reference shows what the file holds; before the second look nobody knows which cell is one. */
export function cellLook(kind: ByteClass, step: ProofStep): CellLook {
  return {
    inverted: kind === 'reference' && step === 'again',
    known: step === 'again' || step === 'restore',
  };
}

/** Whether the file holds its complement at a step. */
export const isFileInverted = (step: ProofStep): boolean => step === 'change' || step === 'again';
