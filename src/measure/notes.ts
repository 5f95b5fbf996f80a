import { copiesPerByte } from '../model/copyCount';
import { cpuNs } from '../model/cpuTime';
import type { Observed } from '../model/observation';
import type { Machine, Transfer } from '../model/report';
import { traitsOf } from '../model/strategy';
import { observationNotes } from './observationNotes';
import { isWholeCost } from './ranking';
import { outliers } from './statistics';
import { representativeRun, senderCost, timedRuns } from './summary';
import { words } from './wording';

/** What a reader must know of one transfer beside its figures. */
export function notesOf(
  transfer: Transfer,
  { machine, observed }: { machine: Machine; observed: Observed | null },
): string[] {
  return [
    ...ranAsNote(transfer),
    ...observationNotes(transfer, observed),
    ...foundNote(transfer),
    ...outlierNote(transfer),
    ...sampleNote(transfer),
    ...zeroCopyNote(transfer),
    ...pollingThreadNote(transfer),
    ...helperNote(transfer),
    ...nicNote(transfer, machine),
  ];
}

/** Invariant: never silently another strategy. */
function ranAsNote({ strategy, runs }: Transfer): string[] {
  const other = runs.find(({ ranAs }) => ranAs.strategy !== strategy || ranAs.because !== null)?.ranAs;
  if (!other) return [];
  const because = other.because ? ` ${sentence(other.because)}` : '';
  return other.strategy === strategy ? [because.trim()] : [`Ran as ${other.strategy}.${because}`];
}

const sentence = (text: string) => {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
};

/** The options a search found, where they are not the kernel's own. */
function foundNote({ autotuned }: Transfer): string[] {
  if (!autotuned) return [];
  const options = [
    ['a pipe of', autotuned.pipeBytes],
    ['SO_SNDBUF', autotuned.sendBufferBytes],
    ['SO_RCVBUF', autotuned.receiveBufferBytes],
    ['SO_RCVLOWAT', autotuned.receiveLowWater],
  ] as const;
  const set = options.flatMap(([name, bytes]) => (bytes > 0 ? [`${name} ${words.bytes(bytes)}`] : []));
  return set.length > 0 ? [`Found cheapest with ${set.join(', ')}.`] : [];
}

/** Among fewer rounds than these, far from the rest is a matter of luck. */
const fewestForOutliers = 7;

function outlierNote({ runs }: Transfer): string[] {
  const costs = timedRuns(runs).flatMap(run => senderCost(run) ?? []);
  const far = outliers(costs).length;
  if (far === 0 || costs.length < fewestForOutliers) return [];
  return [
    `${far} of ${costs.length} timed rounds lay far from the rest; they are kept, and the median bears them.`,
  ];
}

/** Fewer samples than these in copy code may be strays: an interrupt that copies something of its own. */
const fewestInCopyCode = 10;

/** The samples are the check on the rules of `copies`: where they disagree, the product must not hide it. */
function sampleNote({ copyTime, copies, runs }: Transfer): string[] {
  const run = representativeRun(runs);
  if (!run || !copyTime || copyTime.share * copyTime.samples < fewestInCopyCode) return [];
  const copied = copiesPerByte(copies, 'cpu', run.bytes);
  const seen = `${words.percent(copyTime.share)} of ${words.count(copyTime.samples)} samples`;
  if (copied < 0.01 && copyTime.share > 0.05)
    return [`The rules say no CPU copy, yet ${seen} lay in copy code: trust the samples.`];
  return [];
}

function zeroCopyNote({ runs }: Transfer): string[] {
  const met = representativeRun(runs)?.zeroCopy;
  if (!met || met.completions === 0) return [];
  return [
    `The kernel completed ${words.count(met.completions)} zero-copy sends and says it copied ${words.count(met.copied)} of them anyway.`,
  ];
}

function pollingThreadNote({ strategy, runs }: Transfer): string[] {
  if (!traitsOf(strategy).kernelPolls || runs.length === 0) return [];
  if (!isWholeCost({ strategy, runs }))
    return [
      "The kernel's polling thread does the moving, and this kernel does not tell its CPU time: the row is not ranked.",
    ];
  return [
    "The kernel's polling thread does the moving: its CPU time, spinning included, is in this row's cost.",
  ];
}

/** Kernel threads that work for the sender are part of its cost, and no thread that a reader could look at. */
function helperNote({ runs }: Transfer): string[] {
  const run = representativeRun(runs);
  const helpers = run?.helperNs ?? 0;
  if (!run || helpers === 0) return [];
  const part = words.percent(helpers / (helpers + cpuNs(run.sender)));
  return [`Of the CPU time of the sending side ${part} was spent by kernel threads that worked for it.`];
}

/** Loopback never meets a card; what a real one would do is told, not counted. */
function nicNote({ copies }: Transfer, { nics }: Machine): string[] {
  const zeroCopy = copies.some(({ to, by }) => to === 'socket-buffer' && by === 'reference');
  const known = nics.filter(({ scatterGather }) => scatterGather !== null);
  if (!zeroCopy || known.length === 0) return [];
  const without = known.filter(({ scatterGather }) => !scatterGather).map(({ name }) => name);
  if (without.length === 0) return [];
  return [
    `Through ${without.join(', ')} the kernel would copy once more: the card gathers no scattered pages (ethtool -k: scatter-gather off).`,
  ];
}
