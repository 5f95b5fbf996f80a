import type { Cell } from './plan';
import { trialBytes } from './trialBytes';

/** A cell with the time that its whole input takes, from its warm-up. */
export interface Timed {
  index: number;
  cell: Cell;
  ms: number;
}

/** A run that takes this long spends 1 % on what every run costs once: opening, starting, the stream's first packets. */
const leastMs = 5;

/**
 * Bytes that each cell is to move so that it takes `part` of its time, for those that are cut at all. Cells that are
 * compared keep equal inputs, none gets shorter than its fastest rival needs for `leastMs`, and of many files at least
 * the first is moved whole.
 */
export function fittedBytes(timed: readonly Timed[], part: number): Map<number, number> {
  const groups = new Map<string, Timed[]>();
  for (const one of timed) {
    const key = `${one.cell.inputBytes} ${one.cell.variant ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return new Map([...groups.values()].flatMap(group => fittedGroup(group, part)));
}

function fittedGroup(group: readonly Timed[], part: number): [number, number][] {
  const { inputBytes, spec } = group[0]!.cell;
  const fastest = Math.min(...group.map(({ ms }) => ms));
  const forTime = fastest > 0 ? (inputBytes * leastMs) / fastest : inputBytes;
  const firstFile = spec.files.length > 1 ? (spec.files[0]?.length ?? 0) : 0;
  const wanted = Math.max(inputBytes * part, forTime, firstFile);
  // Whole multiples of a first run, or of the mean length of small files: all of them may be shorter than such a run.
  const trial = trialBytes(group.map(({ cell }) => cell));
  const step = Math.min(trial, Math.ceil(inputBytes / spec.files.length));
  const bytes = Math.max(1, Math.ceil(wanted / step)) * step;
  return bytes < inputBytes ? group.map(({ index }) => [index, bytes]) : [];
}
