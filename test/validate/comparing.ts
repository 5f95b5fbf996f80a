import type { Case, Observed } from './model';

/** Calls that move bytes without bringing them into the program. */
const kernelCalls = ['sendfile', 'splice', 'copy_file_range'];

/** The parts of a run that a caller observes. */
export type Part = 'ending' | 'said' | 'delivered' | 'hash' | 'mode' | 'promises' | 'open';

export interface Difference {
  part: Part;
  was: string | number;
  is: string | number;
}

const names: Record<Part, string> = {
  ending: 'the end of the run',
  said: 'result and values',
  delivered: 'bytes delivered',
  hash: 'what was delivered',
  mode: "the sink's mode",
  promises: 'syncs and locks',
  open: 'ends left open',
};

/**
 * What differs between two runs of a case; nothing where a caller could not tell them apart.
 *
 * A fault belongs to a byte of an end, not to a call: whichever call would move that byte is cut before it, and the
 * next one fails. So both programs must deliver the same bytes and come to the same result, however they move them.
 * The caller of a program that gets its ends open observes where both stand when it is over.
 */
export function differencesOf(before: Observed, after: Observed): Difference[] {
  const [was, is] = [partsOf(before), partsOf(after)];
  return (Object.keys(names) as Part[])
    .map(part => ({ part, was: was[part], is: is[part] }))
    .filter(one => one.was !== one.is);
}

const partsOf = (run: Observed): Record<Part, string | number> => ({
  ending: run.ending,
  said: run.said,
  delivered: run.delivered,
  hash: run.hash,
  mode: run.mode,
  promises: promisesOf(run),
  open: openIn(run),
});

export const differenceText = ({ part, was, is }: Difference): string => `${names[part]}: ${was} → ${is}`;

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

/** Whether a program reported a failure. */
export const isFailed = ({ said }: Observed): boolean =>
  /(error|uncaught|unhandled)=(?!nil)|result=-/.test(said);

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
  const failed = one.fault.kind !== 'none' && isFailed(before);
  return (
    failed &&
    isBeginning &&
    longer.delivered - shorter.delivered < largestBuffer &&
    differencesOf(alike, longer).length === 0
  );
}

/** Bytes that a call in the kernel brought to the sink. */
export const kernelBytes = ({ calls }: Observed): number =>
  kernelCalls.reduce((sum, name) => sum + (calls[name]?.[2] ?? 0), 0);
