import type { RunSpec } from '../model/runSpec';
import type { Cell } from './plan';

/** The most bytes of a first run. */
const mostBytes = 1024 * 1024;
/** Calls and appends of a first run: enough to time them, few enough that slow ones end soon. */
const mostCalls = 2048;
/** A flush waits for the disk: for one that turns about 10 ms. */
const mostFlushes = 16;

/**
 * Bytes of the first run of these cells, whose pace decides how much the next ones move: 1 MiB, or fewer where a call, an
 * append or a flush moves few bytes, or where headers are many times the files.
 */
export const trialBytes = (cells: readonly Cell[]): number => Math.min(mostBytes, ...cells.map(ofCell));

function ofCell({ spec, inputBytes }: Cell): number {
  const { chunkBytes, followBytes, flushEvery, headerBytes, files } = spec;
  const perCall = followBytes > 0 ? Math.min(chunkBytes, followBytes) : chunkBytes;
  const flushed = flushEvery > 0 ? mostFlushes * flushEvery * chunkBytes : mostBytes;
  const bytesOfAll = inputBytes + headerBytes * files.length;
  const besideHeaders = Math.ceil((mostBytes * inputBytes) / Math.max(1, bytesOfAll));
  return Math.max(1, Math.min(mostCalls * perCall, flushed, besideHeaders));
}

/** Bytes that a run of this hands on: those of the files, and a header before each. */
export const handedOn = ({ files, headerBytes }: RunSpec): number =>
  files.reduce((sum, { length }) => sum + (length ?? 0) + headerBytes, 0);
