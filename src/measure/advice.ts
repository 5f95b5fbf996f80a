import { message } from '../messages/message';
import { nameOf, rowMessage } from '../messages/words';
import { copiesPerByte, requestedTransfers } from '../model/figures';
import type { CacheState } from '../model/job';
import type { Message } from '../model/message';
import { type Advice, floorVariant, type Hop, type Report, type Transfer } from '../model/report';
import type { Route } from '../model/route';
import { hasCall, hasZeroCopyCall } from '../model/runtimeCalls';
import { type Found, textOf } from './adviceText';
import { baselineOf, groupsOf, isChunkSweep, usualChunk } from './comparison';
import { fewestForInterval, type Ratio } from './intervals';
import { costRatio } from './pairing';
import { cheapestSet, costOf, fewestToRank, isRankable, simplestOf } from './ranking';
import { receiverNoteOf } from './receiverNote';
import { representativeRun } from './summary';

/**
 * One recommendation, based only on CPU time per byte: a low share of copying is shown but does not count as speed. It
 * names only calls that the report's language has, and the simplest of equally cheap ones. Null if nothing was measured.
 */
export function adviceOf(report: Report): Advice | null {
  const group = mainGroup(report);
  const baseline = baselineOf(group);
  const found = baseline && findingOf(group, baseline, report);
  if (!found?.winner.summary) return null;
  const { winner, ties } = found;
  return {
    text: textOf(found, report.language),
    strategy: winner.strategy,
    chunkBytes: winner.chunkBytes,
    ties: ties.map(({ strategy, chunkBytes }) => ({ strategy, chunkBytes })),
    figures: [...figuresOf(winner, found.baseline), ...floorFigure(report, winner)],
    limits: limitsOf(report, winner),
    receiverNote: receiverNoteOf(report, group),
  };
}

/** The requested rows; of a sweep one point: the usual chunk, or the largest input. */
function mainGroup({ transfers, conditions }: Report): Transfer[] {
  const measured = requestedTransfers(transfers).filter(({ summary }) => summary !== null);
  const groups = groupsOf(measured, { byChunk: isChunkSweep(conditions.swept) });
  return groups.find(([row]) => groups.length > 1 && isUsual(row, conditions)) ?? groups.at(-1) ?? [];
}

/** Of a chunk sweep the point of the usual buffer. */
const isUsual = (row: Transfer | undefined, { swept }: Report['conditions']) =>
  isChunkSweep(swept) && row?.chunkBytes === usualChunk;

function findingOf(group: Transfer[], baseline: Transfer, report: Report): Found | null {
  const open = withEnoughRounds(
    group.filter(({ strategy, route }) => hasCall(report.language, route, strategy)),
    baseline,
  );
  const cheapest = cheapestSet(open);
  const least = cheapest[0];
  if (!least) return null;
  const found = { baseline, group };
  if (group.length === 1) return { ...found, outcome: 'alone', winner: least, ties: [] };
  if (!hasZeroCopyCall(report.language, baseline.route))
    return { ...found, outcome: 'no-call', winner: baseline, ties: [] };
  const ratio = costRatio(least, baseline);
  const others = cheapest.filter(row => row !== baseline);
  if (least !== baseline && isFew(open, ratio))
    return { ...found, outcome: 'few', ...simplestOf(others.filter(isNear(least))) };
  if (cheapest.includes(baseline) && ratio && ratio.estimate < promising)
    return { ...found, outcome: 'unsettled', ...simplestOf(others.filter(isNear(least))) };
  if (cheapest.includes(baseline)) return { ...found, outcome: 'keep', winner: baseline, ties: others };
  return { ...found, outcome: 'use', ...simplestOf(cheapest) };
}

/** If some rows have enough rounds for a verdict, rows without enough rounds are not compared. */
function withEnoughRounds(rows: Transfer[], baseline: Transfer): Transfer[] {
  const enough = rows.filter(
    row => row === baseline || (row.summary?.cpuNsPerKiB.n ?? 0) >= fewestForInterval,
  );
  return enough.length > 1 && enough.includes(baseline) && isMeasured(baseline) ? enough : rows;
}

const isMeasured = ({ summary }: Transfer) => (summary?.cpuNsPerKiB.n ?? 0) >= fewestForInterval;

/** Rows whose median is within a tenth of the least: not enough to prefer a harder call without proof. */
const isNear = (least: Transfer) => (row: Transfer) => costOf(row) <= 1.1 * costOf(least);

/** A median this far below the baseline's is worth more rounds, even if the interval still includes 1. */
const promising = 0.9;

/** Whether the rounds are too few to leave any row out of the set of the cheapest. */
const isFew = (group: readonly Transfer[], ratio: Ratio | null) =>
  ratio !== null && ratio.n < fewestToRank(group.filter(isRankable).length);

function figuresOf(winner: Transfer, baseline: Transfer): Advice['figures'] {
  const both = winner === baseline ? [winner] : [winner, baseline];
  return both.flatMap(transfer => {
    const { summary, copies, copyTime } = transfer;
    const run = representativeRun(transfer.runs);
    if (!summary || !run) return [];
    const subject = nameOf(transfer);
    const row = rowMessage(transfer);
    const figures: Advice['figures'] = [
      {
        kind: 'cpu',
        subject,
        label: message('figure.cpu', { row }),
        value: message('value.cost', { cost: summary.cpuNsPerKiB.median }),
        evidence: 'kernel',
      },
      {
        kind: 'throughput',
        subject,
        label: message('figure.throughput', { row }),
        value: message('value.rate', { rate: summary.bytesPerSecond.median }),
        evidence: 'counted',
      },
      {
        kind: 'copies',
        subject,
        label: message('figure.copies', { row }),
        ...copiesFigure(copies, run.bytes),
      },
    ];
    if (copyTime && copyTime.samples > 0)
      figures.push({
        kind: 'copy-time',
        subject,
        label: message('figure.copy-time', { row }),
        value: message('value.share', { share: copyTime.share }),
        evidence: 'sampled',
      });
    return figures;
  });
}

/** Observed, or else described only as consistent with the model. */
function copiesFigure(copies: Hop[], bytes: number): Pick<Advice['figures'][number], 'value' | 'evidence'> {
  const figure = { copies: copiesPerByte(copies, 'cpu', bytes) };
  const rests = copies.filter(({ to, by }) => to !== 'receiver' && by !== 'dma');
  const shown = rests.every(
    ({ evidence, moverEvidence }) => evidence !== 'model' && moverEvidence !== 'model',
  );
  return shown
    ? { value: message('value.copies', figure), evidence: 'observed' }
    : { value: message('value.copies-model', figure), evidence: 'model' };
}

function limitsOf({ machine, conditions }: Report, winner: Transfer): Message {
  const { route, cache, strategy } = winner;
  if (strategy === 'reflink') return message('limits.reflink');
  const changes = message(conditions.pass === 'none' ? 'limits.content' : 'limits.machine');
  return whereMessage(route, cache, machine.filesystem.type, changes);
}

function whereMessage(route: Route, cache: CacheState, filesystem: string, changes: Message): Message {
  const cached = cache === 'warm';
  if (route === 'file-to-socket')
    return message(cached ? 'limits.socket-cached' : 'limits.socket-disk', { changes });
  return message(cached ? 'limits.file-cached' : 'limits.file-disk', { filesystem, changes });
}

/** How far a search's winner is from what moving page references alone costs, in the same rounds. */
function floorFigure({ transfers }: Report, winner: Transfer): Advice['figures'] {
  const floor = transfers.find(({ variant, summary }) => variant === floorVariant && summary);
  const ratio = floor ? costRatio(winner, floor) : null;
  if (!floor?.summary || !ratio) return [];
  return [
    {
      kind: 'floor',
      label: message('figure.floor'),
      value: message('value.floor', {
        cost: floor.summary.cpuNsPerKiB.median,
        row: rowMessage(winner),
        ratio: ratio.estimate,
      }),
      evidence: 'kernel',
    },
  ];
}
