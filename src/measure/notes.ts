import { message } from '../messages/message';
import { copiesPerByte, cpuNs } from '../model/figures';
import type { Message } from '../model/message';
import type { Observed } from '../model/observation';
import type { Machine, Transfer } from '../model/report';
import { traitsOf } from '../model/strategy';
import { observationNotes } from './observationNotes';
import { isWholeCost } from './ranking';
import { outliers } from './statistics';
import { representativeRun, senderCost, timedRuns } from './summary';

/** Notes on one transfer beside its figures. */
export function notesOf(
  transfer: Transfer,
  { machine, observed }: { machine: Machine; observed: Observed | null },
): Message[] {
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
function ranAsNote({ strategy, runs }: Transfer): Message[] {
  const other = runs.find(({ ranAs }) => ranAs.strategy !== strategy || ranAs.because !== null)?.ranAs;
  if (!other) return [];
  const { because } = other;
  if (!because) return [message('note.ran-as', { strategy: other.strategy })];
  if (other.strategy === strategy) return [message('note.because', { because })];
  return [message('note.ran-as-because', { strategy: other.strategy, because })];
}

/** The options a search found, where they are not the kernel's own. */
function foundNote({ autotuned }: Transfer): Message[] {
  if (!autotuned) return [];
  const buffers = [
    ['SO_SNDBUF', autotuned.sendBufferBytes],
    ['SO_RCVBUF', autotuned.receiveBufferBytes],
    ['SO_RCVLOWAT', autotuned.receiveLowWater],
  ] as const;
  const options = [
    ...(autotuned.pipeBytes > 0 ? [message('option.pipe', { bytes: autotuned.pipeBytes })] : []),
    ...buffers.flatMap(([name, bytes]) => (bytes > 0 ? [message('option.buffer', { name, bytes })] : [])),
  ];
  return options.length > 0 ? [message('note.found', { options })] : [];
}

/** With fewer rounds an outlier can't be identified. */
const fewestForOutliers = 7;

function outlierNote({ runs }: Transfer): Message[] {
  const costs = timedRuns(runs).flatMap(run => senderCost(run) ?? []);
  const far = outliers(costs).length;
  if (far === 0 || costs.length < fewestForOutliers) return [];
  return [message('note.outliers', { far, rounds: costs.length })];
}

/** Fewer samples in copy code may be unrelated: an interrupt that copies other data. */
const fewestInCopyCode = 10;

/** The samples are the check on the rules of `copies`: where they disagree, the product must not hide it. */
function sampleNote({ copyTime, copies, runs }: Transfer): Message[] {
  const run = representativeRun(runs);
  if (!run || !copyTime || copyTime.share * copyTime.samples < fewestInCopyCode) return [];
  const copied = copiesPerByte(copies, 'cpu', run.bytes);
  const { share, samples } = copyTime;
  return copied < 0.01 && share > 0.05 ? [message('note.samples-disagree', { share, samples })] : [];
}

function zeroCopyNote({ runs }: Transfer): Message[] {
  const met = representativeRun(runs)?.zeroCopy;
  if (!met || met.completions === 0) return [];
  return [message('note.zero-copy', { completions: met.completions, copied: met.copied })];
}

function pollingThreadNote({ strategy, runs }: Transfer): Message[] {
  if (!traitsOf(strategy).kernelPolls || runs.length === 0) return [];
  return [message(isWholeCost({ strategy, runs }) ? 'note.polling-thread' : 'note.polling-thread-untold')];
}

/** Kernel threads that work for the sender are part of its cost, but appear in no thread of the report. */
function helperNote({ runs }: Transfer): Message[] {
  const run = representativeRun(runs);
  const helpers = run?.helperNs ?? 0;
  if (!run || helpers === 0) return [];
  return [message('note.helpers', { part: helpers / (helpers + cpuNs(run.sender)) })];
}

/** Loopback uses no network card; the effect of a real one is described, not counted. */
function nicNote({ copies }: Transfer, { nics }: Machine): Message[] {
  const zeroCopy = copies.some(({ to, by }) => to === 'socket-buffer' && by === 'reference');
  const known = nics.filter(({ scatterGather }) => scatterGather !== null);
  if (!zeroCopy || known.length === 0) return [];
  const cards = known.filter(({ scatterGather }) => !scatterGather).map(({ name }) => name);
  return cards.length > 0 ? [message('note.nic', { cards })] : [];
}
