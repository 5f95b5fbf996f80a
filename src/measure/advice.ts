import { askedTransfers } from '../model/asked';
import { copiesPerByte } from '../model/copyCount';
import { type Advice, floorVariant, type Hop, type Report, type Transfer } from '../model/report';
import { baselineOf, groupsOf } from './comparison';
import type { Ratio } from './intervals';
import { costRatio } from './pairing';
import { cheapestSet, fewestToRank, isRankable } from './ranking';
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
  const [winner, ...ties] = cheapestSet(group);
  if (!baseline?.summary || !winner?.summary) return null;
  return {
    text: textOf(group, { winner, ties, baseline }),
    strategy: winner.strategy,
    chunkBytes: winner.chunkBytes,
    ties: ties.map(({ strategy, chunkBytes }) => ({ strategy, chunkBytes })),
    figures: [...figuresOf(winner, baseline), ...floorFigure(report, winner)],
    limits: limitsOf(report, winner),
    receiverNote: receiverNoteOf(report, group),
  };
}

/** The rows asked for; of a sweep the last point, which moves the most. */
function mainGroup({ transfers }: Report): Transfer[] {
  return groupsOf(askedTransfers(transfers).filter(({ summary }) => summary !== null)).at(-1) ?? [];
}

/** What was found: the row of the least median, those it is not shown to be cheaper than, and what all are held against. */
interface Found {
  winner: Transfer;
  ties: Transfer[];
  baseline: Transfer;
}

function textOf(group: Transfer[], { winner, ties, baseline }: Found): string {
  if (winner === baseline && group.length === 1)
    return `${nameOf(winner)} costs the sender ${perKiB(winner)} here; nothing else was measured to hold against it.`;
  const ratio = costRatio(winner, baseline);
  if (winner !== baseline && isFew(group, ratio)) return fewText(group, { winner, ties, baseline });
  if (ties.includes(baseline) && ratio && ratio.estimate < promising)
    return openText(winner, baseline, ratio);
  if (winner === baseline || ties.includes(baseline))
    return `Keep ${nameOf(baseline)}: nothing measured here costs the sender measurably less CPU per byte.`;
  return `Use ${nameOf(winner)}: it costs the sender the least CPU per byte here, ${againstText(winner, baseline, ratio)}.${tiedText(winner, ties)}`;
}

function againstText(winner: Transfer, baseline: Transfer, ratio: Ratio | null): string {
  if (!ratio?.interval) return perKiB(winner);
  const { low, high } = ratio.interval;
  return `${words.ratio(ratio.estimate)} of ${nameOf(baseline)} (95 %: ${words.ratio(low)} to ${words.ratio(high)})`;
}

function tiedText(winner: Transfer, ties: readonly Transfer[]): string {
  const others = ties.filter(({ strategy }) => strategy !== winner.strategy);
  const names = [...new Set(others.map(({ strategy }) => strategy))].join(', ');
  return names ? ` No measurable difference from it: ${names}.` : '';
}

const rankable = (group: readonly Transfer[]) => group.filter(isRankable).length;

/** Whether the rounds are too few to leave any row of the group out of its set. */
const isFew = (group: readonly Transfer[], ratio: Ratio | null) =>
  ratio !== null && ratio.n < fewestToRank(rankable(group));

function fewText(group: readonly Transfer[], { winner, baseline }: Found): string {
  const { estimate, n } = costRatio(winner, baseline)!;
  const needed = words.count(fewestToRank(rankable(group)));
  return `Measure again before you choose: ${nameOf(winner)} cost ${words.ratio(estimate)} of ${nameOf(baseline)}, which may be chance: rounds made ${words.count(n)}, needed ${needed}.`;
}

/** A median this far below the baseline's is worth another look, though the interval still reaches 1. */
const promising = 0.9;

function openText(winner: Transfer, baseline: Transfer, ratio: Ratio): string {
  return `Measure again before you choose: ${nameOf(winner)} seems to cost ${againstText(winner, baseline, ratio)}, but its rounds differ too much to tell.`;
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
        kind: 'cpu',
        subject: name,
        label: `${name}: CPU of the sender`,
        value: `${words.number(summary.cpuNsPerKiB.median)} ns/KiB`,
        evidence: 'kernel',
      },
      {
        kind: 'throughput',
        subject: name,
        label: `${name}: throughput`,
        value: words.rate(summary.bytesPerSecond.median),
        evidence: 'counted',
      },
      {
        kind: 'copies',
        subject: name,
        label: `${name}: CPU copies per byte`,
        ...copiesFigure(copies, run.bytes),
      },
    ];
    if (copyTime && copyTime.samples > 0)
      figures.push({
        kind: 'copy-time',
        subject: name,
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

/** How far a search's winner is from what moving page references alone costs, in the same rounds. */
function floorFigure({ transfers }: Report, winner: Transfer): Advice['figures'] {
  const floor = transfers.find(({ variant, summary }) => variant === floorVariant && summary);
  const ratio = floor ? costRatio(winner, floor) : null;
  if (!floor?.summary || !ratio) return [];
  return [
    {
      kind: 'floor',
      label: 'Floor: page references alone, into a drained pipe',
      value: `${words.number(floor.summary.cpuNsPerKiB.median)} ns/KiB; ${nameOf(winner)} costs ${words.ratio(ratio.estimate)} of it`,
      evidence: 'kernel',
    },
  ];
}
