import type { FileRange } from '../model/runSpec';

/**
 * The same bytes in as few ranges as possible: ranges of a file that touch or overlap become one. A scenario divides one
 * file into thousands of pieces, and a kernel call for each would take long.
 */
export function mergedRanges(files: readonly FileRange[]): FileRange[] {
  const byPath = new Map<string, FileRange[]>();
  for (const file of files) {
    const known = byPath.get(file.path);
    if (known) known.push(file);
    else byPath.set(file.path, [file]);
  }
  return [...byPath.values()].flatMap(mergedWithin);
}

const endOf = ({ offset, length }: FileRange) =>
  length === null ? Number.POSITIVE_INFINITY : offset + length;

/** Merges the ranges of one file. */
function mergedWithin(ranges: readonly FileRange[]): FileRange[] {
  const merged: FileRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.offset - b.offset)) {
    const last = merged.at(-1);
    if (!last || endOf(last) < range.offset) {
      merged.push({ ...range });
      continue;
    }
    const end = Math.max(endOf(last), endOf(range));
    last.length = Number.isFinite(end) ? end - last.offset : null;
  }
  return merged;
}
