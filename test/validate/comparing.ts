import type { Case, Observed } from './model';

/** Calls that move bytes without bringing them into the program. */
const kernelCalls = ['sendfile', 'splice', 'copy_file_range'];

/**
 * What differs between two runs of a case, in words; null where a caller could not tell them apart.
 *
 * A fault belongs to a byte of an end, not to a call: whichever call would move that byte is cut before it, and the
 * next one fails. So both programs must deliver the same bytes and come to the same result, however they move them.
 * The caller of a program that gets its ends open observes where both stand when it is over.
 */
export function differenceOf(before: Observed, after: Observed): string | null {
  const pairs: [string, string | number, string | number][] = [
    ['the end of the run', before.ending, after.ending],
    ['result and values', before.said, after.said],
    ['bytes delivered', before.delivered, after.delivered],
    ['what was delivered', before.hash, after.hash],
    ["the sink's mode", before.mode, after.mode],
    ['syncs and locks', promisesOf(before), promisesOf(after)],
    ['ends left open', openIn(before), openIn(after)],
  ];
  const different = pairs.find(([, was, is]) => was !== is);
  return different ? `${different[0]}: ${different[1]} → ${different[2]}` : null;
}

/** Calls that make bytes durable or lock a file; modes and lengths are compared in the file itself. */
const promisesOf = ({ effects }: Observed): string =>
  listed(Object.fromEntries(Object.entries(effects).filter(([name]) => /sync|flock/.test(name))));

/** How many descriptors of each end are open. Their offsets are the runtime's affair: it may hold bytes it has not written. */
const openIn = ({ open }: Observed): string =>
  listed(Object.fromEntries(Object.entries(open).map(([end, offsets]) => [end, offsets.split(' ').length])));

const listed = (values: Record<string, string | number>): string =>
  Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} ${value}`)
    .join(', ') || 'none';

/** A copy may hold this much that it has read and not written yet. Bytes. */
const largestBuffer = 1 << 20;

/**
 * Whether two failed copies differ only in how much of the last buffer arrived: both report the same error, and both
 * delivered the beginning of the same bytes. A loop loses what it has read when the next call fails.
 */
export function differsInTail(one: Case, before: Observed, after: Observed): boolean {
  const [shorter, longer] = before.delivered < after.delivered ? [before, after] : [after, before];
  const isBeginning = longer.from >= 0 && (shorter.delivered <= 0 || shorter.from === longer.from);
  const alike = { ...shorter, delivered: longer.delivered, hash: longer.hash };
  const failed = one.fault.kind !== 'none' && /error=(?!nil)|result=-/.test(before.said);
  return (
    failed &&
    isBeginning &&
    longer.delivered - shorter.delivered < largestBuffer &&
    differenceOf(alike, longer) === null
  );
}

/** Bytes that a call in the kernel brought to the sink. */
export const kernelBytes = ({ calls }: Observed): number =>
  kernelCalls.reduce((sum, name) => sum + (calls[name]?.[2] ?? 0), 0);
