import { askedTransfers } from '../model/asked';
import { copiesPerByte } from '../model/copyCount';
import { type Advice, floorVariant, type Hop, type Report, type Transfer } from '../model/report';
import { baselineOf, costRatio, groupsOf } from './comparison';
import { cheapest, isRankable } from './ranking';
import { receiverNoteOf } from './receiverNote';
import { representativeRun } from './summary';
import { nameOf, words } from './wording';

/**
 * One recommendation, resting on CPU time per byte alone: a low copy share is shown and never taken for speed.
 * Null where nothing was measured.
 */
export function adviceOf(report: Report): Advice | null {
  const group = mainGroup(report);
  const baseline = baselineOf(group);
  const winner = cheapest(group);
  if (!baseline?.summary || !winner?.summary) return null;
  return {
    text: textOf(group, winner, baseline),
    strategy: winner.strategy,
    chunkBytes: winner.chunkBytes,
    figures: [...figuresOf(winner, baseline), ...floorFigure(report, winner)],
    limits: limitsOf(report, winner),
    receiverNote: receiverNoteOf(report, group),
  };
}

/** The rows asked for; of a sweep the last point, which moves the most. */
function mainGroup({ transfers }: Report): Transfer[] {
  return groupsOf(askedTransfers(transfers).filter(({ summary }) => summary !== null)).at(-1) ?? [];
}

/** Other strategies whose cost can't be told from the winner's. */
function equals(group: readonly Transfer[], winner: Transfer): Transfer[] {
  return group.filter(transfer => {
    if (transfer.strategy === winner.strategy || !isRankable(transfer)) return false;
    const interval = costRatio(transfer, winner);
    return interval !== null && interval.low <= 1;
  });
}

function textOf(group: Transfer[], winner: Transfer, baseline: Transfer): string {
  if (winner === baseline && group.length === 1)
    return `${nameOf(winner)} costs the sender ${perKiB(winner)} here; nothing else was measured to hold against it.`;
  const ties = equals(group, winner);
  const names = [...new Set(ties.map(({ strategy }) => strategy))].join(', ');
  if (ties.includes(baseline) && seemsCheaper(winner, baseline)) return openText(winner, baseline);
  if (winner === baseline || ties.includes(baseline))
    return `Keep ${nameOf(baseline)}: nothing measured here costs the sender measurably less CPU per byte.`;
  const interval = costRatio(winner, baseline);
  if (interval && interval.n < fewestForAdvice) return fewText(winner, baseline);
  const ratio = interval
    ? `${words.ratio(interval.estimate)} of ${nameOf(baseline)} (95 %: ${words.ratio(interval.low)} to ${words.ratio(interval.high)})`
    : `${perKiB(winner)}`;
  const tied = names ? ` No measurable difference from it: ${names}.` : '';
  return `Use ${nameOf(winner)}: it costs the sender the least CPU per byte here, ${ratio}.${tied}`;
}

/** Fewer rounds have no spread to tell a difference from chance. */
const fewestForAdvice = 3;

function fewText(winner: Transfer, baseline: Transfer): string {
  const { estimate, n } = costRatio(winner, baseline)!;
  return `Measure again before you choose: ${nameOf(winner)} cost ${words.ratio(estimate)} of ${nameOf(baseline)}, but ${n === 1 ? 'one round has' : 'two rounds have'} no spread to tell a difference from chance.`;
}

/** A median this far below the baseline's is worth another look, though the interval still reaches 1. */
const promising = 0.9;

const seemsCheaper = (winner: Transfer, baseline: Transfer) =>
  (costRatio(winner, baseline)?.estimate ?? 1) < promising;

function openText(winner: Transfer, baseline: Transfer): string {
  const { estimate, low, high } = costRatio(winner, baseline)!;
  return `Measure again before you choose: ${nameOf(winner)} seems to cost ${words.ratio(estimate)} of ${nameOf(baseline)}, but its rounds differ too much to tell (95 %: ${words.ratio(low)} to ${words.ratio(high)}).`;
}

const perKiB = ({ summary }: Transfer) => `${words.number(summary?.cpuNsPerKiB.median ?? 0)} ns CPU per KiB`;

function figuresOf(winner: Transfer, baseline: Transfer): Advice['figures'] {
  const both = winner === baseline ? [winner] : [winner, baseline];
  return both.flatMap(transfer => {
    const { summary, copies, copyTime } = transfer;
    const run = representativeRun(transfer.runs);
    if (!summary || !run) return [];
    const name = nameOf(transfer);
    const figures: Advice['figures'] = [
      {
        label: `${name}: CPU of the sender`,
        value: `${words.number(summary.cpuNsPerKiB.median)} ns/KiB`,
        evidence: 'kernel',
      },
      { label: `${name}: throughput`, value: words.rate(summary.bytesPerSecond.median), evidence: 'counted' },
      {
        label: `${name}: CPU copies per byte`,
        ...copiesFigure(copies, run.bytes),
      },
    ];
    if (copyTime && copyTime.samples > 0)
      figures.push({
        label: `${name}: CPU time spent copying`,
        value: words.percent(copyTime.share),
        evidence: 'sampled',
      });
    return figures;
  });
}

/** Observed, or said to be no more than consistent with the model. */
function copiesFigure(copies: Hop[], bytes: number): Pick<Advice['figures'][number], 'value' | 'evidence'> {
  const figure = words.number(copiesPerByte(copies, 'cpu', bytes));
  const rests = copies.filter(({ to, by }) => to !== 'receiver' && by !== 'dma');
  const shown = rests.every(
    ({ evidence, moverEvidence }) => evidence !== 'model' && moverEvidence !== 'model',
  );
  return shown
    ? { value: figure, evidence: 'observed' }
    : { value: `${figure}, consistent with the model`, evidence: 'model' };
}

function limitsOf({ machine, conditions }: Report, winner: Transfer): string {
  const { route, cache, strategy } = winner;
  if (strategy === 'reflink')
    return 'Holds while neither file is written: the first write to a shared extent copies it, and both files stay on one filesystem.';
  const state = cache === 'warm' ? 'cached data' : 'data read from the disk';
  const pass =
    conditions.pass === 'none' ? 'a pass over the data in user space (TLS, compression, parsing) or ' : '';
  if (route === 'file-to-socket')
    return `Holds for ${state} over loopback on this kernel; ${pass}a card without scatter-gather changes it, so measure again on the machine that serves.`;
  return `Holds for ${state} on ${machine.filesystem.type} and this kernel; ${pass}another filesystem changes it.`;
}

/** How far a search's winner is from what moving page references alone costs. */
function floorFigure({ transfers }: Report, winner: Transfer): Advice['figures'] {
  const floor = transfers.find(({ variant, summary }) => variant === floorVariant && summary)?.summary
    ?.cpuNsPerKiB;
  if (!floor || !winner.summary || floor.median === 0) return [];
  const times = words.ratio(winner.summary.cpuNsPerKiB.median / floor.median);
  return [
    {
      label: 'Floor: page references alone, into a drained pipe',
      value: `${words.number(floor.median)} ns/KiB; ${nameOf(winner)} costs ${times} of it`,
      evidence: 'kernel',
    },
  ];
}
